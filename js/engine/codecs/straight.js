/**
 * Colours under a low alpha. A canvas keeps colours multiplied with alpha, in 8 bits: under an alpha of 10 only 10 steps of a colour
 * are left. A cutout that comes back to be corrected would lose its hair's colours so. PNG is read here without a canvas (PNG
 * specification, third edition, 9: filtering), other kinds with the browser's `ImageDecoder` where it has one.
 */

/** Chunks that say what the numbers mean: then the browser, which manages colours, knows better. */
const COLOUR_CHUNKS = ['iCCP', 'gAMA', 'cHRM', 'cICP'];

/**
 * The same picture as `seen` with the colours that the file holds, or `seen` itself where they cannot be had.
 * @param {Uint8Array<ArrayBuffer>} bytes the file
 * @param {string} type
 * @param {{width: number, height: number, rgba: Uint8ClampedArray}} seen as a canvas gave it
 * @returns {Promise<Uint8ClampedArray>}
 */
export async function straightColours(bytes, type, { width, height, rgba }) {
  if (!seesThrough(rgba)) return rgba;
  try {
    const read = type === 'image/png' ? await readPng(bytes) : await decoded(bytes, type);
    const fits = read && read.width === width && read.height === height && agree(rgba, read.rgba);
    return fits ? read.rgba : rgba;
  } catch {
    return rgba; // what a canvas gave is the last resort
  }
}

/** @param {Uint8ClampedArray} rgba */
function seesThrough(rgba) {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] > 0 && rgba[i] < 255) return true;
  return false;
}

/** The same alpha everywhere, and the same colours as far as alpha leaves them. @param {Uint8ClampedArray} a @param {Uint8ClampedArray} b */
function agree(a, b) {
  for (let i = 3; i < a.length; i += 4) {
    if (a[i] !== b[i]) return false;
    const lost = 2 + 255 / a[i]; // everything where alpha is 0
    for (let k = i - 3; k < i; k += 1) if (Math.abs(a[k] - b[k]) > lost) return false;
  }
  return true;
}

/**
 * A PNG of 8 bits RGBA, neither interlaced nor colour-managed; else null.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function readPng(bytes) {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [data.getUint32(16), data.getUint32(20)];
  const [depth, colour, interlace] = [bytes[24], bytes[25], bytes[28]];
  if (depth !== 8 || colour !== 6 || interlace !== 0) return null;
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = data.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (COLOUR_CHUNKS.includes(kind)) return null;
    if (kind === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    if (kind === 'IEND') break;
    at += 12 + length;
  }
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate'));
  const filtered = new Uint8Array(await new Response(stream).arrayBuffer());
  if (filtered.length !== (4 * width + 1) * height) return null;
  return { width, height, rgba: unfilter(filtered, width, height) };
}

/**
 * @param {Uint8Array} filtered rows of RGBA, each after the number of its filter
 * @param {number} width
 * @param {number} height
 */
function unfilter(filtered, width, height) {
  const stride = 4 * width;
  const out = new Uint8ClampedArray(stride * height);
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1);
    const kind = filtered[from];
    const here = row * stride;
    for (let i = 0; i < stride; i += 1) {
      const left = i < 4 ? 0 : out[here + i - 4];
      const up = row ? out[here + i - stride] : 0;
      const before = i < 4 || !row ? 0 : out[here + i - stride - 4];
      out[here + i] = (filtered[from + 1 + i] + predicted(kind, left, up, before)) & 255;
    }
  }
  return out;
}

/** @param {number} kind @param {number} left @param {number} up @param {number} before left of the one above */
function predicted(kind, left, up, before) {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - before;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - before)];
      return a <= b && a <= c ? left : b <= c ? up : before;
    }
    default:
      throw new RangeError(`filter ${kind}`);
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {string} type */
async function decoded(bytes, type) {
  if (typeof ImageDecoder !== 'function' || !(await ImageDecoder.isTypeSupported(type))) return null;
  const decoder = new ImageDecoder({ data: bytes, type });
  try {
    const { image } = await decoder.decode();
    const { displayWidth: width, displayHeight: height } = image;
    const { format } = image;
    const rgba = new Uint8ClampedArray(4 * width * height);
    // In the frame's own order of bytes: asked for another one, Chromium goes by way of multiplied colours.
    if ((format === 'RGBA' || format === 'BGRA') && image.allocationSize() === rgba.length) await image.copyTo(rgba);
    image.close();
    if (format === 'BGRA') for (let i = 0; i < rgba.length; i += 4) [rgba[i], rgba[i + 2]] = [rgba[i + 2], rgba[i]];
    return { width, height, rgba };
  } finally {
    decoder.close();
  }
}
