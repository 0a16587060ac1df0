/**
 * The way of one photo: view → mask → preview → survey → parts → cutout. Stages whose knobs did not change are taken from an
 * earlier result; with new marks only the parts that they touch are refined.
 */
import { VIEW } from './decode.js';
import { abortError } from './errors.js';
import { areaAverage, cut, paste } from './pixels.js';
import * as python from './python/calls.js';
import { firstChanged, knobsOf, mustRun, settingOf } from './stages.js';

/** @typedef {import('./types.js').Result} Result */
/** @typedef {import('./types.js').Photo} Photo */
/** @typedef {import('./types.js').Plane} Plane */

/**
 * @typedef {object} Tools what a run needs from the engine
 * @property {import('./pool.js').Pool} pool
 * @property {object} schema JSON Schema of the settings
 * @property {{make: (view: Uint8ClampedArray, precision: string, options: any) => Promise<Plane>}} maskMaker
 * @property {(file: Blob, options: any) => Promise<Plane>} readMask
 * @property {WeakMap<Photo, Uint8ClampedArray>} views what the AI looks at
 * @property {WeakMap<object, Promise<any>>} made what is made once of a photo, a mask or marks
 */

let surveys = 0;

/**
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {import('./types.js').Settings} settings
 * @param {import('./types.js').RunOptions} options
 * @returns {Promise<Result>}
 */
export async function run(tools, photo, settings, { signal, mask: given, marks = null, reuse, onEvent = () => {} } = {}) {
  if (signal?.aborted) throw abortError();
  const maskFile = given ?? null;
  const { pool } = tools;
  const options = { signal };
  /** @type {Record<string, number>} */
  const timings = {};
  /** @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T>} */
  const timed = async (name, work) => {
    const start = performance.now();
    try {
      return await work();
    } finally {
      timings[name] = (timings[name] ?? 0) + performance.now() - start;
    }
  };
  const stage = (/** @type {any} */ name, done = 0, total = 1, unit = /** @type {any} */ (undefined)) => {
    if (!signal?.aborted) onEvent({ type: 'stage', stage: name, done, total, ...(unit ? { unit } : {}) });
  };
  const show = (/** @type {any} */ name, /** @type {Plane} */ plane) => {
    if (!signal?.aborted) onEvent({ type: 'plane', name, ...plane });
  };

  const old = reuse?.photo === photo ? reuse : undefined;
  const knobs = knobsOf(tools.schema);
  let first = old ? firstChanged(knobs, old.settings, settings) : 'view';
  const maskChanged = !old || maskFile !== old.maskFile;
  const marksChanged = old ? !same(marks, old.marks) : marks !== null;
  if (maskChanged && !mustRun('mask', first)) first = 'mask';
  if (old && !mustRun('refine', first) && !marksChanged) return { ...old, settings, timings };

  /** @type {Result['planes']} */
  const planes = { ...old?.planes };
  const reducing = reducedOf(tools, photo);
  reducing.catch(() => {});

  // The mask: what the subject is.
  let raw = old?.rawMask;
  let known = planes.mask;
  const precision = String(
    settings.mask?.precision ?? knobs.find(({ section, key }) => section === 'mask' && key === 'precision')?.default,
  );
  const samePrecision = old && precision === settingOf(old.settings, /** @type {any} */ (knobs.find(({ key }) => key === 'precision')));
  if (!raw || mustRun('view', first) || maskChanged || !samePrecision) {
    if (maskFile) raw = await timed('mask', () => tools.readMask(maskFile, options));
    else {
      const view = await timed('enhance', () => enhanced(tools, photo, settings, knobs, options, stage));
      planes.enhanced = { width: VIEW, height: VIEW, channels: 4, data: view };
      show('enhanced', planes.enhanced);
      raw = await timed('mask', () => tools.maskMaker.make(view, precision, { signal, onEvent }));
    }
  }
  const rawMask = /** @type {Plane} */ (raw);
  if (!known || mustRun('mask', first)) {
    known = await timed('mask', () => python.postProcess(pool, rawMask, settings, options));
    planes.mask = known;
    show('mask', /** @type {Plane} */ (known));
    stage('mask', 1);
  }
  const mask = /** @type {Plane} */ (known);

  // The survey: whatever must be global.
  stage('survey', 0, 100);
  const reduced = await timed('survey', () => withAbort(reducing, signal));
  const smallMarks = marks ? await python.reduceMarks(pool, marks, photo, reduced.factor, options) : null;
  const { alpha } = await timed('preview', () => previewOf(tools, { photo, rawMask, smallMarks }, settings, options));
  planes.preview = alpha;
  show('preview', planes.preview);
  surveys += 1;
  const key = `survey-${surveys}`;
  const surveying = { ...options, onEvent: (/** @type {number} */ share) => stage('survey', Math.round(100 * share), 100) };
  const found = await timed('survey', () => python.survey(pool, key, reduced, photo, mask, smallMarks, settings, surveying));
  /** @type {{summary: import('./types.js').Summary}} */
  const { summary } = found;
  for (const [name, { data, shape }] of Object.entries(found.planes)) {
    const plane = { height: shape[0], width: shape[1], channels: /** @type {1 | 3} */ (shape[2] ?? 1), data };
    planes[/** @type {'trimap'} */ (name)] = plane;
    show(name, plane);
  }
  stage('survey', 100, 100);

  // The parts.
  const keep = old && !mustRun('survey', first) && !mustRun('refine', first) ? old : null;
  const rgba = keep ? keep.rgba.slice() : new Uint8ClampedArray(photo.width * photo.height * 4);
  const tiles = summary.tiles.map((tile, index) => ({ ...tile, index }));
  const near = keep && around(marks, keep.marks, photo);
  const touched = keep
    ? tiles.filter((tile) => near && isTouched(common(tile.outer, near), photo.width, marks, keep, planes.trimap, summary.factor))
    : tiles;
  if (!signal?.aborted) onEvent({ type: 'plan', tiles: summary.tiles });
  const solved = touched.filter((tile) => !tile.untouched);
  let done = 0;
  stage('refine', done, solved.length, 'parts');
  const finished = (
    /** @type {{index: number, core: import('./types.js').Box}} */ { index, core },
    /** @type {Uint8ClampedArray} */ part,
  ) => {
    paste(rgba, photo.width, core, part);
    if (!signal?.aborted) onEvent({ type: 'part', index, state: 'done', core, rgba: part });
  };
  for (const tile of touched) {
    if (tile.untouched) finished(tile, untouched(photo, tile.core, /** @type {Plane} */ (planes.trimap), summary.factor));
  }
  await timed('refine', () =>
    all(
      solved.map(async (tile) => {
        const onStart = () => !signal?.aborted && onEvent({ type: 'part', index: tile.index, state: 'running', core: tile.core });
        finished(tile, await python.refine(pool, { key, bytes: found.bytes }, photo, tile, marks, { ...options, onStart }));
        done += 1;
        stage('refine', done, solved.length, 'parts');
      }),
    ),
  );
  return { photo, rgba, summary, planes, settings, marks, smallMarks, timings, survey: found.bytes, key, rawMask, maskFile };
}

