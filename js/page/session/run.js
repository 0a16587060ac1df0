/** One photo on its way: opened, run, run again where something changed, cancelled, failed. */
import { batch, computed, effect, signal } from '@preact/signals';
import { isAbort } from '../../engine/errors.js';
import { settingOf } from '../../engine/schema.js';
import { backToDocument, beginPhoto, doc, documentNow, settings } from '../document/document.js';
import { differing } from '../document/knobs.js';
import { changedStrokes, rasterise } from '../document/strokes.js';
import { t } from '../i18n/index.js';
import { constants, engine, knobNamed, knobs, stages } from '../platform/engine.js';
import { describe } from '../platform/failure.js';
import { remember, remembered } from '../platform/prefs.js';
import { notify } from '../ui/notices.js';
import { fitPhoto, photoSize, view } from '../view/view.js';
import { firstLook } from './first-look.js';
import { learn, measured } from './pace.js';
import { advance, beginProgress, spansOf } from './progress.js';

/** @typedef {import('../../engine/types.js').Photo} Photo */
/** @typedef {import('../../engine/types.js').Result} Result */
/** @typedef {import('../../engine/types.js').Plane} Plane */
/** @typedef {import('../../engine/types.js').PlaneName} PlaneName */
/** @typedef {import('../document/strokes.js').Stroke} Stroke */
/** @typedef {import('./progress.js').Progress & {begun: number, again: boolean, what: string[], tiles: {done: number, total: number} | null}} Run
 * `again`: only what a change touched; `what`: names of the changed knobs, `marks` for marks */

/** The file on the page, before and after it is decoded. @type {import('@preact/signals').Signal<Blob | null>} */
export const file = signal(null);
/** @type {import('@preact/signals').Signal<Photo | null>} */
export const photo = signal(null);
/** @type {import('@preact/signals').Signal<Result | null>} */
export const result = signal(null);
/** @type {import('@preact/signals').Signal<Partial<Record<PlaneName, Plane>>>} */
export const planes = signal({});
/** @type {import('@preact/signals').Signal<import('../../engine/types.js').Tile[]>} */
export const tiles = signal([]);
/** @type {import('@preact/signals').Signal<Run | null>} */
export const run = signal(null);
/** @type {import('@preact/signals').Signal<import('../platform/failure.js').Failure | null>} */
export const failure = signal(null);
/** How the last run ended. @type {import('@preact/signals').Signal<{kind: 'ready' | 'cancelled' | 'failed', seconds: number, tiles: number, at?: {done: number, total: number} | null} | null>} */
export const ended = signal(null);
/** A mask file in the AI's place. @type {import('@preact/signals').Signal<File | null>} */
export const maskFile = signal(null);
/** @type {import('@preact/signals').Signal<readonly Stroke[]>} */
export const appliedMarks = signal([]);
/** @type {import('@preact/signals').Signal<import('./pace.js').Pace | null>} */
export const pace = signal(remembered('pace', null));

/** Marks that are painted and not yet refined. */
export const pendingMarks = computed(() => changedStrokes(appliedMarks.value, doc.value.marks));

/** Knobs that the result on the page does not follow yet; those of the last stage need no run. */
export const staleKnobs = computed(() => (result.value ? differing(result.value.settings, settings.value, knobs).filter(needsRun) : []));

/** A knob has moved and its run begins as soon as the hand rests. */
export const due = computed(() => run.value === null && ended.value?.kind === 'ready' && staleKnobs.value.length > 0);

/** The refined result can be taken away. */
export const ready = computed(() => result.value !== null && run.value === null && !due.value);

/** Tile events go to the drawing without passing through signals. @type {Set<(event: import('../../engine/types.js').TileEvent) => void>} */
export const tileListeners = new Set();

const spans = spansOf(stages);

/** @type {AbortController | null} */
let job = null;
/** The settings that the running attempt works with. @type {import('../document/knobs.js').Settings} */
let goal = {};
/** Milliseconds that this run spent loading what is loaded once, and when that began. */
let loading = 0;
let loadBegan = 0;

/** @param {import('../document/knobs.js').Knob} knob */
function needsRun(knob) {
  return knob.stage !== 'cutout' && knob.stage !== 'command';
}

