/**
 * Pixels to sRGB, where no browser does it: by the numbers that a file says, or through its profile. Profiles go through Little CMS, the
 * engine that the Python package uses; it is loaded when a first profile needs it.
 */
import { byNumbers } from './colour-numbers.js';
import { eightBits, plainInk, wholeNumbers } from './samples.js';

/** @typedef {import('./samples.js').Samples} Samples */
/** @typedef {import('./samples.js').Told} Told */

/**
 * @param {Samples} samples
 * @param {Told[]} told gets a word where colours could not be converted
 * @returns {Promise<Uint8ClampedArray>} RGBA, straight alpha
 */
export async function toSrgb(samples, told) {
  const { channels, alpha, colours } = samples;
  const values = wholeNumbers(samples, told);
  if (colours.unknown) told.push({ code: 'colours_unknown' });
  const managed = await converted(values, channels, colours, told);
  if (managed) return withAlpha(managed, managed.length === values.length && channels === 1 ? 1 : 3, alpha);
  const plain = eightBits(values);
  return channels === 4 ? withAlpha(plainInk(plain), 3, alpha) : withAlpha(plain, channels, alpha);
}

/**
 * @param {Uint8Array | Uint16Array} values
 * @param {1 | 3 | 4} channels
 * @param {import('./samples.js').Colours} colours
 * @param {Told[]} told
 */
async function converted(values, channels, { numbers, profile }, told) {
  if (numbers && channels !== 4) {
    const found = byNumbers(values, channels, numbers);
    if (!found) told.push({ code: 'profile_broken' });
    return found;
  }
  if (!profile) return null;
  const { throughProfile } = await import('./read/profile.js');
  // Grey goes level by level; colours of 16 bits would go through a coarse table of Little CMS's.
  const found = await throughProfile(channels === 1 ? values : eightBits(values), channels, profile);
  if (!found) told.push({ code: 'profile_broken' });
  return found;
}

/** @param {Uint8Array} data @param {number} channels @param {Uint8Array | null} alpha */
function withAlpha(data, channels, alpha) {
  const pixels = data.length / channels;
  const out = new Uint8ClampedArray(4 * pixels);
  for (let i = 0, at = 0, to = 0; i < pixels; i += 1, at += channels, to += 4) {
    out[to] = data[at];
    out[to + 1] = data[channels === 3 ? at + 1 : at];
    out[to + 2] = data[channels === 3 ? at + 2 : at];
    out[to + 3] = alpha ? alpha[i] : 255;
  }
  return out;
}
