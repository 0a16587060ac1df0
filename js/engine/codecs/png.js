/**
 * PNG from straight-alpha bytes, written in stripes. No canvas: a canvas multiplies colour by alpha in 8 bits, which ruins the colour
 * of nearly transparent hair. (PNG specification, third edition.)
 */
import { adler32, deflate, LAST } from './deflate.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const STRIPE_BYTES = 1 << 22;
/** Head of a zlib stream: deflate, a window of 32 kB (RFC 1950). */
const ZLIB = Uint8Array.of(0x78, 0x01);

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** @param {Uint8Array} bytes @param {number} [crc] */
function crc32(bytes, crc = 0) {
  let c = ~crc;
  for (let i = 0; i < bytes.length; i += 1) c = CRC[(c ^ bytes[i]) & 255] ^ (c >>> 8);
  return ~c;
}

/**
 * @param {string} kind four letters
 * @param {Uint8Array} data
 */
function chunk(kind, data) {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i += 1) out[4 + i] = kind.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(data.length + 8, crc32(out.subarray(4, data.length + 8)));
  return out;
}

/** @param {number} a left @param {number} b above @param {number} c above left */
function paeth(a, b, c) {
  const pa = Math.abs(b - c);
  const pb = Math.abs(a - c);
  const pc = Math.abs(a + b - c - c);
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

/**
 * Filter one row into `out` (filter type first). Of None, Sub, Up and Paeth the one with the least sum of absolute differences is
 * taken, as the specification advises; the sums are read off every fourth pixel.
 * @param {Uint8Array} row
 * @param {Uint8Array} above zeros for the first row
 * @param {number} step bytes a pixel
 * @param {Uint8Array} out
 */
function filterRow(row, above, step, out) {
  const n = row.length;
  const sums = [0, 0, 0, 0];
  for (let i = step; i < n; i += step * 4 + 1) {
    const x = row[i];
    const a = row[i - step];
    const b = above[i];
    sums[0] += Math.abs((x << 24) >> 24);
    sums[1] += Math.abs(((x - a) << 24) >> 24);
    sums[2] += Math.abs(((x - b) << 24) >> 24);
    sums[3] += Math.abs(((x - paeth(a, b, above[i - step])) << 24) >> 24);
  }
  const best = sums.indexOf(Math.min(...sums));
  out[0] = best === 3 ? 4 : best;
  if (best === 0) out.set(row, 1);
  else if (best === 1) for (let i = 0; i < n; i += 1) out[i + 1] = row[i] - (i < step ? 0 : row[i - step]);
  else if (best === 2) for (let i = 0; i < n; i += 1) out[i + 1] = row[i] - above[i];
  else {
    for (let i = 0; i < n; i += 1) {
      out[i + 1] = row[i] - (i < step ? paeth(0, above[i], 0) : paeth(row[i - step], above[i], above[i - step]));
    }
  }
}

/**
 * @param {Uint8Array | Uint8ClampedArray} pixels `width * height * channels` bytes; with 16 bits two for each value, the high one first
 * @param {number} width
 * @param {number} height
 * @param {{channels?: 1 | 3 | 4, bits?: 8 | 16, onProgress?: (part: number) => void}} [options] grey, RGB or straight RGBA
 * @returns {Promise<Blob>}
 */
export async function encodePng(pixels, width, height, { channels = 4, bits = 8, onProgress = () => {} } = {}) {
  const step = (channels * bits) / 8;
  if (pixels.length !== width * height * step) {
    throw new RangeError(`pixels must hold ${width} x ${height} x ${step} bytes; got ${pixels.length}`);
  }
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.length);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = bits;
  header[9] = { 1: 0, 3: 2, 4: 6 }[channels];
  /** @type {BlobPart[]} */
  const parts = [SIGNATURE, chunk('IHDR', header), chunk('sRGB', Uint8Array.of(0)), chunk('IDAT', ZLIB)];

  const stride = width * step;
  const rows = Math.max(1, Math.floor(STRIPE_BYTES / (stride + 1)));
  let sum = 1;
  let above = bytes.subarray(0, 0);
  const nothing = new Uint8Array(stride);
  for (let first = 0; first < height; first += rows) {
    const count = Math.min(rows, height - first);
    const stripe = new Uint8Array(count * (stride + 1));
    for (let r = 0; r < count; r += 1) {
      const row = bytes.subarray((first + r) * stride, (first + r + 1) * stride);
      filterRow(row, above.length ? above : nothing, step, stripe.subarray(r * (stride + 1), (r + 1) * (stride + 1)));
      above = row;
    }
    sum = adler32(stripe, sum);
    parts.push(chunk('IDAT', deflate(stripe)));
    onProgress((first + count) / height);
  }
  const end = new Uint8Array(LAST.length + 4);
  end.set(LAST);
  new DataView(end.buffer).setUint32(LAST.length, sum);
  parts.push(chunk('IDAT', end), chunk('IEND', new Uint8Array()));
  return new Blob(parts, { type: 'image/png' });
}
