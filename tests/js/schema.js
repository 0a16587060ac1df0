/** A settings schema for tests: what a knob leaves out is filled in. */

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
