/** What a download depends on, and what the engine needs to know to write it. */
import { subjectBox } from '../../../engine/photo/render.js';
import { backgroundImage } from '../panel/background-image.js';
import { format } from './format.js';

/** @typedef {import('../../../engine/types.js').Result} Result */
/** @typedef {import('../../../engine/types.js').RenderOptions} RenderOptions */
/**
 * @typedef {object} Wish
 * @property {Result} made
 * @property {import('../../../engine/types.js').Settings} settings
 * @property {{width: number, height: number} | null} size of the whole photo; a crop keeps its share of it
 * @property {boolean} crop
 * @property {RenderOptions['format']} format
 * @property {File | undefined} image behind the subject
 */

/**
 * The wish of now.
 * @param {Result} made
 * @param {import('../../document/document.js').Doc} doc
 * @returns {Wish}
 */
export function wishFor(made, { settings, size, crop }) {
  return { made, settings, size, crop, format: format.value, image: backgroundImage.value?.file };
}

/**
 * @param {Wish} wish
 * @param {RenderOptions['kind']} kind
 * @param {AbortSignal} [signal]
 * @returns {RenderOptions}
 */
export function renderOptions(wish, kind, signal) {
  const { size, format, image } = wish;
  const what = kind === 'cutout' && wish.crop ? 'subject' : kind;
  const wanted = size && what === 'subject' ? subjectSize(wish, size) : size;
  return { kind: what, format, ...(wanted && { size: wanted }), ...(image && { image }), ...(signal && { signal }) };
}

/**
 * @param {Wish} wish
 * @param {{width: number, height: number}} size
 */
function subjectSize({ made: { photo, rgba }, settings }, size) {
  const [r0, c0, r1, c1] = subjectBox(rgba, photo.width, photo.height, Number(settings.cutout?.margin ?? 16));
  return {
    width: Math.max(1, Math.round(((c1 - c0) * size.width) / photo.width)),
    height: Math.max(1, Math.round(((r1 - r0) * size.height) / photo.height)),
  };
}
