/** How long the photo on the page takes on this device, by what was learned from the runs before. */
import { knobValue } from '../document/document.js';
import { constants, knobNamed } from '../platform/engine.js';
import { estimate } from './pace.js';
import { pace, photo, result } from './run.js';

/** @typedef {import('./pace.js').Quality} Quality */

/**
 * @param {Quality} [quality] the chosen one, if not given
 * @returns {number | null} seconds; null without a photo, or before the first run
 */
export function expectedSeconds(quality = /** @type {Quality} */ (knobValue(knobNamed('matting.quality')))) {
  const size = photo.value;
  return size && estimate(pace.value, quality, size.width * size.height, constants.survey_pixels, result.value?.summary.unknown);
}
