/** What is small and fast: the photo reduced for the survey and for the AI, and what follows a moving slider. */
import { memoize } from '../memoize.js';
import { areaAverage, cut } from '../pixels.js';
import * as python from '../python/calls.js';

/** @typedef {import('../types.js').Result} Result */
/** @typedef {import('../types.js').Photo} Photo */
/** @typedef {import('../types.js').Plane} Plane */
/** @typedef {import('../types.js').Settings} Settings */
/** @typedef {Pick<import('./run.js').Tools, 'pool' | 'made' | 'aiInputs' | 'constants'>} Tools */

/** How much smaller than the AI's input the picture is that previews the knobs of Enhance. */
const ENHANCE_FACTOR = 2;

/**
 * The AI's input before any knob: the photo as a square, RGBA.
 * @param {Tools} tools
 * @param {Photo} photo
 */
export function aiInputOf({ aiInputs, constants: { ai_side: side } }, photo) {
  let input = aiInputs.get(photo);
  if (!input) {
    input = areaAverage(photo.rgba, photo.width, photo.height, side, side);
    aiInputs.set(photo, input);
  }
  return input;
}

/**
 * The AI's input for a second look at a part of the photo.
 * @param {Photo} photo
 * @param {import('../types.js').Box} box
 * @param {number} side
 */
export function aiInputOfBox(photo, box, side) {
  return areaAverage(cut(photo.rgba, photo.width, box), box[3] - box[1], box[2] - box[0], side, side);
}

/**
 * The photo at the survey's size, made once a photo. A cancel of one run does not stop it: the next run needs it too.
 * @param {Tools} tools
 * @param {Photo} photo
 */
export function reducedOf({ pool, made }, photo) {
  return memoize(made, photo, () => python.reducePhoto(pool, photo, {}));
}

/**
 * Alpha and trimap, small and fast. What a moving slider does not change is made small once.
 * @param {Tools} tools
 * @param {Pick<Result, 'photo' | 'rawMask' | 'smallMarks'>} of
 * @param {Settings} settings
 * @param {{signal?: AbortSignal}} [options]
 */
export async function previewOf(tools, { photo, rawMask, smallMarks }, settings, options = {}) {
  const { pool, made } = tools;
  const reduced = await reducedOf(tools, photo);
  const urgent = { urgent: true };
  const [small, mask, marks] = await Promise.all([
    memoize(made, reduced, () => python.previewPhoto(pool, reduced, urgent)),
    memoize(made, rawMask, () => python.previewMask(pool, rawMask, urgent)),
    smallMarks && memoize(made, smallMarks, () => python.previewMarks(pool, smallMarks, reduced, urgent)),
  ]);
  return python.preview(pool, { photo: small, mask, marks }, settings, { ...options, ...urgent });
}

/**
 * What lies around and, by guess, behind the subject; made once a survey.
 * @param {Tools} tools
 * @param {Result} result
 * @returns {Promise<Plane>}
 */
export function surroundingsOf({ pool, made }, result) {
  return memoize(made, result.survey, () => python.surroundings(pool, result, { urgent: true }));
}

/**
 * The AI's input after the knobs of Enhance, at half the side.
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {Settings} settings
 * @returns {Promise<Plane>}
 */
export async function enhancePreviewOf(tools, photo, settings) {
  const input = aiInputOf(tools, photo);
  const { ai_side: whole } = tools.constants;
  const side = whole / ENHANCE_FACTOR;
  const small = await memoize(tools.made, input, async () => areaAverage(input, whole, whole, side, side));
  const data = await python.enhance(tools.pool, small, side, settings, { urgent: true }, ENHANCE_FACTOR);
  return { width: side, height: side, channels: 4, data };
}
