/**
 * Reading and changing the values of knobs. Pure.
 * Settings are kept sparse: only what differs from the default is stored, so that a default that improves is used.
 */

import { settingOf } from '../../engine/schema.js';

/** @typedef {import('../../engine/types.js').Settings} Settings */
/** @typedef {import('../../engine/schema.js').Knob} Knob */
/** @typedef {import('../../engine/schema.js').Value} Value */

/**
 * Settings with one knob changed; a value at its default is left out.
 * @param {Settings} settings
 * @param {Knob} knob
 * @param {Value} value
 * @returns {Settings}
 */
export function withValue(settings, knob, value) {
  if (settingOf(settings, knob) === value) return settings;
  const { [knob.key]: _old, ...section } = settings[knob.section] ?? {};
  if (value !== knob.default) section[knob.key] = value;
  const { [knob.section]: _gone, ...rest } = settings;
  return Object.keys(section).length ? { ...rest, [knob.section]: section } : rest;
}

/**
 * Settings without a background picture: no file and no memory of the page keeps one, so transparent takes its place.
 * @param {Settings} settings
 * @param {Knob} background
 * @returns {Settings}
 */
export function withoutPicture(settings, background) {
  return settingOf(settings, background) === 'image' ? withValue(settings, background, background.default) : settings;
}

/**
 * Every knob with its value: what a recipe holds.
 * @param {Settings} settings
 * @param {Knob[]} knobs
 * @returns {Settings}
 */
export function complete(settings, knobs) {
  /** @type {Settings} */
  const out = {};
  for (const knob of knobs) {
    out[knob.section] ??= {};
    out[knob.section][knob.key] = settingOf(settings, knob);
  }
  return out;
}

/**
 * The knobs whose value differs between two settings.
 * @param {Settings} a
 * @param {Settings} b
 * @param {Knob[]} knobs
 */
export function differing(a, b, knobs) {
  return knobs.filter((knob) => settingOf(a, knob) !== settingOf(b, knob));
}

/** Steps of a slider that runs over powers of ten. */
export const LOG_STEPS = 400;

/**
 * Ranges over three and more powers of ten are easier to set on a logarithmic slider.
 * @param {Knob} knob
 */
export function isLogarithmic(knob) {
  return knob.kind === 'number' && knob.low > 0 && knob.high / knob.low >= 1000;
}

/**
 * @param {Knob} knob
 * @param {number} value
 */
export function toSlider(knob, value) {
  if (!isLogarithmic(knob)) return value;
  return Math.round((LOG_STEPS * Math.log(value / knob.low)) / Math.log(knob.high / knob.low));
}

/**
 * @param {Knob} knob
 * @param {number} position
 */
export function fromSlider(knob, position) {
  if (!isLogarithmic(knob)) return position;
  const value = knob.low * (knob.high / knob.low) ** (position / LOG_STEPS);
  return Math.min(knob.high, Math.max(knob.low, Number(value.toPrecision(2))));
}

/**
 * A typed number made fit for the knob: within the range, whole where it must be.
 * @param {Knob} knob
 * @param {number} value
 */
export function fitted(knob, value) {
  const inside = Math.min(knob.high, Math.max(knob.low, value));
  return knob.kind === 'integer' ? Math.round(inside) : inside;
}
