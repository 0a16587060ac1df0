/** The download in another size or frame than the photo's, made ahead: its preview, its exact bytes and its sharpness report. */
import { computed, effect, signal } from '@preact/signals';
import { isAbort } from '../../../engine/errors.js';
import { doc } from '../../document/document.js';
import { same } from '../../document/size.js';
import { engine } from '../../platform/engine.js';
import { describe } from '../../platform/failure.js';
import { ready, result } from '../../session/run.js';
import { notify } from '../../ui/notices.js';
import { isFramed, isShaped, renderOptions, requestFor } from './options.js';

/**
 * @typedef {object} Exported
 * @property {Blob} blob
 * @property {string} name
 * @property {number} width
 * @property {number} height
 * @property {import('../../../engine/types.js').ResizeReport | null} report of the resizing
 * @property {number} seconds
 * @property {ImageBitmap | null} bitmap to look at, null where it is cropped, or a kind that browsers do not show; the source that draws it closes it
 */

/** @type {import('@preact/signals').Signal<Exported | null>} */
export const exported = signal(null);
export const exporting = signal(false);

/** What a download depends on that is made ahead: resized, framed or limited; null when it has just the photo's pixels. */
const request = computed(() => {
  const made = result.value;
  const { size, settings } = doc.value;
  if (!made || !ready.value) return null;
  return (size && !same(size, made.photo)) || isShaped(settings) ? requestFor(made, doc.value) : null;
});

const REST = 350;
let rest = 0;
/** @type {AbortController | null} */
let job = null;

effect(() => {
  const wanted = request.value;
  clearTimeout(rest);
  job?.abort();
  exported.value = null;
  exporting.value = wanted !== null;
  if (wanted) rest = window.setTimeout(() => make(wanted), REST);
});

/** @param {NonNullable<typeof request.value>} wanted */
async function make(wanted) {
  const mine = new AbortController();
  job = mine;
  const begun = performance.now();
  try {
    const { made, crop, format } = wanted;
    const rendered = await engine.render(made, wanted.settings, renderOptions(wanted, 'cutout', mine.signal));
    const seconds = (performance.now() - begun) / 1000;
    const bitmap =
      crop || isFramed(wanted.settings) || format === 'tiff' || format === 'psd' ? null : await createImageBitmap(rendered.blob);
    const fresh = job === mine && request.value === wanted;
    if (fresh) exported.value = { ...rendered, report: rendered.report ?? null, seconds, bitmap };
    else bitmap?.close();
  } catch (error) {
    if (isAbort(error) || job !== mine) return;
    const { title, body } = describe(error);
    notify({ kind: 'bad', text: `${title} ${body}` });
  } finally {
    if (job === mine) {
      job = null;
      exporting.value = false;
    }
  }
}
