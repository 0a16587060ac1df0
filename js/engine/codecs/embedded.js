/** The colour profile that a JPEG or WebP holds, and whether a profile can be one at all. */

import { text, view } from './bytes.js';
import { jpegSegments } from './jpeg-segments.js';
import { webpChunks } from './webp-chunks.js';

/**
 * @param {Uint8Array} bytes
 * @param {string} type
 * @returns {Uint8Array | null}
 */
export function embeddedProfile(bytes, type) {
  if (type === 'image/jpeg') return inJpeg(bytes);
  return type === 'image/webp' ? inWebp(bytes) : null;
}

const APP2 = 0xe2;
const PROFILE = 'ICC_PROFILE\0';

/** In pieces of at most 64 kB, numbered from 1 (ICC.1, annex B.4). @param {Uint8Array} bytes */
function inJpeg(bytes) {
  /** @type {Uint8Array[]} */
  const parts = [];
  for (const { marker, body, end } of jpegSegments(bytes)) {
    if (marker === APP2 && text(bytes, body, PROFILE.length) === PROFILE) parts[bytes[body + 12]] = bytes.subarray(body + 14, end);
  }
  if (!parts.length) return null;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    if (!part) continue;
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @param {Uint8Array} bytes */
function inWebp(bytes) {
  for (const { kind, body, length } of webpChunks(bytes)) if (kind === 'ICCP') return bytes.subarray(body, body + length);
  return null;
}

const APP14 = 0xee;
const ADOBE = 'Adobe';

/** What Adobe's segment says of a JPEG's components (0: as they are, 2: luma, chromas, black), or null without it. @param {Uint8Array} bytes */
export function adobeTransform(bytes) {
  for (const { marker, body } of jpegSegments(bytes)) {
    if (marker === APP14 && text(bytes, body, ADOBE.length) === ADOBE) return bytes[body + 11] ?? null;
  }
  return null;
}

/**
 * Whether a profile has the form of one for such pixels, as far as its header and list of tags show (ICC.1, 7).
 * @param {Uint8Array} profile
 * @param {string[]} [spaces] that go with the pixels, in four letters
 */
export function isSound(profile, spaces = ['RGB ', 'GRAY', 'CMYK']) {
  if (profile.length < 132 || text(profile, 36, 4) !== 'acsp' || !spaces.includes(text(profile, 16, 4))) return false;
  const data = view(profile);
  const count = data.getUint32(128);
  if (data.getUint32(0) > profile.length || count === 0 || count > 100 || 132 + 12 * count > profile.length) return false;
  for (let at = 132; at < 132 + 12 * count; at += 12) if (data.getUint32(at + 4) + data.getUint32(at + 8) > profile.length) return false;
  return true;
}
