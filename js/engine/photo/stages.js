/** Which stages a change of settings runs again, by the table of stages that Python hands over. */
import { settingOf } from '../schema.js';

/** @typedef {import('../schema.js').Stage} Stage */
/** @typedef {import('../schema.js').Knob} Knob */

/**
 * The stages to run again when a knob of one stage has changed; none for what only the command line reads.
 * @param {Stage[]} stages
 * @param {string} name
 * @returns {string[]}
 */
export function rerunsOf(stages, name) {
  return stages.find((stage) => stage.name === name)?.reruns ?? [];
}

/**
 * The stages whose results do not hold under other settings.
 * @param {Stage[]} stages
 * @param {Knob[]} knobs
 * @param {import('../types.js').Settings} before
 * @param {import('../types.js').Settings} after
 * @returns {Set<string>}
 */
export function staleStages(stages, knobs, before, after) {
  const changed = knobs.filter((knob) => settingOf(before, knob) !== settingOf(after, knob));
  return new Set(changed.flatMap(({ stage }) => rerunsOf(stages, stage)));
}
