/**
 * What Python hands over about itself: the settings schema, read into a list of knobs, the table of stages, and the constants that both
 * sides need. The one place that knows their keywords.
 */

/** @typedef {import('./types.js').Settings} Settings */
/** @typedef {string | number | boolean} Value */

/**
 * @typedef {object} KnobSchema
 * @property {string} title
 * @property {string} description
 * @property {Value} default
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {string[]} [enum]
 * @property {Knob['kind']} x-kind
 * @property {string} x-group
 * @property {string} x-stage
 * @property {number | null} [x-step]
 * @property {string} [x-unit]
 */
/** @typedef {{properties: Record<string, {properties: Record<string, KnobSchema>}>}} SettingsSchema JSON Schema */

/**
 * @typedef {object} Knob
 * @property {string} name `section.key`
 * @property {string} section
 * @property {string} key
 * @property {'number' | 'integer' | 'choice' | 'flag' | 'colour'} kind
 * @property {string} group of the panel
 * @property {string} title
 * @property {string} help
 * @property {Value} default
 * @property {number} low
 * @property {number} high
 * @property {number | null} step
 * @property {string} unit
 * @property {string[]} choices
 * @property {string} stage the first stage to run again when the knob changes
 */

/** @typedef {{name: string, reruns: string[], weight: number}} Stage in order; `reruns`: itself and what follows from it; weights sum to 1 */

/**
 * @typedef {object} Constants
 * @property {number} ai_side side of the square that the AI gets, and of its mask
 * @property {number} tile_core side of the part of a tile that no other has, in pixels
 * @property {number} tile_gutter pixels that a tile reads beyond its core: also how far a changed mark reaches
 * @property {number} survey_pixels of the largest picture that a survey is made of
 * @property {number} subject_alpha the smallest alpha byte that counts as subject
 * @property {number} opaque_trimap the smallest trimap byte that is opaque in a tile without unknown pixels
 * @property {Record<'none' | 'keep' | 'remove' | 'unsure', number>} marks bytes of the marks plane
 */

/**
 * @param {SettingsSchema} schema
 * @returns {Knob[]}
 */
export function readKnobs({ properties }) {
  return Object.entries(properties).flatMap(([section, part]) =>
    Object.entries(part.properties).map(([key, knob]) => ({
      name: `${section}.${key}`,
      section,
      key,
      kind: knob['x-kind'],
      group: knob['x-group'],
      title: knob.title,
      help: knob.description,
      default: knob.default,
      low: knob.minimum ?? 0,
      high: knob.maximum ?? 0,
      step: knob['x-step'] ?? null,
      unit: knob['x-unit'] ?? '',
      choices: knob.enum ?? [],
      stage: knob['x-stage'],
    })),
  );
}

/**
 * The value of a knob, or its default.
 * @param {Settings} settings
 * @param {Pick<Knob, 'section' | 'key' | 'default'>} knob
 * @returns {Value}
 */
export function settingOf(settings, { section, key, default: fallback }) {
  return settings[section]?.[key] ?? fallback;
}

/**
 * A knob by its name. One that the schema does not have is a mistake in our code.
 * @param {Knob[]} knobs
 * @param {string} name `section.key`
 */
export function knobCalled(knobs, name) {
  const knob = knobs.find((each) => each.name === name);
  if (!knob) throw new Error(`the schema has no knob ${name}`);
  return knob;
}
