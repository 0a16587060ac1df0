/** What the engine needs to know to write a file. */
import { subjectBox } from '../../engine/render.js';
import { backgroundImage } from '../panel/background-image.js';
import { format } from '../state/format.js';

/** @typedef {import('../../engine/types.js').Result} Result */
/** @typedef {import('../../engine/types.js').RenderOptions} RenderOptions */

/**
 * @param {Result} made
 * @param {import('../../engine/types.js').Settings} settings
 * @param {{kind: RenderOptions['kind'], size: {width: number, height: number} | null, signal?: AbortSignal}} wish
 *   `size` counts for the whole photo; a crop keeps its share of it
 * @returns {RenderOptions}
 */
export function renderOptions(made, settings, { kind, size, signal }) {
  const image = backgroundImage.value?.file;
  const wanted = size && kind === 'subject' ? subjectSize(made, settings, size) : size;
  return { kind, format: format.value, ...(wanted && { size: wanted }), ...(image && { image }), ...(signal && { signal }) };
}

/**
 * @param {Result} made
 * @param {import('../../engine/types.js').Settings} settings
 * @param {{width: number, height: number}} size
 */
function subjectSize({ photo, rgba }, settings, size) {
  const [r0, c0, r1, c1] = subjectBox(rgba, photo.width, photo.height, Number(settings.cutout?.margin ?? 16));
  return {
    width: Math.max(1, Math.round(((c1 - c0) * size.width) / photo.width)),
    height: Math.max(1, Math.round(((r1 - r0) * size.height) / photo.height)),
  };
}