/**
 * The photo as the survey sees it, made once a photo. A cancel of one run does not stop it: the next run needs it too.
 * @param {Tools} tools
 * @param {Photo} photo
 */
function reducedOf(tools, photo) {
  return once(tools, photo, () => python.reducePhoto(tools.pool, photo, {}));
}

/**
 * Alpha and trimap, small and soon. What a moving slider does not change is made small once.
 * @param {Tools} tools
 * @param {Pick<Result, 'photo' | 'rawMask' | 'smallMarks'>} of
 * @param {import('./types.js').Settings} settings
 * @param {{signal?: AbortSignal}} [options]
 */
export async function previewOf(tools, { photo, rawMask, smallMarks }, settings, options = {}) {
  const { pool } = tools;
  const reduced = await reducedOf(tools, photo);
  const urgent = { urgent: true };
  const [small, mask, marks] = await Promise.all([
    once(tools, reduced, () => python.previewPhoto(pool, reduced, urgent)),
    once(tools, rawMask, () => python.previewMask(pool, rawMask, urgent)),
    smallMarks && once(tools, smallMarks, () => python.previewMarks(pool, smallMarks, reduced, urgent)),
  ]);
  return python.preview(pool, { photo: small, mask, marks }, settings, { ...options, ...urgent });
}

/**
 * What lies around and, by guess, behind the subject; made once a survey.
 * @param {Tools} tools
 * @param {Result} result
 * @returns {Promise<Plane>}
 */
export function surroundingsOf(tools, result) {
  return once(tools, result.survey, () => python.surroundings(tools.pool, result, { urgent: true }));
}

/** How much smaller the view is on which moving sliders of Enhance show what they do. */
const LOOK = 2;

/**
 * What the AI would look at, at half the side.
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {import('./types.js').Settings} settings
 * @returns {Promise<Plane>}
 */
export async function enhancedOf(tools, photo, settings) {
  const view = viewOf(tools, photo);
  const side = VIEW / LOOK;
  const small = await once(tools, view, async () => areaAverage(view, VIEW, VIEW, side, side));
  const data = await python.enhance(tools.pool, small, side, settings, { urgent: true }, LOOK);
  return { width: side, height: side, channels: 4, data };
}

