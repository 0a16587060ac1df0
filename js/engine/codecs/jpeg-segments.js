/** The segments of a JPEG before its pixels (ITU-T T.81, B.1.1): what its size, EXIF block and colour profile are read from. */

import { view } from './bytes.js';

/** The marker that begins a scan: behind its segment lie the pixels. */
export const START_OF_SCAN = 0xda;

/**
 * @typedef {object} Segment
 * @property {number} marker the byte behind FF
 * @property {number} start where the marker's FF is
 * @property {number} body what follows the marker and the segment's length
 * @property {number} end by that length: beyond the end of a file that is cut
 */

/**
 * Every segment up to the first start of a scan, which is the last one given. Fill bytes, and bytes between two segments, are
 * stepped over as decoders do.
 * @param {Uint8Array} bytes the whole file, from its first marker (FF D8)
 * @returns {Generator<Segment, void>}
 */
export function* jpegSegments(bytes) {
  const data = view(bytes);
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at += 1;
      continue;
    }
    const end = at + 2 + data.getUint16(at + 2);
    yield { marker, start: at, body: at + 4, end };
    if (marker === START_OF_SCAN) return;
    at = end;
  }
}
