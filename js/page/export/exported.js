/** The download in another size than the photo's, made ahead: its preview, its exact bytes and its sharpness report. */
import { computed, effect, signal } from '@preact/signals';
import { isAbort } from '../../engine/errors.js';
import { backgroundImage } from '../panel/background-image.js';
import { doc, settings } from '../state/doc.js';
import { engine } from '../state/engine.js';
import { describe } from '../state/failure.js';
import { format } from '../state/format.js';
import { tell } from '../state/notices.js';
import { ready, result } from '../state/work.js';
import { renderOptions } from './options.js';
import { same } from './size.js';

/**
 * @typedef {object} Exported
 * @property {Blob} blob
 * @property {string} name
 * @property {number} width
 * @property {number} height
 * @property {any} report of the resizing
 * @property {number} seconds
 * @property {boolean} cropped
 * @property {ImageBitmap} bitmap to look at
 */

/** @type {import('@preact/signals').Signal<Exported | null>} */
export const exported = signal(null);
export const exporting = signal(false);

/** What a resized download depends on; null when the download has the photo's size. */
const wish = computed(() => {
  const made = result.value;
  const { size, crop } = doc.value;
  if (!made || !ready.value || !size || same(size, made.photo)) return null;
  return { made, size, crop, settings: settings.value, format: format.value, image: backgroundImage.value?.file };
});

const REST = 350;
let rest = 0;
/** @type {AbortController | null} */
let job = null;

effect(() => {
  const wanted = wish.value;
  clearTimeout(rest);
  job?.abort();
  replace(null);
  exporting.value = wanted !== null;
  if (wanted) rest = window.setTimeout(() => make(wanted), REST);
});

/** @param {NonNullable<typeof wish.value>} wanted */
async function make(wanted) {
  const mine = new AbortController();
  job = mine;
  const begun = performance.now();
  try {
    const { made, size, crop } = wanted;
    const options = renderOptions(made, wanted.settings, { kind: crop ? 'subject' : 'cutout', size, signal: mine.signal });
    const rendered = await engine.render(made, wanted.settings, options);
    const seconds = (performance.now() - begun) / 1000;
    const bitmap = await createImageBitmap(rendered.blob);
    if (job === mine && wish.value === wanted) replace({ ...rendered, report: rendered.report ?? null, seconds, cropped: crop, bitmap });
    else bitmap.close();
  } catch (error) {
    if (isAbort(error) || job !== mine) return;
    const { title, body } = describe(error);
    tell({ kind: 'bad', text: `${title} ${body}` });
  } finally {
    if (job === mine) {
      job = null;
      exporting.value = false;
    }
  }
}

/** @param {Exported | null} next */
function replace(next) {
  const old = exported.peek();
  exported.value = next;
  old?.bitmap.close();
}