/**
 * @template T
 * @param {Tools} tools
 * @param {object} of
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
function once({ made }, of, make) {
  let making = made.get(of);
  if (!making) {
    making = make();
    made.set(of, making);
    making.catch(() => made.delete(of));
  }
  return making;
}

/** @param {Tools} tools @param {Photo} photo */
function viewOf({ views }, photo) {
  let view = views.get(photo);
  if (!view) {
    view = areaAverage(photo.rgba, photo.width, photo.height, VIEW, VIEW);
    views.set(photo, view);
  }
  return view;
}

/**
 * What the AI looks at: the view, enhanced where a knob of it left its default.
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {import('./types.js').Settings} settings
 * @param {import('./stages.js').KnobInfo[]} knobs
 * @param {{signal?: AbortSignal}} options
 * @param {(name: string, done?: number) => void} stage
 */
async function enhanced(tools, photo, settings, knobs, options, stage) {
  const view = viewOf(tools, photo);
  if (!knobs.some((knob) => knob.stage === 'view' && settingOf(settings, knob) !== knob.default)) return view;
  stage('enhance', 0);
  const out = await python.enhance(tools.pool, view, VIEW, settings, options);
  stage('enhance', 1);
  return out;
}

/**
 * A part without hair zone: the photo's colours, alpha from the trimap.
 * @param {Photo} photo
 * @param {import('./types.js').Box} core
 * @param {Plane} trimap
 * @param {number} factor
 */
function untouched(photo, core, trimap, factor) {
  const out = cut(photo.rgba, photo.width, core);
  const [r0, c0, r1, c1] = core;
  for (let r = r0, at = 3; r < r1; r += 1) {
    const row = Math.floor(r / factor) * trimap.width;
    for (let c = c0; c < c1; c += 1, at += 4) out[at] = trimap.data[row + Math.floor(c / factor)] > 127 ? 255 : 0;
  }
  return out;
}

/** @param {Uint8Array | null} a @param {Uint8Array | null} b */
function same(a, b) {
  if (a === b) return true;
  if (!a || !b) return !(a ?? b)?.some((mark) => mark > 0);
  return a.length === b.length && a.every((mark, i) => mark === b[i]);
}

/**
 * How far the trimap follows a changed mark, in pixels: as far as a part looks past its core. What the mark's colours do to
 * places farther away waits for a full run.
 */
const REACH = 64;

/**
 * The box of all marks that changed, and their surroundings.
 * @param {Uint8Array | null} now
 * @param {Uint8Array | null} before
 * @param {{width: number, height: number}} photo
 * @returns {import('./types.js').Box | null}
 */
function around(now, before, { width, height }) {
  let [top, left, bottom, right] = [height, width, -1, -1];
  for (let r = 0, at = 0; r < height; r += 1) {
    for (let c = 0; c < width; c += 1, at += 1) {
      if ((now?.[at] ?? 0) === (before?.[at] ?? 0)) continue;
      if (r < top) top = r;
      bottom = r;
      if (c < left) left = c;
      if (c > right) right = c;
    }
  }
  return bottom < 0
    ? null
    : [Math.max(0, top - REACH), Math.max(0, left - REACH), Math.min(height, bottom + 1 + REACH), Math.min(width, right + 1 + REACH)];
}

/**
 * What two boxes have in common; nothing of it where they do not meet.
 * @param {import('./types.js').Box} a
 * @param {import('./types.js').Box} b
 * @returns {import('./types.js').Box}
 */
function common(a, b) {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/**
 * Whether new marks, or the trimap that they led to, differ from the earlier ones inside a box.
 * @param {import('./types.js').Box} box
 * @param {number} width
 * @param {Uint8Array | null} marks
 * @param {Result} old
 * @param {Plane | undefined} trimap
 * @param {number} factor
 */
function isTouched([r0, c0, r1, c1], width, marks, old, trimap, factor) {
  if (r0 >= r1 || c0 >= c1) return false;
  for (let r = r0; r < r1; r += 1) {
    for (let c = c0, at = r * width + c0; c < c1; c += 1, at += 1) if ((marks?.[at] ?? 0) !== (old.marks?.[at] ?? 0)) return true;
  }
  const before = old.planes.trimap;
  if (!trimap || !before) return true;
  for (let r = Math.floor(r0 / factor); r * factor < r1; r += 1) {
    for (let c = Math.floor(c0 / factor); c * factor < c1; c += 1) {
      if (trimap.data[r * trimap.width + c] !== before.data[r * trimap.width + c]) return true;
    }
  }
  return false;
}

/**
 * Wait for all; when one fails, the others have settled before the failure is told, so nothing reports afterwards.
 * @param {Promise<unknown>[]} promises
 */
async function all(promises) {
  const results = await Promise.allSettled(promises);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw /** @type {PromiseRejectedResult} */ (failed).reason;
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
function withAbort(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const aborted = () => reject(abortError());
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
