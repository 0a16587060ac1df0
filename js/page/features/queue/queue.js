/** Many photos, one at a time. What is kept of each is small: its thumbnails, its words and the finished file. */
import { computed, signal } from '@preact/signals';
import { isAbort } from '../../../engine/errors.js';
import { beginPhoto, doc } from '../../document/document.js';
import { sameFile } from '../../document/same-file.js';
import { rasterise } from '../../document/strokes.js';
import { constants, engine, knobs, stages } from '../../platform/engine.js';
import { describe } from '../../platform/failure.js';
import { advance, beginProgress, spansOf } from '../../session/progress.js';
import { appliedMarks, clear, due, maskFile, ready, result, run, start } from '../../session/run.js';
import { renderOptions, requestFor } from '../export/options.js';
import { countStates } from './counts.js';
import { quickLook, thumbnail } from './thumbnail.js';

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
 * @property {import('../../platform/failure.js').Failure | null} failure
 * @property {File | null} mask a mask file in the AI's place
 * @property {import('../../document/document.js').Doc | null} own what was chosen for this photo alone
 * @property {import('../../document/document.js').Doc | null} made what its cutout was made with
 */

/** @type {import('@preact/signals').Signal<Item[]>} */
export const items = signal([]);
/** The photo that is open for a closer look. @type {import('@preact/signals').Signal<number | null>} */
export const openId = signal(null);
/** @type {import('@preact/signals').Signal<(import('../../session/progress.js').Progress & {id: number}) | null>} */
export const working = signal(null);
/** The user stopped the list. */
export const halted = signal(false);

export const counts = computed(() => countStates(items.value));
/** The list is what the page shows, not a photo of it. */
export const listShown = computed(() => items.value.length > 0 && openId.value === null);
/** What the settings of now are for: the whole list, or the one photo of it that is open. */
export const scope = computed(() => (listShown.value ? 'list' : openId.value !== null ? 'one' : undefined));
const openItem = computed(() => items.value.find((item) => item.id === openId.value) ?? null);

const spans = spansOf(stages);

/** @type {AbortController | null} */
let job = null;
let nextId = 1;
/** What the list works with, kept while one photo is open with choices of its own. @type {Partial<import('../../document/document.js').Doc>} */
let listDoc = {};
/** What the open photo began with. */
let opened = doc.value;

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
  // The size and the marks of the photo that was here before are not for a list.
  if (!items.value.length) beginPhoto();
  addItems(files.map((file) => ({ file })));
}

/** Rows that begin as new ones do, except for what is given. @param {(Pick<Item, 'file'> & Partial<Item>)[]} rows */
export function addItems(rows) {
  /** @type {Item[]} */
  const added = rows.map((row) => ({
    state: 'waiting',
    size: null,
    before: null,
    after: null,
    cutout: null,
    seconds: 0,
    failure: null,
    mask: null,
    own: null,
    made: null,
    ...row,
    id: nextId++,
  }));
  items.value = [...items.value, ...added];
  halted.value = false;
  work();
  lookAhead();
}

/** What the list works with, also while one photo of it is open with choices of its own. @returns {Partial<import('../../document/document.js').Doc>} */
export function docOfList() {
  return openId.value === null ? { settings: doc.value.settings, crop: doc.value.crop } : listDoc;
}

let looking = false;

/** Thumbnails of the photos that wait, one after the other. */
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
  const used = item.own ?? doc.value;
  alter(item.id, { state: 'working', failure: null });
  working.value = { ...beginProgress(begun), id: item.id };
  /** @param {import('../../../engine/types.js').EngineEvent} event */
  const onEvent = (event) => {
    if (event.type === 'stage' && working.value)
      working.value = { ...advance(working.value, event, performance.now(), spans), id: item.id };
  };
  try {
    const photo = await engine.open(item.file, { signal: stop, onEvent });
    alter(item.id, { size: { width: photo.width, height: photo.height }, before: await thumbnail(photo) });
    const marks = rasterise(used.marks, photo.width, photo.height, constants.marks);
    const made = await engine.run(photo, used.settings, { signal: stop, onEvent, marks, mask: item.mask ?? undefined });
    const written = await write(made, used, stop);
    alter(item.id, { ...written, state: 'ready', made: used, seconds: (performance.now() - begun) / 1000 });
  } catch (error) {
    const cancelled = isAbort(error);
    const back = cancelled && openId.value !== null ? 'waiting' : 'stopped';
    alter(item.id, cancelled ? { state: back } : { state: 'failed', failure: describe(error) });
  }
}

/**
 * The file of a row and its small picture.
 * @param {import('../../../engine/types.js').Result} made
 * @param {import('../../document/document.js').Doc} used
 * @param {AbortSignal} [stop]
 * @returns {Promise<Pick<Item, 'cutout' | 'after'>>}
 */
async function write(made, used, stop) {
  const { blob, name } = await engine.render(made, used.settings, renderOptions(requestFor(made, used), 'cutout', stop));
  return { cutout: { blob, name }, after: await thumbnail({ ...made.photo, rgba: made.rgba }) };
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
  listDoc = { settings: doc.value.settings, crop: doc.value.crop };
  openId.value = item.id;
  job?.abort();
  maskFile.value = item.mask;
  const started = start(item.file, item.own ?? item.made ?? listDoc);
  opened = doc.value;
  await started;
}

/** @type {Promise<void> | null} */
let leaving = null;

/** Back to the list: what was changed on the open photo goes into its row. A second call waits for the first. */
export function leaveItem() {
  leaving ??= leave().finally(() => (leaving = null));
  return leaving;
}

async function leave() {
  const item = openItem.value;
  if (!item) return;
  const made = ready.value ? result.value : null;
  const own = doc.value;
  const used = { ...own, marks: appliedMarks.value };
  const mask = maskFile.value;
  if (made && (mask !== item.mask || !(item.cutout && item.made && sameFile(used, item.made, knobs)))) {
    try {
      alter(item.id, { ...(await write(made, used)), state: 'ready', own, mask, made: used, failure: null });
    } catch (error) {
      alter(item.id, { state: 'failed', cutout: null, own, mask, failure: describe(error) });
    }
  } else if ((run.value || due.value) && (own !== opened || mask !== item.mask)) {
    // Left before it was done: the list does it.
    alter(item.id, { state: 'waiting', cutout: null, after: null, own, mask, failure: null });
  }
  openId.value = null;
  clear();
  beginPhoto(listDoc);
  work();
}
