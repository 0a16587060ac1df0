/**
 * TIFF from straight-alpha bytes: strips of rows, deflated, each pixel as its difference from the one before. (TIFF 6.0, Adobe 1992,
 * sections 8, 14 and 18; deflate: Photoshop technical notes 2002.) Little-endian: readers take the differences
 * of 16-bit values in their own order.
 */

/** Bytes of a strip before it is deflated. */
const STRIP_BYTES = 1 << 20;
/** The format counts bytes in 32 bits. */
const LARGEST = 2 ** 32 - 1;
const [SHORT, LONG] = [3, 4];
const [DEFLATE, DIFFERENCES, STRAIGHT_ALPHA] = [8, 2, 2];

/**
 * @param {Uint8Array | Uint8ClampedArray} pixels two bytes a value, the high one first, for 16 bits
 * @param {number} width
 * @param {number} height
 * @param {{channels?: 1 | 3 | 4, bits?: 8 | 16}} [options]
 * @returns {Promise<Blob>}
 */
export async function encodeTiff(pixels, width, height, { channels = 4, bits = 8 } = {}) {
  const stride = (width * channels * bits) / 8;
  const rows = Math.max(1, Math.floor(STRIP_BYTES / stride));
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const strips = [];
  for (let first = 0; first < height; first += rows) {
    const part = pixels.slice(first * stride, Math.min(height, first + rows) * stride);
    for (let at = 0; at < part.length; at += stride) differences(part.subarray(at, at + stride), channels, bits);
    strips.push(await deflated(/** @type {Uint8Array<ArrayBuffer>} */ (part)));
  }
  const lengths = strips.map((strip) => strip.length);
  /** @type {[number, number, number[]][]} tag, type, values */
  const entries = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, Array(channels).fill(bits)],
    [259, SHORT, [DEFLATE]],
    [262, SHORT, [channels === 1 ? 1 : 2]], // black is zero, or RGB
    [273, LONG, lengths.map(() => 0)], // where the strips lie: filled in below
    [277, SHORT, [channels]],
    [278, LONG, [rows]],
    [279, LONG, lengths],
    [284, SHORT, [1]], // values of a pixel side by side
    [317, SHORT, [DIFFERENCES]],
    ...(channels === 4 ? [/** @type {[number, number, number[]]} */ ([338, SHORT, [STRAIGHT_ALPHA]])] : []),
  ];
  const head = headOf(entries, lengths);
  return new Blob([head, ...strips], { type: 'image/tiff' });
}

/**
 * Signature, directory and its long values, with the strips' places behind them.
 * @param {[number, number, number[]][]} entries
 * @param {number[]} lengths
 */
function headOf(entries, lengths) {
  const sizeOf = (/** @type {number} */ type) => (type === SHORT ? 2 : 4);
  const directory = 8 + 2 + 12 * entries.length + 4;
  const extra = entries.reduce((sum, [, type, { length }]) => sum + (length * sizeOf(type) > 4 ? length * sizeOf(type) : 0), 0);
  let place = directory + extra;
  const places = lengths.map((length) => (place += length) - length);
  if (place > LARGEST) throw new RangeError('A TIFF holds at most 4 GB. Choose PNG or a smaller size.');
  const bytes = new Uint8Array(directory + extra);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x49492a00); // II*
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length, true);
  let far = directory;
  for (const [index, [tag, type, given]] of entries.entries()) {
    const values = tag === 273 ? places : given;
    const at = 10 + 12 * index;
    const size = sizeOf(type);
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, values.length, true);
    const near = values.length * size <= 4;
    const start = near ? at + 8 : far;
    if (!near) {
      view.setUint32(at + 8, far, true);
      far += values.length * size;
    }
    for (const [i, value] of values.entries()) {
      if (size === 2) view.setUint16(start + 2 * i, value, true);
      else view.setUint32(start + 4 * i, value, true);
    }
  }
  return bytes;
}

/**
 * Each value of a row as its difference from that of the pixel before, in place.
 * @param {Uint8Array | Uint8ClampedArray} row
 * @param {number} channels
 * @param {8 | 16} bits
 */
function differences(row, channels, bits) {
  const bytes = new Uint8Array(row.buffer, row.byteOffset, row.length);
  if (bits === 8) {
    for (let i = bytes.length - 1; i >= channels; i -= 1) bytes[i] -= bytes[i - channels];
    return;
  }
  const view = new DataView(row.buffer, row.byteOffset, row.length);
  const step = 2 * channels;
  for (let i = row.length - 2; i >= 0; i -= 2) view.setUint16(i, view.getUint16(i) - (i < step ? 0 : view.getUint16(i - step)), true);
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Uint8Array<ArrayBuffer>>} a zlib stream */
async function deflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