/** The reading of a file that is to take the place of a finished photo. @type {AbortController | null} */
let reading = null;

/**
 * Open a file and run it. A finished photo stays until the new file is read; where that fails, it stays for good.
 * @param {Blob} given
 * @param {Partial<import('../document/document.js').Doc>} [own] what this photo alone begins with
 * @param {(left: Work) => void} [onLeave] gets the finished work that the new photo takes the place of
 */
export async function start(given, own, onLeave) {
  reading?.abort();
  reading = null;
  const opened = result.value ? await readFirst(given) : null;
  if (result.value && !opened) return;
  if (result.value) onLeave?.(workNow());
  clear();
  batch(() => {
    file.value = given;
    if (opened) {
      tell(opened.told);
      photo.value = opened;
      photoSize.value = { width: opened.width, height: opened.height };
    }
    beginPhoto(own);
    view.value = 'original';
    fitPhoto();
  });
  await attempt({ again: false, what: [] });
}

/** @typedef {ReturnType<typeof workNow>} Work a finished photo with everything made from it */

function workNow() {
  const kept = [file, photo, result, planes, tiles, appliedMarks, maskFile, ended].map((each) => ({ each, value: each.value }));
  return { kept, document: documentNow() };
}

/** Put finished work back on the page; what is there now leaves. @param {Work} work */
export function bringBack({ kept, document }) {
  clear();
  batch(() => {
    for (const { each, value } of kept) /** @type {import('@preact/signals').Signal<unknown>} */ (each).value = value;
    const { width, height } = /** @type {Photo} */ (photo.value);
    photoSize.value = { width, height };
    backToDocument(document);
    view.value = 'cutout';
    fitPhoto();
  });
}

/** The photo in a file, or null where it cannot be read or another took its place meanwhile. @param {Blob} given */
async function readFirst(given) {
  const mine = new AbortController();
  reading = mine;
  try {
    const opened = await engine.open(given, { signal: mine.signal });
    return reading === mine ? opened : null;
  } catch (error) {
    if (reading === mine && !isAbort(error)) failure.value = Object.assign(describe(error), { aside: true });
    return null;
  } finally {
    if (reading === mine) reading = null;
  }
}

/** Run again with the settings and marks of now; only the stages that need it. */
export function update() {
  const what = staleKnobs.value.map((knob) => knob.name);
  if (pendingMarks.value.length) what.push('marks');
  return attempt({ again: result.value !== null, what });
}

/** @param {{again: boolean, what: string[], marks?: boolean}} how */
async function attempt({ again, what }) {
  job?.abort();
  const mine = new AbortController();
  job = mine;
  const { signal: stop } = mine;
  const marks = what.includes('marks') || !again ? doc.value.marks : appliedMarks.value;
  const wanted = settings.value;
  goal = wanted;
  const begun = performance.now();
  loading = 0;
  loadBegan = begun;
  batch(() => {
    failure.value = null;
    ended.value = null;
    run.value = { ...beginProgress(begun), begun, again, what, tiles: null };
  });
  /** @param {import('../../engine/types.js').EngineEvent} event */
  const onEvent = (event) => job === mine && follow(event);
  try {
    if (!photo.value) {
      const opened = await engine.open(/** @type {Blob} */ (file.value), {
        signal: stop,
        onEvent,
        firstLook: firstLook.value && !maskFile.value,
      });
      if (job !== mine) return;
      tell(opened.told);
      batch(() => {
        photo.value = opened;
        photoSize.value = { width: opened.width, height: opened.height };
      });
    }
    const current = /** @type {Photo} */ (photo.value);
    const made = await engine.run(current, wanted, {
      signal: stop,
      onEvent,
      reuse: result.value ?? undefined,
      mask: maskFile.value ?? undefined,
      firstLook: firstLook.value,
      marks: rasterise(marks, current.width, current.height, constants.marks),
    });
    if (job !== mine) return;
    finish(made, marks, (performance.now() - begun) / 1000, again);
  } catch (error) {
    if (job !== mine) return;
    batch(() => {
      const at = run.value?.tiles;
      run.value = null;
      if (isAbort(error)) ended.value = { kind: 'cancelled', seconds: 0, tiles: 0 };
      else {
        ended.value = { kind: 'failed', seconds: 0, tiles: 0, at };
        failure.value = describe(error);
      }
    });
  } finally {
    if (job === mine) job = null;
  }
}

