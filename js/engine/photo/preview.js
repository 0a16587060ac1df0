/** What is small and soon: the photo reduced for the survey and for the AI, and what follows a moving slider. */
import { VIEW } from '../codecs/decode.js';
import { memoize } from '../memoize.js';
import { areaAverage } from '../pixels.js';
import * as python from '../python/calls.js';

/** @typedef {import('../types.js').Result} Result */
/** @typedef {import('../types.js').Photo} Photo */
/** @typedef {import('../types.js').Plane} Plane */
/** @typedef {import('../types.js').Settings} Settings */
/** @typedef {Pick<import('./run.js').Tools, 'pool' | 'made' | 'views'>} Tools */

/** How much smaller the view is on which moving sliders of Enhance show what they do. */
const LOOK = 2;

/**
 * What the AI looks at, before any knob.
 * @param {Tools} tools
 * @param {Photo} photo
 */
export function viewOf({ views }, photo) {
  let view = views.get(photo);
  if (!view) {
    view = areaAverage(photo.rgba, photo.width, photo.height, VIEW, VIEW);
    views.set(photo, view);
  }
  return view;
}

/**
 * The photo as the survey sees it, made once a photo. A cancel of one run does not stop it: the next run needs it too.
 * @param {Tools} tools
 * @param {Photo} photo
 */
export function reducedOf({ pool, made }, photo) {
  return memoize(made, photo, () => python.reducePhoto(pool, photo, {}));
}

/**
 * Alpha and trimap, small and soon. What a moving slider does not change is made small once.
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
 * What the AI would look at, at half the side.
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {Settings} settings
 * @returns {Promise<Plane>}
 */
export async function enhancedOf(tools, photo, settings) {
  const view = viewOf(tools, photo);
  const side = VIEW / LOOK;
  const small = await memoize(tools.made, view, async () => areaAverage(view, VIEW, VIEW, side, side));
  const data = await python.enhance(tools.pool, small, side, settings, { urgent: true }, LOOK);
  return { width: side, height: side, channels: 4, data };
}
