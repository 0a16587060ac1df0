/**
 * The run of one photo: AI input → mask → preview → survey → tiles → cutout. Stages whose knobs did not change are taken from an
 * earlier result; with new marks only the dirty tiles are refined.
 */

import { allOrAbort, withAbort } from '../abortable.js';
import { fitMask } from '../ai/mask.js';
import { abortError } from '../errors.js';
import { cut, paste } from '../pixels.js';
import * as python from '../python/calls.js';
import { knobCalled, settingOf } from '../schema.js';
import { dirtyTiles, sameMarks } from './dirty-tiles.js';
import { aiInputOf, aiInputOfBox, previewOf, reducedOf } from './preview.js';
import { rerunsOf, staleStages } from './stages.js';

/** @typedef {import('../types.js').Result} Result */
/** @typedef {import('../types.js').Photo} Photo */
/** @typedef {import('../types.js').Plane} Plane */
/** @typedef {import('../types.js').Settings} Settings */

/**
 * @typedef {object} Tools what a run needs from the engine
 * @property {import('../python/pool.js').Pool} pool
 * @property {import('../schema.js').Knob[]} knobs
 * @property {import('../schema.js').Stage[]} stages
 * @property {import('../schema.js').Constants} constants
 * @property {Pick<import('../ai/mask.js').MaskMaker, 'make' | 'sketch' | 'rest'>} maskMaker
 * @property {(file: Blob, options: {signal?: AbortSignal}) => Promise<import('../worker-types.js').DecodedMask>} readMask
 * @property {(file: Blob, signal?: AbortSignal) => Promise<import('../worker-types.js').Decoded>} decode
 * @property {import('../codecs/pictures.js').Pictures['encode']} encode
 * @property {WeakMap<Photo, Uint8ClampedArray>} aiInputs
 * @property {WeakMap<object, Promise<unknown>>} made what is made once of a photo, a mask or marks
 */

/**
 * @typedef {object} Job one run: what is asked for, what may be kept of an earlier result, what it has made so far
 * @property {Tools} tools
 * @property {Photo} photo
 * @property {Settings} settings
 * @property {Uint8Array | null} marks
 * @property {Blob | null} maskFile
 * @property {boolean} glances whether a first look is wanted
 * @property {AbortSignal} [signal]
 * @property {Result} [old]
 * @property {(stage: string) => boolean} reruns whether a stage runs: what it made before is not there, or does not hold
 * @property {Result['planes']} planes
 * @property {Record<string, number>} timings
 * @property {(event: import('../types.js').EngineEvent) => void} emit does nothing after a cancel
 */

/**
 * @typedef {object} Survey
 * @property {string} key its name
 * @property {Uint8Array} bytes
 * @property {import('../types.js').Summary} summary
 * @property {Uint8Array | null} smallMarks the marks as it saw them
 */

let surveys = 0;

/**
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {Settings} settings
 * @param {import('../types.js').RunOptions} options
 * @returns {Promise<Result>}
 */
export async function run(tools, photo, settings, options = {}) {
  if (options.signal?.aborted) throw abortError();
  const job = jobOf(tools, photo, settings, options);
  const { old, marks, maskFile, planes, timings, reruns } = job;
  if (old && !reruns('refine') && sameMarks(marks, old.marks)) return { ...old, settings, timings };
  reducedOf(tools, photo).catch(() => {}); // runs concurrently with the AI; the survey awaits it again, and gets its failure
  const { rawMask, mask } = await maskOf(job);
  tools.pool.want(tileCount(photo, tools.constants.tile_core)); // they boot beside the survey
  const { key, bytes, summary, smallMarks } = await surveyOf(job, rawMask, mask);
  const rgba = await refineTiles(job, { key, bytes, summary });
  return { photo, rgba, summary, planes, settings, marks, smallMarks, timings, survey: bytes, key, rawMask, maskFile };
}

/**
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {Settings} settings
 * @param {import('../types.js').RunOptions} options
 * @returns {Job}
 */
function jobOf(tools, photo, settings, { signal, mask, marks = null, reuse, firstLook = false, onEvent = () => {} }) {
  const maskFile = mask ?? null;
  const old = reuse?.photo === photo ? reuse : undefined;
  const stale = staleStages(tools.stages, tools.knobs, old?.settings ?? {}, settings);
  if (old && old.maskFile !== maskFile) for (const stage of rerunsOf(tools.stages, 'mask')) stale.add(stage);
  const reruns = (/** @type {string} */ stage) => !old || stale.has(stage);
  const emit = (/** @type {import('../types.js').EngineEvent} */ event) => {
    if (!signal?.aborted) onEvent(event);
  };
  const glances = firstLook && !old;
  return { tools, photo, settings, marks, maskFile, glances, signal, old, reruns, planes: { ...old?.planes }, timings: {}, emit };
}

