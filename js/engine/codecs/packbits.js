/** PackBits, row by row: a byte that repeats three times and more is a run, everything else stands as it is. The same as `formats/packbits.py`. */

const LONGEST = 128;

/**
 * One plane of a picture whose pixels have several.
 * @param {Uint8Array | Uint8ClampedArray} pixels
 * @param {number} width
 * @param {number} height
 * @param {number} [step] bytes from pixel to pixel
 * @param {number} [first] the plane's first byte
 * @returns {{lengths: Uint16Array, data: Uint8Array<ArrayBuffer>}} packed bytes of each row, and these
 */
export function packRows(pixels, width, height, step = 1, first = 0) {
  const lengths = new Uint16Array(height);
  const row = new Uint8Array(width);
  let out = new Uint8Array(1 << 16);
  let at = 0;
  for (let r = 0; r < height; r += 1) {
    for (let c = 0, from = r * width * step + first; c < width; c += 1, from += step) row[c] = pixels[from];
    const most = at + width + Math.ceil(width / LONGEST) + width / 2 + 2;
    if (most > out.length) {
      const larger = new Uint8Array(Math.max(2 * out.length, Math.ceil(most)));
      larger.set(out);
      out = larger;
    }
    const end = packRow(row, out, at);
    lengths[r] = end - at;
    at = end;
  }
  return { lengths, data: out.slice(0, at) };
}

/** @param {Uint8Array} row @param {Uint8Array} out @param {number} at @returns {number} where the next row goes */
function packRow(row, out, at) {
  let literal = 0; // where the bytes begin that are no run
  const flush = (/** @type {number} */ end) => {
    for (let from = literal; from < end; from += LONGEST) {
      const length = Math.min(LONGEST, end - from);
      out[at] = length - 1;
      out.set(row.subarray(from, from + length), at + 1);
      at += 1 + length;
    }
  };
  for (let c = 0; c < row.length; ) {
    let end = c + 1;
    while (end < row.length && row[end] === row[c]) end += 1;
    if (end - c >= 3) {
      flush(c);
      for (let from = c; from < end; from += LONGEST) {
        out[at] = (257 - Math.min(LONGEST, end - from)) & 255;
        out[at + 1] = row[c];
        at += 2;
      }
      literal = end;
    }
    c = end;
  }
  flush(row.length);
  return at;
}
