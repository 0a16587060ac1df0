/** What Python hands over, for tests: a settings schema (what a knob leaves out is filled in), stages and constants. */
import { readKnobs } from '../../js/engine/schema.js';

/** @typedef {import('../../js/engine/schema.js').KnobSchema} KnobSchema */

/**
 * @param {Record<string, Record<string, Partial<KnobSchema> & Pick<KnobSchema, 'default'>>>} sections
 * @returns {import('../../js/engine/schema.js').SettingsSchema}
 */
export function schemaOf(sections) {
  const whole = (/** @type {Partial<KnobSchema> & Pick<KnobSchema, 'default'>} */ knob) =>
    /** @type {KnobSchema} */ ({ title: '', description: '', 'x-kind': 'number', 'x-group': 'edge', 'x-stage': 'survey', ...knob });
  const mapped = (/** @type {Record<string, any>} */ all, /** @type {(each: any) => any} */ change) =>
    Object.fromEntries(Object.entries(all).map(([key, each]) => [key, change(each)]));
  return { properties: mapped(sections, (knobs) => ({ properties: mapped(knobs, whole) })) };
}

/** @type {import('../../js/engine/schema.js').Stage[]} */
export const stages = [
  { name: 'view', reruns: ['view', 'mask', 'survey', 'refine', 'cutout'], weight: 0.1 },
  { name: 'mask', reruns: ['mask', 'survey', 'refine', 'cutout'], weight: 0.2 },
  { name: 'survey', reruns: ['survey', 'refine', 'cutout'], weight: 0.4 },
  { name: 'refine', reruns: ['refine', 'cutout'], weight: 0.2 },
  { name: 'cutout', reruns: ['cutout'], weight: 0.1 },
];

/** @type {import('../../js/engine/schema.js').Constants} */
export const constants = {
  ai_side: 1024,
  tile_core: 512,
  tile_gutter: 64,
  survey_pixels: 1e6,
  subject_alpha: 8,
  opaque_trimap: 128,
  marks: { none: 0, keep: 1, remove: 2, unsure: 3 },
};

/** A knob of every kind. */
export const knobs = readKnobs(
  schemaOf({
    trimap: {
      erode: { default: 5, minimum: 0, maximum: 40, 'x-step': 0.5, 'x-unit': 'px' },
      foreground: { default: 240, minimum: 128, maximum: 255, 'x-kind': 'integer', 'x-step': 1 },
    },
    cutout: {
      background: { default: 'transparent', enum: ['transparent', 'white'], 'x-kind': 'choice' },
      colour: { default: '#80a090', 'x-kind': 'colour' },
      mask_only: { default: false, 'x-kind': 'flag' },
    },
    guided_filter: { epsilon: { default: 1e-4, minimum: 1e-6, maximum: 0.1 } },
  }),
);
