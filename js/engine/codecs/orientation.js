/**
 * The orientation in which a camera stored a picture: where a file says it, and the turn that makes it upright. Browsers disagree on
 * EXIF in PNG and WebP, so there the block is cut out before they see the file, and the turn is made here (EXIF 2.32, 4.6.4, tag 274).
 */

import { sameType } from '../pixels.js';
import { text, view } from './bytes.js';
import { jpegSegments } from './jpeg-segments.js';
import { webpChunks } from './webp-chunks.js';

const TAG = 274;
const SHORT = 3;
const APP1 = 0xe1;
/** How the EXIF of a JPEG begins, and that of some WebPs. */
const EXIF = 'Exif\0\0';

/**
 * @typedef {object} Block
 * @property {number} start of its chunk in the file
 * @property {number} end
 * @property {number} body where the EXIF begins
 */

/**
 * The EXIF block of a JPEG, PNG or WebP.
 * @param {Uint8Array} bytes
 * @param {string} type
 * @returns {Block | null}
 */
export function exifBlock(bytes, type) {
  const find = { 'image/jpeg': inJpeg, 'image/png': inPng, 'image/webp': inWebp }[type];
  return find?.(bytes) ?? null;
}

/** @param {Uint8Array} bytes @returns {Block | null} */
function inJpeg(bytes) {
  for (const { marker, start, body, end } of jpegSegments(bytes)) {
    if (marker === APP1 && text(bytes, body, EXIF.length) === EXIF) return { start, end, body: body + EXIF.length };
  }
  return null;
}

/** @param {Uint8Array} bytes @returns {Block | null} */
function inPng(bytes) {
  const data = view(bytes);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + data.getUint32(at);
    const kind = text(bytes, at + 4, 4);
    if (kind === 'eXIf') return { start: at, end, body: at + 8 };
    if (kind === 'IEND') return null;
    at = end;
  }
  return null;
}

/** @param {Uint8Array} bytes @returns {Block | null} */
function inWebp(bytes) {
  for (const { kind, start, body, end } of webpChunks(bytes)) {
    if (kind === 'EXIF') return { start, end, body: body + (text(bytes, body, EXIF.length) === EXIF ? EXIF.length : 0) };
  }
  return null;
}

/**
 * @param {Uint8Array} bytes
 * @param {Block | null} block
 * @returns {number} 1 to 8; 1 where nothing that makes sense is said
 */
export function orientationIn(bytes, block) {
  if (!block) return 1;
  try {
    const data = view(bytes.subarray(block.body, Math.min(block.end, bytes.length)));
    const order = data.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return 1;
    const little = order === 0x4949;
    const at = data.getUint32(4, little);
    const entries = data.getUint16(at, little);
    for (let i = 0; i < entries; i += 1) {
      const entry = at + 2 + 12 * i;
      if (data.getUint16(entry, little) !== TAG) continue;
      const value = data.getUint16(entry + 8, little);
      return data.getUint16(entry + 2, little) === SHORT && value >= 1 && value <= 8 ? value : 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // a damaged block is no damaged photo
  }
  return 1;
}

/**
 * The same file without its EXIF block, as parts of a Blob.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} type
 * @param {Block} block
 * @returns {Uint8Array<ArrayBuffer>[]}
 */
export function withoutExif(bytes, type, { start, end }) {
  const head = bytes.slice(0, start);
  if (type === 'image/webp') {
    const data = view(head);
    data.setUint32(4, data.getUint32(4, true) - (end - start), true);
    if (text(head, 12, 4) === 'VP8X') head[20] &= ~0x08; // the flag that says that there is one
  }
  return [head, bytes.subarray(end)];
}

/**
 * Rows and columns, turned and mirrored as the tag says.
 * @template {Uint8Array | Uint8ClampedArray | Uint16Array | Uint32Array | Float32Array} T
 * @param {{width: number, height: number, data: T}} plane an element a pixel
 * @param {number} orientation
 * @returns {{width: number, height: number, data: T}}
 */
export function upright({ width, height, data }, orientation) {
  if (orientation === 1) return { width, height, data };
  const swap = orientation >= 5;
  const [w, h] = swap ? [height, width] : [width, height];
  const out = sameType(data, data.length);
  const down = [3, 4, 7, 8].includes(orientation);
  const back = [2, 3, 6, 7].includes(orientation);
  const [across, along] = swap ? [width, 1] : [1, width];
  const first = (down ? (h - 1) * along : 0) + (back ? (w - 1) * across : 0);
  for (let row = 0, to = 0; row < h; row += 1) {
    let from = first + (down ? -row : row) * along;
    for (let column = 0; column < w; column += 1, to += 1) {
      out[to] = data[from];
      from += back ? -across : across;
    }
  }
  return { width: w, height: h, data: out };
}
