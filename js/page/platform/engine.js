/** The one engine of the page, its state, and what Python hands over: knobs, stages, constants. */
import { signal } from '@preact/signals';
import { suitsFirstLook } from '../../engine/device.js';
import { createEngine } from '../../engine/engine.js';
import { knobCalled, readKnobs } from '../../engine/schema.js';

/** @type {import('@preact/signals').Signal<import('../../engine/types.js').WorkersState | null>} */
export const workers = signal(null);

export const engine = createEngine({ onState: (state) => (workers.value = { ...state }) });

/** Whether this device shows a first look if nobody has said otherwise. */
export const firstLookSuits = suitsFirstLook();

export const about = engine.about();

/** Every setting, as the settings schema describes it. */
export const knobs = readKnobs(about.schema);

/** The table of stages and the constants that Python and the page share. */
export const { stages, constants } = about;

/**
 * A knob that the page knows by its name.
 * @param {string} name `section.key`
 */
export function knobNamed(name) {
  return knobCalled(knobs, name);
}
