/**
 * What the first bytes of a picture say, before any decoder sees it: kind, width, height, and whether its end is there.
 * PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF and HEIC. Sizes are as stored; EXIF may turn them later.
 */

import { text, view } from './bytes.js';
import { jpegSegments, START_OF_SCAN } from './jpeg-segments.js';

/**
 * @typedef {object} Header
 * @property {string} type
 * @property {number} width
 * @property {number} height
 * @property {boolean} whole the file reaches its own end
 * @property {boolean} [inks] a JPEG of four components
 * @property {boolean} [endless] only its end marker is missing, as far as can be seen before it is decoded
 */

/** @type {((bytes: Uint8Array) => Header | null)[]} */
const READERS = [png, jpeg, webp, gif, bmp, tiff, iso];

/**
 * @param {Uint8Array} bytes the whole file
 * @returns {Header | null} null: not a picture of a known kind
 */
export function readHeader(bytes) {
  for (const read of READERS) {
    try {
      const header = read(bytes);
      if (header) return header;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // a read past the end: cut off inside the header
    }
  }
  return null;
}

/** Pictures that are not read here, by how they begin. Raw files of most cameras are TIFF inside. @type {[string, string[]][]} */
const UNREAD = [
  ['RAW', ['II*\0\x10\0\0\0CR', 'IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FUJIFILM']],
  ['TIFF', ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']],
  ['PSD', ['8BPS']],
  ['JPEG XL', ['\xff\x0a', '\0\0\0\x0cJXL ']],
  ['SVG', ['<svg', '<?xml']],
];

/**
 * The name of a kind of picture that is known but not read.
 * @param {Uint8Array} bytes
 * @returns {string | null}
 */
export function unreadKind(bytes) {
  const head = text(bytes, 0, 1024);
  const kind = UNREAD.find(([, begins]) => begins.some((begin) => head.startsWith(begin)))?.[0] ?? null;
  return kind === 'SVG' && !head.includes('<svg') ? null : kind;
}

const IEND = 0x49454e44;

/** @param {Uint8Array} bytes @returns {Header | null} */
function png(bytes) {
  if (text(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n') return null;
  const data = view(bytes);
  let at = 8;
  // As a number: a file may hold millions of empty chunks.
  while (at + 12 <= bytes.length && data.getUint32(at + 4) !== IEND) at += 12 + data.getUint32(at);
  return { type: 'image/png', width: data.getUint32(16), height: data.getUint32(20), whole: at + 12 <= bytes.length };
}

/** Markers from SOF0 to SOF15 that begin no frame: tables (DHT, DAC) and the reserved JPG. */
const NO_FRAME = [0xc4, 0xc8, 0xcc];
/** Up to this one (SOF0, SOF1), a frame's pixels lie in one scan. */
const LAST_SEQUENTIAL = 0xc1;

/** @param {Uint8Array} bytes @returns {Header | null} */
function jpeg(bytes) {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  const data = view(bytes);
  let size = null;
  let inOneScan = false;
  let scan = bytes.length; // where it begins; inside it FF D9 cannot occur but as the end
  for (const { marker, start, body } of jpegSegments(bytes)) {
    if (marker === START_OF_SCAN) scan = start;
    if (marker < 0xc0 || marker > 0xcf || NO_FRAME.includes(marker)) continue;
    size = { height: data.getUint16(body + 1), width: data.getUint16(body + 3), ...(bytes[body + 5] === 4 ? { inks: true } : {}) };
    inOneScan = marker <= LAST_SEQUENTIAL;
  }
  if (!size) return null;
  let end = bytes.length - 2;
  while (end > scan && !(bytes[end] === 0xff && bytes[end + 1] === 0xd9)) end -= 1;
  if (end > scan || !inOneScan) return { type: 'image/jpeg', ...size, whole: end > scan };
  return { type: 'image/jpeg', ...size, whole: scan < bytes.length, endless: true };
}

/** @param {Uint8Array} bytes @returns {Header | null} */
function webp(bytes) {
  if (text(bytes, 0, 4) !== 'RIFF' || text(bytes, 8, 4) !== 'WEBP') return null;
  const data = view(bytes);
  const whole = data.getUint32(4, true) + 8 <= bytes.length;
  const found = (/** @type {number} */ width, /** @type {number} */ height) => ({ type: 'image/webp', width, height, whole });
  const kind = text(bytes, 12, 4);
  if (kind === 'VP8 ') return found(data.getUint16(26, true) & 0x3fff, data.getUint16(28, true) & 0x3fff);
  if (kind === 'VP8L') {
    const bits = data.getUint32(21, true);
    return found((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  }
  if (kind === 'VP8X') {
    const three = (/** @type {number} */ at) => data.getUint16(at, true) | (data.getUint8(at + 2) << 16);
    return found(three(24) + 1, three(27) + 1);
  }
  return null;
}

/** @param {Uint8Array} bytes @returns {Header | null} */
function gif(bytes) {
  if (!/^GIF8[79]a/.test(text(bytes, 0, 6))) return null;
  const data = view(bytes);
  const whole = bytes.lastIndexOf(0x3b) > 13;
  return { type: 'image/gif', width: data.getUint16(6, true), height: data.getUint16(8, true), whole };
}

/** @param {Uint8Array} bytes @returns {Header | null} */
function bmp(bytes) {
  if (text(bytes, 0, 2) !== 'BM' || bytes.length < 26) return null;
  const data = view(bytes);
  if (data.getUint32(14, true) === 12) {
    const [width, height, bits] = [18, 20, 24].map((at) => data.getUint16(at, true));
    const row = Math.ceil((width * bits) / 32) * 4;
    return { type: 'image/bmp', width, height, whole: data.getUint32(10, true) + row * height <= bytes.length };
  }
  if (data.getUint32(14, true) < 40) return null;
  const width = Math.abs(data.getInt32(18, true));
  const height = Math.abs(data.getInt32(22, true));
  const start = data.getUint32(10, true);
  const row = Math.ceil((width * data.getUint16(28, true)) / 32) * 4;
  const plain = data.getUint32(30, true) === 0;
  return { type: 'image/bmp', width, height, whole: !plain || start + row * height <= bytes.length };
}

/** Tags of TIFF that are looked at (TIFF 6, section 8; DNG 1.7). */
const [SUBFILE, WIDTH, HEIGHT, COMPRESSION, STRIPS, STRIP_BYTES, TILES, TILE_BYTES, DNG] = [254, 256, 257, 259, 273, 279, 324, 325, 50706];
const OLD_JPEG = 6;
/** Bytes of a value by its type. */
const TIFF_TYPES = /** @type {Record<number, number>} */ ({ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 9: 4, 16: 8 });

/**
 * The first page. A small picture before the real one, and what digital negatives hold, are no photo.
 * @param {Uint8Array} bytes @returns {Header | null}
 */
function tiff(bytes) {
  if (!/^(II[*+]\0|MM\0[*+])/.test(text(bytes, 0, 4))) return null;
  const data = view(bytes);
  const little = bytes[0] === 0x49;
  const big = (little ? bytes[2] : bytes[3]) === 0x2b;
  const long = (/** @type {number} */ at) => (big ? Number(data.getBigUint64(at, little)) : data.getUint32(at, little));
  const first = big ? long(8) : long(4);
  const count = big ? long(first) : data.getUint16(first, little);
  const [entry, offset] = big ? [20, 12] : [12, 8];
  /** @type {Map<number, {count: number, read: (i: number) => number}>} */
  const tags = new Map();
  for (let i = 0; i < count; i += 1) {
    const at = first + (big ? 8 : 2) + i * entry;
    const size = TIFF_TYPES[data.getUint16(at + 2, little)] ?? 1;
    const values = long(at + 4);
    const start = values * size <= (big ? 8 : 4) ? at + offset : long(at + offset);
    const read = (/** @type {number} */ k) => {
      if (size === 8) return Number(data.getBigUint64(start + 8 * k, little));
      return size === 4
        ? data.getUint32(start + 4 * k, little)
        : size === 2
          ? data.getUint16(start + 2 * k, little)
          : data.getUint8(start + k);
    };
    tags.set(data.getUint16(at, little), { count: values, read });
  }
  const one = (/** @type {number} */ tag) => tags.get(tag)?.read(0) ?? 0;
  if (one(SUBFILE) & 1 || tags.has(DNG) || one(COMPRESSION) === OLD_JPEG || !tags.has(WIDTH)) return null;
  const [starts, sizes] = [tags.get(STRIPS) ?? tags.get(TILES), tags.get(STRIP_BYTES) ?? tags.get(TILE_BYTES)];
  let whole = Boolean(starts && sizes);
  for (let i = 0; whole && starts && sizes && i < starts.count; i += 1) whole = starts.read(i) + sizes.read(i) <= bytes.length;
  return { type: 'image/tiff', width: one(WIDTH), height: one(HEIGHT), whole };
}

/**
 * AVIF and HEIC: the same boxes (ISO 14496-12) with other codecs inside.
 * @param {Uint8Array} bytes @returns {Header | null}
 */
function iso(bytes) {
  if (text(bytes, 4, 4) !== 'ftyp') return null;
  const data = view(bytes);
  const brands = text(bytes, 8, Math.min(64, data.getUint32(0)));
  const type = /avi[fs]/.test(brands) ? 'image/avif' : /hei[cxms]|hev[cx]|mif1/.test(brands) ? 'image/heic' : null;
  if (!type) return null;
  let at = 0;
  while (at + 8 <= bytes.length) {
    const length = data.getUint32(at);
    // 0: to the end of the file; 1: a long size follows.
    const size = length === 0 ? bytes.length - at : length === 1 ? Number(data.getBigUint64(at + 8)) : length;
    if (size < 8) return null; // no box is smaller than its own head
    at += size;
  }
  // The largest `ispe` (image spatial extent) is the picture; smaller ones are tiles and thumbnails.
  let best = { width: 0, height: 0 };
  for (let i = 0; i + 16 <= Math.min(bytes.length, 1 << 16); i += 1) {
    if (bytes[i] !== 0x69 || text(bytes, i, 4) !== 'ispe') continue;
    const size = { width: data.getUint32(i + 8), height: data.getUint32(i + 12) };
    if (size.width * size.height > best.width * best.height) best = size;
  }
  return best.width ? { type, ...best, whole: at === bytes.length } : null;
}