/** The most tiles that a photo can have. @param {Photo} photo @param {number} core side of a tile */
function tileCount({ width, height }, core) {
  return Math.ceil(width / core) * Math.ceil(height / core);
}

/**
 * @param {Job} job
 * @param {import('../types.js').Stage} stage
 * @param {number} [done]
 * @param {number} [total]
 * @param {'bytes' | 'tiles'} [unit]
 */
function emitStage({ emit }, stage, done = 0, total = 1, unit) {
  emit({ type: 'stage', stage, done, total, ...(unit ? { unit } : {}) });
}

/** Keep a plane and show it. @param {Job} job @param {import('../types.js').PlaneName} name @param {Plane} plane */
function show({ planes, emit }, name, plane) {
  planes[name] = plane;
  emit({ type: 'plane', name, ...plane });
}

/** @template T @param {Job} job @param {string} name @param {() => Promise<T>} work @returns {Promise<T>} */
async function timed({ timings }, name, work) {
  const start = performance.now();
  try {
    return await work();
  } finally {
    timings[name] = (timings[name] ?? 0) + performance.now() - start;
  }
}

/**
 * What the subject is: before and after correction.
 * @param {Job} job
 * @returns {Promise<{rawMask: Plane, mask: Plane}>}
 */
async function maskOf(job) {
  const { tools, settings, reruns, signal, planes } = job;
  const rawMask = keptMask(job) ?? (await freshMask(job));
  if (planes.mask && !reruns('mask')) return { rawMask, mask: planes.mask };
  const mask = await timed(job, 'mask', () => python.postProcess(tools.pool, rawMask, settings, { signal }));
  show(job, 'mask', mask);
  emitStage(job, 'mask', 1);
  return { rawMask, mask };
}

/** The name of the AI's precision. @param {Job} job @param {Settings} settings */
function precisionIn({ tools: { knobs } }, settings) {
  return String(settingOf(settings, knobCalled(knobs, 'mask.precision')));
}

/** The earlier result's mask, where nothing that it came from has changed. @param {Job} job */
function keptMask(job) {
  const { old, reruns, maskFile, settings } = job;
  if (!old || reruns('view') || maskFile !== old.maskFile) return null;
  return precisionIn(job, settings) === precisionIn(job, old.settings) ? old.rawMask : null;
}

/** The mask from the file that was given, else from the AI. @param {Job} job @returns {Promise<Plane>} */
async function freshMask(job) {
  const { tools, photo, maskFile, signal } = job;
  if (maskFile) {
    const given = await timed(job, 'mask', () => tools.readMask(maskFile, { signal }));
    const { told, ...mask } = given;
    const fitted = fitMask(mask, photo, tools.constants.ai_side, told);
    if (told.length) job.emit({ type: 'told', told });
    return fitted;
  }
  const release = tools.pool.hold(); // the AI takes every core; the survey needs one worker
  try {
    return await maskOfAi(job);
  } finally {
    release();
    tools.maskMaker.rest();
  }
}

/** The AI's mask; where it is unsure, with a second look at the subject, larger. @param {Job} job @returns {Promise<Plane>} */
async function maskOfAi(job) {
  const { tools, photo, settings, signal, emit } = job;
  const { ai_side: side } = tools.constants;
  const look = (/** @type {Uint8ClampedArray} */ input, onEvent = emit) =>
    timed(job, 'mask', () => tools.maskMaker.make(input, precisionIn(job, settings), { signal, onEvent }));
  if (job.glances) glance(job);
  const input = await timed(job, 'enhance', () => enhanced(job, aiInputOf(tools, photo)));
  show(job, 'enhanced', { width: side, height: side, channels: 4, data: input });
  const first = await look(input);
  const box = await timed(job, 'mask', () => python.closerBox(tools.pool, first, photo, { signal }));
  if (!box) return first;
  const sketch = previewOf(tools, { photo, rawMask: first, smallMarks: null }, settings, { signal });
  sketch.then(({ alpha }) => show(job, 'preview', alpha)).catch(() => {}); // the survey makes it again, and tells a failure
  const closer = await timed(job, 'enhance', () => enhanced(job, aiInputOfBox(photo, box, side)));
  const second = await look(closer, (event) =>
    emit(event.type === 'stage' && event.stage === 'mask' ? { ...event, stage: 'closer' } : event),
  );
  return timed(job, 'mask', () => python.mergeLooks(tools.pool, { first, second, box }, photo, { signal }));
}

/**
 * A sketch by the small model, for the stage alone. That it fails costs nothing.
 * @param {Job} job
 */
function glance(job) {
  const { tools, photo, settings, signal, emit } = job;
  tools.maskMaker.sketch(aiInputOf(tools, photo), precisionIn(job, settings), { signal }).then(
    (plane) => emit({ type: 'plane', name: 'sketch', ...plane }),
    () => {},
  );
}

