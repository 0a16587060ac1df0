/**
 * The way of one photo: view → mask → preview → survey → parts → cutout. Stages whose knobs did not change are taken from an
 * earlier result; with new marks only the parts that they touch are refined.
 */

import { together, withAbort } from '../abortable.js';
import { VIEW } from '../codecs/decode.js';
import { abortError } from '../errors.js';
import { cut, paste } from '../pixels.js';
import * as python from '../python/calls.js';
import { knobCalled, readKnobs, settingOf } from '../schema.js';
import { sameMarks, touchedOf } from './dirty-tiles.js';
import { previewOf, reducedOf, viewOf } from './preview.js';
import { firstChanged, mustRun } from './stages.js';

/** @typedef {import('../types.js').Result} Result */
/** @typedef {import('../types.js').Photo} Photo */
/** @typedef {import('../types.js').Plane} Plane */
/** @typedef {import('../types.js').Settings} Settings */

/**
 * @typedef {object} Tools what a run needs from the engine
 * @property {import('../python/pool.js').Pool} pool
 * @property {import('../schema.js').SettingsSchema} schema JSON Schema of the settings
 * @property {Pick<import('../ai/mask.js').MaskMaker, 'make'>} maskMaker
 * @property {(file: Blob, options: {signal?: AbortSignal}) => Promise<Plane>} readMask
 * @property {(file: Blob, signal?: AbortSignal) => Promise<import('../worker-types.js').Decoded>} decode
 * @property {import('../codecs/pictures.js').Pictures['encode']} encode
 * @property {WeakMap<Photo, Uint8ClampedArray>} views what the AI looks at
 * @property {WeakMap<object, Promise<unknown>>} made what is made once of a photo, a mask or marks
 */

/**
 * @typedef {object} Job one run: what is asked for, what may be kept of an earlier result, what it has made so far
 * @property {Tools} tools
 * @property {Photo} photo
 * @property {Settings} settings
 * @property {import('../schema.js').Knob[]} knobs
 * @property {Uint8Array | null} marks
 * @property {Blob | null} maskFile
 * @property {AbortSignal} [signal]
 * @property {Result} [old]
 * @property {import('./stages.js').StageName | null} first the first stage that is not kept
 * @property {Result['planes']} planes
 * @property {Record<string, number>} timings
 * @property {(event: import('../types.js').EngineEvent) => void} tell nothing is told after a cancel
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
  const { old, marks, maskFile, planes, timings, first } = job;
  if (old && !mustRun('refine', first) && sameMarks(marks, old.marks)) return { ...old, settings, timings };
  reducedOf(tools, photo).catch(() => {}); // begins beside the AI; the survey asks for it again, and hears a failure
  const { rawMask, mask } = await maskOf(job);
  const { key, bytes, summary, smallMarks } = await surveyOf(job, rawMask, mask);
  const rgba = await partsOf(job, { key, bytes, summary });
  return { photo, rgba, summary, planes, settings, marks, smallMarks, timings, survey: bytes, key, rawMask, maskFile };
}

/**
 * @param {Tools} tools
 * @param {Photo} photo
 * @param {Settings} settings
 * @param {import('../types.js').RunOptions} options
 * @returns {Job}
 */
function jobOf(tools, photo, settings, { signal, mask, marks = null, reuse, onEvent = () => {} }) {
  const maskFile = mask ?? null;
  const old = reuse?.photo === photo ? reuse : undefined;
  const knobs = readKnobs(tools.schema);
  const changed = old ? firstChanged(knobs, old.settings, settings) : 'view';
  const first = old?.maskFile !== maskFile && !mustRun('mask', changed) ? 'mask' : changed;
  const tell = (/** @type {import('../types.js').EngineEvent} */ event) => {
    if (!signal?.aborted) onEvent(event);
  };
  return { tools, photo, settings, knobs, marks, maskFile, signal, old, first, planes: { ...old?.planes }, timings: {}, tell };
}

/**
 * @param {Job} job
 * @param {import('../types.js').Stage} stage
 * @param {number} [done]
 * @param {number} [total]
 * @param {'bytes' | 'parts'} [unit]
 */
function tellStage({ tell }, stage, done = 0, total = 1, unit) {
  tell({ type: 'stage', stage, done, total, ...(unit ? { unit } : {}) });
}

/** Keep a plane and show it. @param {Job} job @param {import('../types.js').PlaneName} name @param {Plane} plane */
function show({ planes, tell }, name, plane) {
  planes[name] = plane;
  tell({ type: 'plane', name, ...plane });
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
  const { tools, settings, first, old, signal, planes } = job;
  const rawMask = keptMask(job) ?? (await freshMask(job));
  if (old && planes.mask && !mustRun('mask', first)) return { rawMask, mask: planes.mask };
  const mask = await timed(job, 'mask', () => python.postProcess(tools.pool, rawMask, settings, { signal }));
  show(job, 'mask', mask);
  tellStage(job, 'mask', 1);
  return { rawMask, mask };
}

/** The name of the AI's precision. @param {Job} job @param {Settings} settings */
function precisionIn({ knobs }, settings) {
  return String(settingOf(settings, knobCalled(knobs, 'mask.precision')));
}

