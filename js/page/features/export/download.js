/** The four downloads: rendered from straight-alpha bytes by the engine, never through a canvas. */
import { computed, signal } from '@preact/signals';
import { isAbort } from '../../../engine/errors.js';
import { doc } from '../../document/document.js';
import { t } from '../../i18n/index.js';
import { engine } from '../../platform/engine.js';
import { describe } from '../../platform/failure.js';
import { saveBlob } from '../../platform/save.js';
import { failure, photo, ready, result } from '../../session/run.js';
import { notify } from '../../ui/notices.js';
import { exported, exporting } from './exported.js';
import { renderOptions, requestFor } from './options.js';

/** @typedef {'cutout' | 'mask' | 'original' | 'subject'} Kind */

/** The download that is being written. @type {import('@preact/signals').Signal<Kind | null>} */
export const writing = signal(null);

export const canDownload = computed(() => {
  const free = writing.value === null;
  return {
    cutout: free && ready.value && !exporting.value,
    mask: free && ready.value,
    subject: free && ready.value && Boolean(result.value?.summary.subject),
    original: free && photo.value !== null,
  };
});

/** @type {AbortController | null} */
let job = null;

/** The cutout that was written last, so that the dock can tell its size. @type {import('@preact/signals').Signal<{request: import('./options.js').RenderRequest, width: number, height: number, bytes: number} | null>} */
const last = signal(null);

/** What was written last, if it would come out the same now. */
export const lastWritten = computed(() => {
  const request = result.value && requestFor(result.value, doc.value);
  const before = last.value;
  return request && before && sameRequest(request, before.request) ? before : null;
});

/**
 * What was written from a result and how it was asked for, to be saved again at once; collected with the result.
 * @type {WeakMap<import('../../../engine/types.js').Result, Map<Kind, {request: import('./options.js').RenderRequest, blob: Blob, name: string}>>}
 */
const written = new WeakMap();

/**
 * @param {import('./options.js').RenderRequest} a
 * @param {import('./options.js').RenderRequest} b
 */
function sameRequest(a, b) {
  const keys = /** @type {(keyof import('./options.js').RenderRequest)[]} */ (Object.keys(a));
  return keys.every((key) => a[key] === b[key]);
}

/** @param {Kind} kind */
export async function download(kind) {
  if (!canDownload.value[kind]) {
    // A key pressed too early gets an answer, too.
    notify({ kind: 'plain', text: t('dock.wait') });
    return;
  }
  const ahead = exported.value;
  if (kind === 'cutout' && ahead) return done(ahead.blob, ahead.name);
  if (kind === 'original') {
    const { file, name } = /** @type {import('../../../engine/types.js').Photo} */ (photo.value);
    return done(file, name);
  }
  const made = /** @type {import('../../../engine/types.js').Result} */ (result.value);
  const request = requestFor(made, doc.value);
  const again = written.get(made)?.get(kind);
  if (again && sameRequest(request, again.request)) return done(again.blob, again.name);
  const mine = new AbortController();
  job = mine;
  writing.value = kind;
  try {
    const { blob, name, width, height } = await engine.render(made, request.settings, renderOptions(request, kind, mine.signal));
    if (kind === 'cutout') last.value = { request, width, height, bytes: blob.size };
    written.set(made, (written.get(made) ?? new Map()).set(kind, { request, blob, name }));
    done(blob, name);
  } catch (error) {
    if (!isAbort(error)) failure.value = describe(error);
  } finally {
    writing.value = null;
    job = null;
  }
}

export function cancelDownload() {
  job?.abort();
}

/** @param {Blob} blob @param {string} name */
function done(blob, name) {
  saveBlob(blob, name);
  notify({ kind: 'good', text: t('done.saved', { name }) });
}
