/** Flat pictures: cutting, pasting, averaging. Boxes are `[r0, c0, r1, c1]`. */

/**
 * An empty array of another's type.
 * @template {Uint8Array | Uint8ClampedArray | Uint16Array | Uint32Array | Float32Array} T
 * @param {T} data
 * @param {number} length
 * @returns {T}
 */
export function sameType(data, length) {
  return new /** @type {new (length: number) => T} */ (data.constructor)(length);
}

/**
 * Copy a box out of a picture; what lies beyond the picture is zeros.
 * @template {Uint8Array | Uint8ClampedArray} T
 * @param {T} pixels
 * @param {number} width
 * @param {import('./types.js').Box} box
 * @param {number} [channels]
 * @returns {T}
 */
export function cut(pixels, width, [r0, c0, r1, c1], channels = 4) {
  const row = (c1 - c0) * channels;
  const out = sameType(pixels, row * (r1 - r0));
  const [top, left, bottom, right] = intersection([r0, c0, r1, c1], [0, 0, pixels.length / (width * channels), width]);
  for (let r = top; r < bottom && left < right; r += 1) {
    const start = (r * width + left) * channels;
    out.set(pixels.subarray(start, start + (right - left) * channels), (r - r0) * row + (left - c0) * channels);
  }
  return out;
}

/**
 * Paste a box into a picture.
 * @param {Uint8Array | Uint8ClampedArray} pixels
 * @param {number} width
 * @param {import('./types.js').Box} box
 * @param {Uint8Array | Uint8ClampedArray} part
 * @param {number} [channels]
 */
export function paste(pixels, width, [r0, c0, r1, c1], part, channels = 4) {
  const row = (c1 - c0) * channels;
  if (part.length !== row * (r1 - r0)) throw new RangeError(`part must hold ${row * (r1 - r0)} bytes; got ${part.length}`);
  for (let r = r0; r < r1; r += 1) pixels.set(part.subarray((r - r0) * row, (r - r0 + 1) * row), (r * width + c0) * channels);
}

/**
 * What two boxes share; an empty box (its end not after its start) where they do not meet.
 * @param {import('./types.js').Box} a
 * @param {import('./types.js').Box} b
 * @returns {import('./types.js').Box}
 */
export function intersection(a, b) {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/**
 * How much of each source pixel falls into each target pixel along one axis.
 * @param {number} from
 * @param {number} to
 */
function shares(from, to) {
  const step = from / to;
  return Array.from({ length: to }, (_, i) => {
    const start = i * step;
    const end = Math.min(from, (i + 1) * step);
    const first = Math.floor(start);
    const last = Math.max(first + 1, Math.min(from, Math.ceil(end - 1e-9)));
    const weights = Float64Array.from({ length: last - first }, (_, k) => Math.min(end, first + k + 1) - Math.max(start, first + k));
    return { first, weights: weights.map((weight) => weight / (end - start)) };
  });
}

/**
 * Squeeze or stretch RGBA to another size by exact area averaging: each target pixel is the mean of the part of the picture that it
 * covers. Alpha becomes 255.
 * @param {Uint8Array | Uint8ClampedArray} rgba
 * @param {number} width
 * @param {number} height
 * @param {number} toWidth
 * @param {number} toHeight
 * @returns {Uint8ClampedArray}
 */
export function areaAverage(rgba, width, height, toWidth, toHeight) {
  const out = new Uint8ClampedArray(toWidth * toHeight * 4).fill(255);
  const columns = shares(width, toWidth);
  const rows = shares(height, toHeight);
  const line = new Float64Array(width * 3);
  for (let y = 0; y < toHeight; y += 1) {
    line.fill(0);
    const { first, weights } = rows[y];
    for (let k = 0; k < weights.length; k += 1) {
      const weight = weights[k];
      let at = (first + k) * width * 4;
      for (let x = 0; x < line.length; x += 3, at += 4) {
        line[x] += weight * rgba[at];
        line[x + 1] += weight * rgba[at + 1];
        line[x + 2] += weight * rgba[at + 2];
      }
    }
    for (let x = 0; x < toWidth; x += 1) {
      const { first: left, weights: across } = columns[x];
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < across.length; k += 1) {
        const at = (left + k) * 3;
        r += across[k] * line[at];
        g += across[k] * line[at + 1];
        b += across[k] * line[at + 2];
      }
      const to = (y * toWidth + x) * 4;
      out[to] = r;
      out[to + 1] = g;
      out[to + 2] = b;
    }
  }
  return out;
}

/**
 * One channel of a picture.
 * @param {Uint8Array | Uint8ClampedArray} rgba
 * @param {number} channel
 */
export function channelOf(rgba, channel) {
  const out = new Uint8Array(rgba.length / 4);
  for (let i = 0, at = channel; i < out.length; i += 1, at += 4) out[i] = rgba[at];
  return out;
}

/**
 * RGBA of grey, RGB or RGBA; what has no alpha is opaque.
 * @param {Uint8Array | Uint8ClampedArray} pixels
 * @param {1 | 3 | 4} channels
 */
export function rgbaOf(pixels, channels) {
  if (channels === 4) return pixels;
  const out = new Uint8ClampedArray((pixels.length / channels) * 4).fill(255);
  for (let from = 0, to = 0; from < pixels.length; from += channels, to += 4) {
    for (let c = 0; c < 3; c += 1) out[to + c] = pixels[from + (channels === 1 ? 0 : c)];
  }
  return out;
}
