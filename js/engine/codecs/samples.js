/** Pixels as a file stores them, before any colour management, and what becomes of them. */
import { WispError } from '../errors.js';

/**
 * @typedef {object} Samples
 * @property {number} width
 * @property {number} height
 * @property {1 | 3 | 4} channels grey, RGB, or CMYK with 255 for full ink
 * @property {Uint8Array | Uint16Array | Uint32Array | Float32Array} data interleaved, without alpha; bright is high
 * @property {Uint8Array | null} alpha
 * @property {number} orientation as stored, 1 to 8
 * @property {Colours} colours what the file says of them
 */
/**
 * @typedef {object} Colours
 * @property {Uint8Array | null} [profile] an ICC profile
 * @property {boolean} [unknown] they are named, but not known here, such as those of HDR: they are left as they are
 * @property {{points: readonly number[], curve: (v: number) => number} | null} [numbers] chromaticities (white, red, green, blue: x, y
 *   each) and the curve to light
 */
/** @typedef {{code: 'floats_clipped' | 'mask_zero_one' | 'mask_as_bytes' | 'mask_turned' | 'profile_broken' | 'colours_unknown', values?: Record<string, string | number>}} Told */

/** Floats up to here are clipped with a word; beyond, they are no picture in [0, 1]. */
const BRIGHTEST = 4;

/** @param {ArrayLike<number>} data @returns {[number, number]} */
function rangeOf(data) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < data.length; i += 1) {
    const v = data[i];
    if (Number.isNaN(v)) return [Number.NaN, Number.NaN];
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}

/**
 * Values of any depth as 8 or 16 bits: floats in [0, 1] and 32-bit colours are scaled, whole numbers beyond 16 bits refused.
 * @param {Samples} samples
 * @param {Told[]} told
 * @returns {Uint8Array | Uint16Array}
 */
export function wholeNumbers({ data, channels }, told) {
  if (data instanceof Uint8Array || data instanceof Uint16Array) return data;
  if (data instanceof Uint32Array) {
    if (channels > 1) return Uint16Array.from(data, (v) => v >>> 16);
    const [low, high] = rangeOf(data);
    if (high > 65535) throw badRange(low, high);
    return Uint16Array.from(data);
  }
  const [low, high] = rangeOf(data);
  if (!(low >= 1 - BRIGHTEST && high <= BRIGHTEST)) throw badRange(low, high);
  if (low < 0 || high > 1) told.push({ code: 'floats_clipped', values: { low: short(low), high: short(high) } });
  return Uint16Array.from(data, (v) => Math.round(65535 * Math.min(1, Math.max(0, v))));
}

/** @param {number} value */
const short = (value) => Number(value.toPrecision(4));

/** @param {number} low @param {number} high */
function badRange(low, high) {
  return new WispError('open', 'bad_range', { details: `${low} to ${high}`, values: { low: short(low), high: short(high) } });
}

/** 16 bits to 8, rounded. @param {Uint8Array | Uint16Array} data */
export function eightBits(data) {
  if (data instanceof Uint8Array) return data;
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 1) out[i] = (data[i] + 128) / 257;
  return out;
}

/** Weights of the luminance (Rec. 709). */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

/**
 * A mask from what a file stores: an alpha that is not opaque everywhere counts, else the grey does; colours by their luminance. Values
 * 0 and 1 alone are meant as 0 and 255; up to 255 in a type for more they are bytes.
 * @param {Samples} samples
 * @param {Told[]} told
 * @returns {Uint8Array}
 */
export function maskValues(samples, told) {
  const { alpha, channels, data } = samples;
  if (alpha?.some((value) => value < 255)) return zeroAndOne(alpha, told);
  if (channels === 1 && !(data instanceof Uint8Array)) return deepValues(samples, told);
  const whole = eightBits(wholeNumbers(samples, told));
  return zeroAndOne(channels === 1 ? whole : luminance(channels === 4 ? plainInk(whole) : whole), told);
}

/** @param {Uint8Array} rgb */
function luminance(rgb) {
  const out = new Uint8Array(rgb.length / 3);
  for (let i = 0, at = 0; i < out.length; i += 1, at += 3) out[i] = Math.round(RED * rgb[at] + GREEN * rgb[at + 1] + BLUE * rgb[at + 2]);
  return out;
}

/** @param {Samples} samples @param {Told[]} told */
function deepValues(samples, told) {
  const { data } = samples;
  const [low, high] = rangeOf(data);
  const floats = data instanceof Float32Array;
  if (high > 1 && high <= 255 && low >= 0 && (!floats || high > BRIGHTEST)) {
    told.push({ code: 'mask_as_bytes', values: { high: short(high) } });
    return Uint8Array.from(data, Math.round);
  }
  if (!floats && high <= 1) return zeroAndOne(Uint8Array.from(data), told);
  return eightBits(wholeNumbers(samples, told));
}

/** @param {Uint8Array} values @param {Told[]} told */
function zeroAndOne(values, told) {
  if (values.some((value) => value > 1) || !values.includes(1)) return values;
  told.push({ code: 'mask_zero_one' });
  return values.map((value) => value * 255);
}

/** CMYK without a profile. @param {Uint8Array} ink @returns {Uint8Array} RGB */
export function plainInk(ink) {
  const out = new Uint8Array((ink.length / 4) * 3);
  for (let at = 0, to = 0; at < ink.length; at += 4, to += 3) {
    const white = 255 - ink[at + 3];
    for (let c = 0; c < 3; c += 1) out[to + c] = Math.round(((255 - ink[at + c]) * white) / 255);
  }
  return out;
}
