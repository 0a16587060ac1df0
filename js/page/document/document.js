/** What can be undone: settings, marks, output size. One history for all. */
import { computed, effect, signal } from '@preact/signals';
import { settingOf } from '../../engine/schema.js';
import { knobNamed, knobs } from '../platform/engine.js';
import { remember, remembered } from '../platform/prefs.js';
import { begin, record, redo as redone, undo as undone } from './history.js';
import { withoutPicture, withValue } from './knobs.js';
import { checkSettings } from './recipe.js';

/** @typedef {import('./knobs.js').Knob} Knob */
/** @typedef {import('./knobs.js').Settings} Settings */
/** @typedef {import('./strokes.js').Stroke} Stroke */
/**
 * @typedef {object} Doc
 * @property {Settings} settings sparse, see knobs.js
 * @property {readonly Stroke[]} marks
 * @property {{width: number, height: number} | null} size of the download; null: the photo's
 * @property {boolean} crop Download cutout delivers the subject only
 */

/** @type {import('@preact/signals').Signal<import('./history.js').History<Doc>>} */
const history = signal(begin({ settings: rememberedSettings(), marks: [], size: null, crop: false }));

export const doc = computed(() => history.value.present);
export const settings = computed(() => doc.value.settings);
export const canUndo = computed(() => history.value.past.length > 0);
export const canRedo = computed(() => history.value.future.length > 0);

/** What was remembered may be from another version: what does not fit is forgotten as a whole. */
function rememberedSettings() {
  return keepable(checkSettings(remembered('settings', {}), knobs).settings);
}

/** @param {Settings} settings */
function keepable(settings) {
  return withoutPicture(settings, knobNamed('cutout.background'));
}

effect(() => remember('settings', keepable(settings.value)));

/**
 * @param {Partial<Doc>} change
 * @param {string} [tag] quick changes with the same tag are one step
 */
export function change(change, tag) {
  history.value = record(history.value, { ...doc.value, ...change }, tag, performance.now());
}

/**
 * @param {Knob} knob
 * @param {import('./knobs.js').Value} value
 */
export function setKnob(knob, value) {
  const next = withValue(settings.value, knob, value);
  if (next !== settings.value) change({ settings: next }, `knob ${knob.name}`);
}

/** @param {Knob} knob */
export function knobValue(knob) {
  return settingOf(settings.value, knob);
}

/** The download is the matte as a grey picture. */
export const maskOnly = computed(() => Boolean(knobValue(knobNamed('cutout.mask_only'))));

/** @param {(knob: Knob) => boolean} [which] all, if not given */
export function resetKnobs(which = () => true) {
  const next = knobs.filter(which).reduce((all, knob) => withValue(all, knob, knob.default), settings.value);
  if (next !== settings.value) change({ settings: next });
}

/** Everything to its default, the download's size too; marks stay. */
export function reset() {
  const { size, crop } = doc.value;
  if (Object.keys(settings.value).length || size || crop) change({ settings: {}, size: null, crop: false });
}

/**
 * A new photo or list: the settings of now, no marks, the photo's own size, and nothing to undo.
 * @param {Partial<Doc>} [given] what is otherwise
 */
export function beginPhoto(given) {
  history.value = begin({ settings: settings.value, marks: [], size: null, crop: false, ...given });
}

/** The document with its whole history, to come back to. */
export function documentNow() {
  return history.value;
}

/** @param {import('./history.js').History<Doc>} kept from {@link documentNow} */
export function backToDocument(kept) {
  history.value = kept;
}

export function undo() {
  history.value = undone(history.value);
}

export function redo() {
  history.value = redone(history.value);
}