/**
 * The AI's input, enhanced where a knob of Enhance left its default.
 * @param {Job} job
 * @param {Uint8ClampedArray} input
 */
async function enhanced(job, input) {
  const { tools, settings, signal } = job;
  if (!tools.knobs.some((knob) => knob.stage === 'view' && settingOf(settings, knob) !== knob.default)) return input;
  emitStage(job, 'enhance');
  const out = await python.enhance(tools.pool, input, tools.constants.ai_side, settings, { signal });
  emitStage(job, 'enhance', 1);
  return out;
}

/**
 * Whatever must be global; its quick preview first.
 * @param {Job} job
 * @param {Plane} rawMask
 * @param {Plane} mask
 * @returns {Promise<Survey>}
 */
async function surveyOf(job, rawMask, mask) {
  const { tools, photo, settings, marks, signal } = job;
  const { pool } = tools;
  emitStage(job, 'survey', 0, 100);
  const reduced = await timed(job, 'survey', () => withAbort(reducedOf(tools, photo), signal));
  const smallMarks = marks ? await python.reduceMarks(pool, marks, photo, reduced.factor, { signal }) : null;
  const { alpha } = await timed(job, 'preview', () => previewOf(tools, { photo, rawMask, smallMarks }, settings, { signal }));
  show(job, 'preview', alpha);
  surveys += 1;
  const key = `survey-${surveys}`;
  const onEvent = (/** @type {number} */ share) => emitStage(job, 'survey', Math.round(100 * share), 100);
  const found = await timed(job, 'survey', () => python.survey(pool, key, reduced, photo, mask, smallMarks, settings, { signal, onEvent }));
  for (const [name, { data, shape }] of Object.entries(found.planes)) {
    const [height, width, channels = 1] = shape;
    show(job, /** @type {'trimap'} */ (name), { height, width, channels: /** @type {1 | 3} */ (channels), data });
  }
  emitStage(job, 'survey', 100, 100);
  return { key, bytes: found.bytes, summary: found.summary, smallMarks };
}

/**
 * The cutout, tile by tile; with new marks alone, only the dirty tiles.
 * @param {Job} job
 * @param {Pick<Survey, 'key' | 'bytes' | 'summary'>} survey
 */
async function refineTiles(job, { key, bytes, summary }) {
  const { tools, photo, marks, old, reruns, planes, signal, emit } = job;
  const { factor } = summary;
  const trimap = /** @type {Plane} */ (planes.trimap);
  const keep = old && !reruns('refine') ? old : null;
  const rgba = keep ? keep.rgba.slice() : new Uint8ClampedArray(photo.width * photo.height * 4);
  const tiles = summary.tiles.map((tile, index) => ({ ...tile, index }));
  const { width, height } = photo;
  const geometry = { width, height, factor, reach: tools.constants.tile_gutter };
  const dirty = keep ? dirtyTiles(tiles, geometry, { marks, trimap }, { marks: keep.marks, trimap: keep.planes.trimap }) : tiles;
  const solved = dirty.filter((tile) => !tile.untouched);
  emit({ type: 'plan', tiles: summary.tiles });
  emitStage(job, 'refine', 0, solved.length, 'tiles');
  const finished = (/** @type {(typeof tiles)[number]} */ { index, core }, /** @type {Uint8ClampedArray} */ pixels) => {
    paste(rgba, width, core, pixels);
    emit({ type: 'tile', index, state: 'done', core, rgba: pixels });
  };
  for (const tile of dirty) if (tile.untouched) finished(tile, knownTile(photo, tile.core, trimap, factor, tools.constants.opaque_trimap));
  let done = 0;
  const refining = solved.map((tile) => async (/** @type {AbortSignal} */ stop) => {
    const onStart = () => emit({ type: 'tile', index: tile.index, state: 'running', core: tile.core });
    finished(tile, await python.refine(tools.pool, { key, bytes }, photo, tile, marks, { signal: stop, onStart }));
    done += 1;
    emitStage(job, 'refine', done, solved.length, 'tiles');
  });
  await timed(job, 'refine', () => allOrAbort(refining, signal));
  return rgba;
}

/**
 * A tile without unknown pixels: the photo's colours, alpha from the trimap; what is transparent in the photo stays so.
 * @param {Photo} photo
 * @param {import('../types.js').Box} core
 * @param {Plane} trimap
 * @param {number} factor the trimap is smaller by it
 * @param {number} opaque from this trimap byte on
 */
function knownTile(photo, core, trimap, factor, opaque) {
  const out = cut(photo.rgba, photo.width, core);
  const [r0, c0, r1, c1] = core;
  for (let r = r0, at = 3; r < r1; r += 1) {
    const row = Math.floor(r / factor) * trimap.width;
    for (let c = c0; c < c1; c += 1, at += 4) if (trimap.data[row + Math.floor(c / factor)] < opaque) out[at] = 0;
  }
  return out;
}
