/**
 * Which stages a change of settings asks for: each knob names its first stage in the schema (`x-stage`). A stage that is not
 * one of a cutout's (`command`) asks for nothing.
 */

import { settingOf } from '../schema.js';

export const STAGES = /** @type {const} */ (['view', 'mask', 'survey', 'refine', 'cutout']);
/** @typedef {(typeof STAGES)[number]} StageName */

/** @typedef {import('../schema.js').Knob} Knob */

/**
 * The first stage that differs between two settings; null when none does.
 * @param {Knob[]} knobs
 * @param {import('../types.js').Settings} before
 * @param {import('../types.js').Settings} after
 * @returns {StageName | null}
 */
export function firstChanged(knobs, before, after) {
  const changed = new Set(knobs.filter((knob) => settingOf(before, knob) !== settingOf(after, knob)).map(({ stage }) => stage));
  return STAGES.find((stage) => changed.has(stage)) ?? null;
}

/**
 * Whether `stage` must run when everything from `first` on is to be done again.
 * @param {StageName} stage
 * @param {StageName | null} first
 */
export function mustRun(stage, first) {
  return first !== null && STAGES.indexOf(stage) >= STAGES.indexOf(first);
}
