/** Many photos, one at a time. What is kept of each is small: its thumbnails, its words and the finished file. */
import { computed, signal } from '@preact/signals';
import { isAbort } from '../../engine/errors.js';
import { renderOptions } from '../export/options.js';
import { countStates } from '../queue/counts.js';
import { quickLook, thumbnail } from '../queue/thumbnail.js';
import { beginPhoto, doc, settings } from './doc.js';
import { engine } from './engine.js';
import { describe } from './failure.js';
import { advance, beginProgress } from './progress.js';
import { clear, ready, result, start } from './work.js';

/**
 * @typedef {object} Item
 * @property {number} id
 * @property {File} file
 * @property {'waiting' | 'working' | 'ready' | 'failed' | 'stopped'} state
 * @property {{width: number, height: number} | null} size
 * @property {Blob | null} before thumbnail of the photo
 * @property {Blob | null} after thumbnail of the cutout
 * @property {{blob: Blob, name: string} | null} cutout
 * @property {number} seconds
 * @property {import('./failure.js').Failure | null} failure
 * @property {import('./knobs.js').Settings | null} own settings of this photo alone
 * @property {import('./knobs.js').Settings | null} made the settings of its cutout
 */

/** @type {import('@preact/signals').Signal<Item[]>} */
export const items = signal([]);
/** The photo that is open for a closer look. @type {import('@preact/signals').Signal<number | null>} */
export const openId = signal(null);
/** @type {import('@preact/signals').Signal<(import('./progress.js').Progress & {id: number}) | null>} */
export const working = signal(null);
/** The user stopped the list. */
export const halted = signal(false);

export const counts = computed(() => countStates(items.value));
export const openItem = computed(() => items.value.find((item) => item.id === openId.value) ?? null);

/** @type {AbortController | null} */
let job = null;
let nextId = 1;
/** What the list works with, kept while one photo is open with settings of its own. @type {import('./knobs.js').Settings} */
let listSettings = {};

/**
 * @param {number} id
 * @param {Partial<Item>} change
 */
function alter(id, change) {
  items.value = items.value.map((item) => (item.id === id ? { ...item, ...change } : item));
}

/** @param {File[]} files */
export function addToQueue(files) {
  clear();
  /** @type {Item[]} */
  const added = files.map((file) => ({
    id: nextId++,
    file,
    state: 'waiting',
    size: null,
    before: null,
    after: null,
    cutout: null,
    seconds: 0,
    failure: null,
    own: null,
    made: null,
  }));
  items.value = [...items.value, ...added];
  halted.value = false;
  work();
  lookAhead();
}

let looking = false;

/** Small pictures of the photos that wait, one after the other. */
async function lookAhead() {
  if (looking) return;
  looking = true;
  const seen = new Set();
  for (;;) {
    const item = items.value.find(({ state, before, id }) => state === 'waiting' && !before && !seen.has(id));
    if (!item) break;
    seen.add(item.id);
    const look = await quickLook(item.file);
    if (look && items.value.some(({ id, before }) => id === item.id && !before)) alter(item.id, look);
  }
  looking = false;
}

/** Do what waits, until nothing waits. Only one call works at a time. */
async function work() {
  if (job) return;
  for (;;) {
    const item = items.value.find(({ state }) => state === 'waiting');
    if (!item || halted.value || openId.value !== null) break;
    job = new AbortController();
    await cut(item, job.signal);
  }
  job = null;
  working.value = null;
}

/**
 * @param {Item} item
 * @param {AbortSignal} stop
 */
async function cut(item, stop) {
  const begun = performance.now();
  const used = item.own ?? settings.value;
  alter(item.id, { state: 'working', failure: null });
  working.value = { ...beginProgress(begun), id: item.id };
  /** @param {import('../../engine/types.js').EngineEvent} event */
  const onEvent = (event) => {
    if (event.type === 'stage' && working.value) working.value = { ...advance(working.value, event, performance.now()), id: item.id };
  };
  try {
    const photo = await engine.open(item.file, { signal: stop, onEvent });
    alter(item.id, { size: { width: photo.width, height: photo.height }, before: await thumbnail(photo) });
    const made = await engine.run(photo, used, { signal: stop, onEvent });
    const rendered = await engine.render(made, used, renderOptions(made, used, { ...wishNow(), signal: stop }));
    const after = await thumbnail({ ...photo, rgba: made.rgba });
    alter(item.id, {
      state: 'ready',
      after,
      made: used,
      cutout: { blob: rendered.blob, name: rendered.name },
      seconds: (performance.now() - begun) / 1000,
    });
  } catch (error) {
    const cancelled = isAbort(error);
    const back = cancelled && openId.value !== null ? 'waiting' : 'stopped';
    alter(item.id, cancelled ? { state: back } : { state: 'failed', failure: describe(error) });
  }
}

/** @returns {{kind: 'cutout' | 'subject', size: {width: number, height: number} | null}} */
function wishNow() {
  const { size, crop } = doc.value;
  return { kind: crop ? 'subject' : 'cutout', size };
}

/** Stop the photo that is being done; the list goes on with the next. */
export function stopCurrent() {
  job?.abort();
}

/** Stop the photo that is being done and do not begin another. */
export function haltQueue() {
  halted.value = true;
  job?.abort();
}

export function resumeQueue() {
  halted.value = false;
  items.value = items.value.map((item) => (item.state === 'stopped' ? { ...item, state: 'waiting' } : item));
  work();
}

/** @param {number} id */
export function tryAgain(id) {
  halted.value = false;
  alter(id, { state: 'waiting', failure: null });
  work();
}

/** All cutouts once more, with the settings of now. */
export function redoAll() {
  halted.value = false;
  items.value = items.value.map((item) => (item.state === 'ready' ? { ...item, state: 'waiting', cutout: null, after: null } : item));
  work();
}

/** @param {number} id */
export function removeItem(id) {
  if (working.value?.id === id) stopCurrent();
  items.value = items.value.filter((item) => item.id !== id);
}

/** Close the list. */
export function removeAll() {
  job?.abort();
  items.value = [];
}

/** Open one photo for a closer look; the list waits meanwhile. @param {Item} item */
export async function openPhoto(item) {
  listSettings = settings.value;
  openId.value = item.id;
  job?.abort();
  await start(item.file, item.own ?? item.made ?? settings.value);
}

/** Back to the list: what was changed on the open photo goes into its row. */
export async function leaveItem() {
  const item = openItem.value;
  if (!item) return;
  const used = settings.value;
  const changed = used !== (item.made ?? item.own);
  if (ready.value && result.value && (changed || doc.value.marks.length || !item.cutout)) {
    const { blob, name } = await engine.render(result.value, used, renderOptions(result.value, used, wishNow()));
    const after = await thumbnail({ ...result.value.photo, rgba: result.value.rgba });
    alter(item.id, { state: 'ready', cutout: { blob, name }, after, own: used, made: used, failure: null });
  }
  openId.value = null;
  clear();
  beginPhoto(listSettings);
  work();
}