/** The earlier result's mask, where nothing that it came from has changed. @param {Job} job */
function keptMask(job) {
  const { old, first, maskFile, settings } = job;
  if (!old || mustRun('view', first) || maskFile !== old.maskFile) return null;
  return precisionIn(job, settings) === precisionIn(job, old.settings) ? old.rawMask : null;
}

/** The mask from the file that was given, else from the AI. @param {Job} job @returns {Promise<Plane>} */
async function freshMask(job) {
  const { tools, maskFile, settings, signal, tell } = job;
  if (maskFile) return timed(job, 'mask', () => tools.readMask(maskFile, { signal }));
  const view = await timed(job, 'enhance', () => enhanced(job));
  show(job, 'enhanced', { width: VIEW, height: VIEW, channels: 4, data: view });
  return timed(job, 'mask', () => tools.maskMaker.make(view, precisionIn(job, settings), { signal, onEvent: tell }));
}

/** What the AI looks at: the view, enhanced where a knob of it left its default. @param {Job} job */
async function enhanced(job) {
  const { tools, photo, settings, knobs, signal } = job;
  const view = viewOf(tools, photo);
  if (!knobs.some((knob) => knob.stage === 'view' && settingOf(settings, knob) !== knob.default)) return view;
  tellStage(job, 'enhance');
  const out = await python.enhance(tools.pool, view, VIEW, settings, { signal });
  tellStage(job, 'enhance', 1);
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
  tellStage(job, 'survey', 0, 100);
  const reduced = await timed(job, 'survey', () => withAbort(reducedOf(tools, photo), signal));
  const smallMarks = marks ? await python.reduceMarks(pool, marks, photo, reduced.factor, { signal }) : null;
  const { alpha } = await timed(job, 'preview', () => previewOf(tools, { photo, rawMask, smallMarks }, settings, { signal }));
  show(job, 'preview', alpha);
  surveys += 1;
  const key = `survey-${surveys}`;
  const onEvent = (/** @type {number} */ share) => tellStage(job, 'survey', Math.round(100 * share), 100);
  const found = await timed(job, 'survey', () => python.survey(pool, key, reduced, photo, mask, smallMarks, settings, { signal, onEvent }));
  for (const [name, { data, shape }] of Object.entries(found.planes)) {
    const [height, width, channels = 1] = shape;
    show(job, /** @type {'trimap'} */ (name), { height, width, channels: /** @type {1 | 3} */ (channels), data });
  }
  tellStage(job, 'survey', 100, 100);
  return { key, bytes: found.bytes, summary: found.summary, smallMarks };
}

/**
 * The cutout, part by part; with new marks alone, only the parts that they touch.
 * @param {Job} job
 * @param {Pick<Survey, 'key' | 'bytes' | 'summary'>} survey
 */
async function partsOf(job, { key, bytes, summary }) {
  const { tools, photo, marks, old, first, planes, signal, tell } = job;
  const { factor } = summary;
  const trimap = /** @type {Plane} */ (planes.trimap);
  const keep = old && !mustRun('refine', first) ? old : null;
  const rgba = keep ? keep.rgba.slice() : new Uint8ClampedArray(photo.width * photo.height * 4);
  const tiles = summary.tiles.map((tile, index) => ({ ...tile, index }));
  const touched = keep ? touchedOf(tiles, photo, factor, { marks, trimap }, { marks: keep.marks, trimap: keep.planes.trimap }) : tiles;
  const solved = touched.filter((tile) => !tile.untouched);
  tell({ type: 'plan', tiles: summary.tiles });
  tellStage(job, 'refine', 0, solved.length, 'parts');
  const finished = (/** @type {(typeof tiles)[number]} */ { index, core }, /** @type {Uint8ClampedArray} */ part) => {
    paste(rgba, photo.width, core, part);
    tell({ type: 'part', index, state: 'done', core, rgba: part });
  };
  for (const tile of touched) if (tile.untouched) finished(tile, untouched(photo, tile.core, trimap, factor));
  let done = 0;
  const refining = solved.map((tile) => async (/** @type {AbortSignal} */ stop) => {
    const onStart = () => tell({ type: 'part', index: tile.index, state: 'running', core: tile.core });
    finished(tile, await python.refine(tools.pool, { key, bytes }, photo, tile, marks, { signal: stop, onStart }));
    done += 1;
    tellStage(job, 'refine', done, solved.length, 'parts');
  });
  await timed(job, 'refine', () => together(refining, signal));
  return rgba;
}

/**
 * A part without hair zone: the photo's colours, alpha from the trimap; what is transparent in the photo stays so.
 * @param {Photo} photo
 * @param {import('../types.js').Box} core
 * @param {Plane} trimap
 * @param {number} factor
 */
function untouched(photo, core, trimap, factor) {
  const out = cut(photo.rgba, photo.width, core);
  const [r0, c0, r1, c1] = core;
  for (let r = r0, at = 3; r < r1; r += 1) {
    const row = Math.floor(r / factor) * trimap.width;
    for (let c = c0; c < c1; c += 1, at += 4) if (trimap.data[row + Math.floor(c / factor)] <= 127) out[at] = 0;
  }
  return out;
}