/**
 * @param {Result} made
 * @param {readonly Stroke[]} marks
 * @param {number} seconds
 * @param {boolean} again
 */
function finish(made, marks, seconds, again) {
  const refined = run.value?.tiles?.total ?? 0;
  batch(() => {
    result.value = made;
    planes.value = { ...planes.value, ...made.planes };
    tiles.value = made.summary.tiles;
    appliedMarks.value = marks;
    run.value = null;
    ended.value = { kind: 'ready', seconds, tiles: refined };
    if (!again) view.value = 'cutout';
  });
  if (again) return;
  const quality = /** @type {import('./pace.js').Quality} */ (settingOf(made.settings, knobNamed('matting.quality')));
  pace.value = learn(pace.value, measured(made, quality, loading), constants.survey_pixels);
  remember('pace', pace.value);
}

/** Say what was read in another way than the file says. @param {Photo['told']} told */
function tell(told) {
  if (told.length) notify({ kind: 'plain', text: told.map(({ code, values }) => t(`told.${code}`, values)).join(' ') });
}

/** @param {import('../../engine/types.js').EngineEvent} event */
function follow(event) {
  const now = performance.now();
  const current = run.value;
  if (event.type === 'stage' && current) {
    if (event.stage === 'load') loading = now - loadBegan;
    else loadBegan = now - loading;
    const refining = event.stage === 'refine' ? { done: event.done, total: event.total } : current.tiles;
    run.value = { ...current, ...advance(current, event, now, spans), tiles: refining };
  } else if (event.type === 'plane') {
    const { type: _type, name, ...plane } = event;
    batch(() => {
      planes.value = { ...planes.value, [name]: plane };
      if (current && !current.again && (name === 'preview' || name === 'sketch')) view.value = 'cutout';
    });
  } else if (event.type === 'told') {
    tell(event.told);
  } else if (event.type === 'plan') {
    tiles.value = event.tiles;
  } else if (event.type === 'tile') {
    for (const listener of tileListeners) listener(event);
  }
}

export function cancel() {
  job?.abort();
}

/** After a failure: boot what did not boot, then run again. */
export async function retry() {
  const of = file.value;
  failure.value = null;
  await engine.retry();
  // Booting takes seconds: the photo may have been closed meanwhile, or a slider begun its run.
  if (of && file.value === of && !run.value) await attempt({ again: false, what: [] });
}

const MASK_FAULTS = ['bad_mask', 'mask_shape'];

/**
 * A mask that cannot be used leaves a finished photo as it was.
 * @param {File | null} given a mask picture instead of the AI, or null for the AI
 */
export async function useMask(given) {
  const finished = result.value ? workNow() : null;
  maskFile.value = given;
  if (!file.value) return;
  batch(() => {
    result.value = null;
    tiles.value = [];
  });
  await attempt({ again: false, what: [] });
  const failed = failure.value;
  if (!finished || !failed || !MASK_FAULTS.includes(failed.code)) return;
  batch(() => {
    bringBack(finished);
    failure.value = { ...failed, aside: true };
  });
}

/** Let go of the photo and everything made from it. */
export function clear() {
  // A mask is dropped with its photo; one that was chosen before any photo is for the next.
  if (photo.value || run.value) maskFile.value = null;
  job?.abort();
  job = null;
  reading?.abort();
  reading = null;
  batch(() => {
    file.value = photo.value = result.value = run.value = failure.value = ended.value = null;
    planes.value = {};
    tiles.value = [];
    appliedMarks.value = [];
  });
}

/** A changed knob repeats what it touches, after the hand has come to rest. */
const REST = 450;
let rest = 0;
effect(() => {
  settings.value;
  clearTimeout(rest);
  rest = window.setTimeout(repeatStale, REST);
});

function repeatStale() {
  if (!photo.value || failure.value) return;
  const reference = run.value ? goal : result.value?.settings;
  if (!reference || !differing(reference, settings.value, knobs).some(needsRun)) return;
  if (result.value) update();
  else attempt({ again: false, what: [] });
}
