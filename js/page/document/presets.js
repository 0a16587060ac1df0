/**
 * Presets: background, shadow, frame, size and format by one name. Those that come with Wispcut are Python's; a person's own are kept on
 * the device. Pure.
 */
import { settingOf } from '../../engine/schema.js';
import { withValue } from './knobs.js';
import { checkSettings } from './recipe.js';

/** @typedef {import('./knobs.js').Knob} Knob */
/** @typedef {import('./knobs.js').Settings} Settings */
/** @typedef {Record<string, import('./knobs.js').Value>} Preset values by the knobs' names; what it leaves out is at its default */
/** @typedef {Record<string, Preset>} Presets by name */

/** In characters. */
export const LONGEST_NAME = 40;
/** So many of a person's own are kept. */
export const MOST = 50;

/**
 * Settings with every knob of presets as this one has it, the others as they are.
 * @param {Settings} settings
 * @param {Preset} preset
 * @param {Knob[]} knobs those that a preset decides
 */
export function withPreset(settings, preset, knobs) {
  return knobs.reduce((all, knob) => withValue(all, knob, preset[knob.name] ?? knob.default), settings);
}

/** What of the settings a preset keeps. @param {Settings} settings @param {Knob[]} knobs @returns {Preset} */
export function presetOf(settings, knobs) {
  const differs = knobs.filter((knob) => settingOf(settings, knob) !== knob.default);
  return Object.fromEntries(differs.map((knob) => [knob.name, settingOf(settings, knob)]));
}

/**
 * The name of the first preset that the settings are; null where they are none.
 * @param {Settings} settings
 * @param {Presets} presets
 * @param {Knob[]} knobs
 */
export function nameOf(settings, presets, knobs) {
  const fits = (/** @type {Preset} */ preset) => knobs.every((knob) => settingOf(settings, knob) === (preset[knob.name] ?? knob.default));
  return Object.keys(presets).find((name) => fits(presets[name])) ?? null;
}

/**
 * What was remembered, maybe by another version: a preset that does not fit is left out.
 * @param {unknown} kept
 * @param {Knob[]} knobs
 * @returns {Presets}
 */
export function readPresets(kept, knobs) {
  if (!kept || typeof kept !== 'object' || Array.isArray(kept)) return {};
  const fits = (/** @type {unknown} */ preset) => {
    if (!preset || typeof preset !== 'object' || Array.isArray(preset)) return false;
    return Object.entries(preset).every(([name, value]) => {
      const [section, key] = name.split('.');
      return !checkSettings({ [section]: { [key]: value } }, knobs).complaints.length;
    });
  };
  const good = Object.entries(kept).filter(([name, preset]) => namedWell(name) && fits(preset));
  return Object.fromEntries(good.slice(0, MOST));
}

/** @param {string} name */
export function namedWell(name) {
  return name.trim() === name && name.length > 0 && name.length <= LONGEST_NAME;
}
