/** How long a photo takes on this device, learned from the runs before. The estimate is pure. */

/**
 * @typedef {object} Pace
 * @property {number} base seconds before refining
 * @property {number} share of a photo that is hair zone
 * @property {number} rate seconds of refining a million hair-zone pixels with Balanced
 */

/** What each quality costs against Balanced; measured by the bench. */
const COST = { fast: 0.25, balanced: 1, best: 2.5 };

/** @typedef {keyof typeof COST} Quality */

/** A new run counts this much against what was learned before. */
const WEIGHT = 0.5;

/**
 * What a run teaches about this device; what is loaded only once does not count.
 * @param {import('../../engine/types.js').Result} made
 * @param {number} loading milliseconds
 */
export function lesson({ settings, timings, photo: { width, height }, summary }, loading) {
  const before = ['enhance', 'mask', 'preview', 'survey'].reduce((sum, name) => sum + (timings[name] ?? 0), 0);
  return {
    quality: /** @type {Quality} */ (settings.matting?.quality ?? 'balanced'),
    base: Math.max(0, before - loading) / 1000,
    refine: (timings.refine ?? 0) / 1000,
    unknown: summary.unknown,
    pixels: width * height,
  };
}

/**
 * @param {Pace | null} pace
 * @param {{quality: Quality, base: number, refine: number, unknown: number, pixels: number}} run seconds and pixels
 * @returns {Pace}
 */
export function learn(pace, { quality, base, refine, unknown, pixels }) {
  const seen = {
    base,
    share: unknown / pixels,
    rate: unknown > 0 ? refine / COST[quality] / (unknown / 1e6) : (pace?.rate ?? 4),
  };
  if (!pace) return seen;
  const blend = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * WEIGHT;
  return { base: blend(pace.base, seen.base), share: blend(pace.share, seen.share), rate: blend(pace.rate, seen.rate) };
}

/**
 * @param {Pace | null} pace
 * @param {Quality} quality
 * @param {number} pixels of the photo
 * @param {number} [unknown] hair-zone pixels, when already known
 * @returns {number | null} seconds; null before the first run
 */
export function estimate(pace, quality, pixels, unknown) {
  if (!pace) return null;
  const zone = unknown ?? pace.share * pixels;
  return pace.base + (zone / 1e6) * pace.rate * COST[quality];
}
