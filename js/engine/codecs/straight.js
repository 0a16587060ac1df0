/**
 * Colours under a low alpha. A canvas keeps colours multiplied with alpha, in 8 bits: under an alpha of 10 only 10 steps of a colour
 * are left. A cutout that comes back to be corrected would lose its hair's colours so. PNG is read without a canvas anyway; other kinds
 * are with the browser's `ImageDecoder` where it has one.
 */
import { toSrgb } from './colour.js';

/** @typedef {{width: number, height: number, rgba: Uint8ClampedArray}} Seen */

/**
 * The same picture as `seen` with the colours that the file holds, or `seen` itself where they cannot be had.
 * @param {Uint8Array<ArrayBuffer>} bytes the file
 * @param {string} type
 * @param {Uint8Array | null} profile that it holds
 * @param {Seen} seen as a canvas gave it
 * @returns {Promise<Uint8ClampedArray>}
 */
export async function straightColours(bytes, type, profile, { width, height, rgba }) {
  if (!seesThrough(rgba)) return rgba;
  try {
    const read = await decoded(bytes, type);
    if (!read || read.width !== width || read.height !== height) return rgba;
    const straight = profile ? await throughProfile(read, profile) : read.rgba;
    return agree(rgba, straight) ? straight : rgba;
  } catch {
    return rgba; // what a canvas gave is the last resort
  }
}

/** @param {Uint8ClampedArray} rgba */
function seesThrough(rgba) {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] < 255) return true;
  return false;
}

/** The same alpha everywhere, and the same colours as far as alpha leaves them. @param {Uint8ClampedArray} a @param {Uint8ClampedArray} b */
export function agree(a, b) {
  for (let i = 3; i < a.length; i += 4) {
    if (a[i] !== b[i]) return false;
    const lost = 2 + 255 / a[i]; // everything where alpha is 0
    for (let k = i - 3; k < i; k += 1) if (Math.abs(a[k] - b[k]) > lost) return false;
  }
  return true;
}

/** @param {Seen} read @param {Uint8Array} profile */
function throughProfile({ width, height, rgba }, profile) {
  const data = new Uint8Array((rgba.length / 4) * 3);
  const alpha = new Uint8Array(rgba.length / 4);
  for (let i = 0, at = 0; i < alpha.length; i += 1, at += 4) {
    for (let c = 0; c < 3; c += 1) data[3 * i + c] = rgba[at + c];
    alpha[i] = rgba[at + 3];
  }
  return toSrgb({ width, height, channels: 3, data, alpha, orientation: 1, colours: { profile } }, []);
}

/** As stored, without any change of colours. @param {Uint8Array<ArrayBuffer>} bytes @param {string} type @returns {Promise<Seen | null>} */
async function decoded(bytes, type) {
  if (typeof ImageDecoder !== 'function' || !(await ImageDecoder.isTypeSupported(type))) return null;
  const decoder = new ImageDecoder({ data: bytes, type, colorSpaceConversion: 'none' });
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
