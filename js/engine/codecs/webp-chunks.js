/** The chunks of a WebP (RFC 9649, 2.3): what its EXIF block and colour profile are read from. */

import { text, view } from './bytes.js';

/**
 * @typedef {object} Chunk
 * @property {string} kind four letters
 * @property {number} start where they are
 * @property {number} body what follows them and the chunk's length
 * @property {number} length of the body
 * @property {number} end by that length, even: beyond the end of a file that is cut
 */

/**
 * @param {Uint8Array} bytes the whole file
 * @returns {Generator<Chunk, void>}
 */
export function* webpChunks(bytes) {
  const data = view(bytes);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = data.getUint32(at + 4, true);
    const end = at + 8 + length + (length & 1);
    yield { kind: text(bytes, at, 4), start: at, body: at + 8, length, end };
    at = end;
  }
}
