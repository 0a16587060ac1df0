/** What a download depends on, and what the engine needs to know to write it. */
import { subjectBox } from '../../../engine/photo/render.js';
import { settingOf } from '../../../engine/schema.js';
import { constants, knobNamed } from '../../platform/engine.js';
import { backgroundImage } from '../panel/background-image.js';
import { writtenFormat } from './format.js';

/** @typedef {import('../../../engine/types.js').Result} Result */
/** @typedef {import('../../../engine/types.js').RenderOptions} RenderOptions */
/** @typedef {import('../../../engine/types.js').Settings} Settings */
/**
 * @typedef {object} RenderRequest
 * @property {Result} made
 * @property {import('../../../engine/types.js').Settings} settings
 * @property {{width: number, height: number} | null} size of the whole photo; a crop keeps its share of it
 * @property {boolean} crop
 * @property {RenderOptions['format']} format
 * @property {File | undefined} image behind the subject
 */

/**
 * The request that the page makes now.
 * @param {Result} made
 * @param {import('../../document/document.js').Doc} doc
 * @returns {RenderRequest}
 */
export function requestFor(made, { settings, size, crop }) {
  return { made, settings, size, crop, format: writtenFormat(settings), image: backgroundImage.value?.file };
}

/**
 * @param {RenderRequest} request
 * @param {RenderOptions['kind']} kind
 * @param {AbortSignal} [signal]
 * @returns {RenderOptions}
 */
export function renderOptions(request, kind, signal) {
  const { format, image } = request;
  const framed = kind === 'cutout' && isFramed(request.settings);
  const what = kind === 'cutout' && request.crop && !framed ? 'subject' : kind;
  const size = framed ? null : request.size;
  const wanted = size && what === 'subject' ? subjectSize(request, size) : size;
  return { kind: what, format, ...(wanted && { size: wanted }), ...(image && { image }), ...(signal && { signal }) };
}

/** The cutout stands in a frame of its own: sizes of the photo and crops do not count. @param {Settings} settings */
export function isFramed(settings) {
  return settingOf(settings, knobNamed('export.frame')) !== 'none';
}

/** The file is not just the photo's pixels: what it will be is known when it is made. @param {Settings} settings */
export function isShaped(settings) {
  const some = (/** @type {string} */ name) => Number(settingOf(settings, knobNamed(name))) > 0;
  return isFramed(settings) || some('export.long_side') || some('export.max_kb');
}

/**
 * @param {RenderRequest} request
 * @param {{width: number, height: number}} size
 */
function subjectSize({ made, settings }, size) {
  const margin = Number(settingOf(settings, knobNamed('cutout.margin')));
  const [r0, c0, r1, c1] = subjectBox(made, margin, constants.subject_alpha);
  const { photo } = made;
  return {
    width: Math.max(1, Math.round(((c1 - c0) * size.width) / photo.width)),
    height: Math.max(1, Math.round(((r1 - r0) * size.height) / photo.height)),
  };
}
