/** How long a photo takes on this device, learned from the runs before. The estimate is pure. */

/**
 * @typedef {object} Pace
 * @property {number} base seconds before the hair zone is known
 * @property {number} share of a photo that is hair zone
 * @property {number} rate seconds for a million hair-zone pixels with Balanced
 */

/** What each quality costs against Balanced, rounded from bench/matting_chromium.py. */
const COST = { fast: 0.4, balanced: 1, best: 1.5 };

/** @typedef {keyof typeof COST} Quality */

/** A new run counts this much against what was learned before. */
const WEIGHT = 0.5;

/**
 * Hair is solved for on a survey of so many pixels at most: beyond, a larger photo does not take longer.
 * @param {number} unknown @param {number} pixels both of the photo @param {number} surveyPixels
 */
const solved = (unknown, pixels, surveyPixels) => unknown * Math.min(1, surveyPixels / pixels);

/**
 * What a run took on this device; what is loaded only once does not count.
 * @param {import('../../engine/types.js').Result} made
 * @param {Quality} quality
 * @param {number} loading milliseconds
 */
export function measured({ timings, photo: { width, height }, summary }, quality, loading) {
  const seconds = (/** @type {string[]} */ ...names) => names.reduce((sum, name) => sum + (timings[name] ?? 0), 0) / 1000;
  return {
    quality,
    base: Math.max(0, seconds('enhance', 'mask', 'preview') - loading / 1000),
    hair: seconds('survey', 'refine'),
    unknown: summary.unknown,
    pixels: width * height,
  };
}

/**
 * @param {Pace | null} pace
 * @param {{quality: Quality, base: number, hair: number, unknown: number, pixels: number}} run seconds and pixels
 * @param {number} surveyPixels of the largest survey
 * @returns {Pace}
 */
export function learn(pace, { quality, base, hair, unknown, pixels }, surveyPixels) {
  const seen = {
    base,
    share: unknown / pixels,
    rate: unknown > 0 ? hair / COST[quality] / (solved(unknown, pixels, surveyPixels) / 1e6) : (pace?.rate ?? 60),
  };
  if (!pace) return seen;
  const blend = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * WEIGHT;
  return { base: blend(pace.base, seen.base), share: blend(pace.share, seen.share), rate: blend(pace.rate, seen.rate) };
}

/**
 * @param {Pace | null} pace
 * @param {Quality} quality
 * @param {number} pixels of the photo
 * @param {number} surveyPixels of the largest survey
 * @param {number} [unknown] hair-zone pixels, when already known
 * @returns {number | null} seconds; null before the first run
 */
export function estimate(pace, quality, pixels, surveyPixels, unknown) {
  if (!pace) return null;
  const zone = solved(unknown ?? pace.share * pixels, pixels, surveyPixels);
  return pace.base + (zone / 1e6) * pace.rate * COST[quality];
}
