/** The file format of downloads. */
import { settingOf } from '../../../engine/schema.js';
import { knobNamed } from '../../platform/engine.js';

/** @typedef {import('../../../engine/types.js').Format} Format */

/**
 * The format that a download has: a JPEG without a background would be none, so a PNG takes its place.
 * @param {import('../../../engine/types.js').Settings} settings
 * @returns {Format}
 */
export function writtenFormat(settings) {
  return lacksBackground(settings) ? 'png' : /** @type {Format} */ (value(settings, 'export.format'));
}

/** A JPEG was chosen and nothing stands behind the subject. @param {import('../../../engine/types.js').Settings} settings */
export function lacksBackground(settings) {
  return (
    value(settings, 'export.format') === 'jpeg' &&
    value(settings, 'cutout.background') === 'transparent' &&
    !value(settings, 'cutout.mask_only')
  );
}

/** @param {import('../../../engine/types.js').Settings} settings @param {string} name */
const value = (settings, name) => settingOf(settings, knobNamed(name));
