/**
 * Recipes: all settings and versions in one JSON file. Reading one checks every value first; one that does not fit is
 * named with its range, and then nothing changes. Pure.
 */
import { complete } from './knobs.js';

/** @typedef {import('./knobs.js').Knob} Knob */
/** @typedef {import('./knobs.js').Settings} Settings */
/** @typedef {{key: string, values: Record<string, string | number>}} Complaint a row of the texts and its places */

/** In characters; a recipe has some thousand. */
export const LARGEST = 1 << 18;
/** So many things that do not fit are named. */
const LINES = 8;

/**
 * @param {Settings} settings
 * @param {Knob[]} knobs
 * @param {{version: string, python: string, numpy: string, scipy: string}} about
 */
export function writeRecipe(settings, knobs, { version, python, numpy, scipy }) {
  // The command line knows a recipe by its `wispcut` and `settings`.
  const recipe = { wispcut: version, versions: { python, numpy, scipy }, settings: complete(settings, knobs) };
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

/**
 * @param {string} text
 * @param {Knob[]} knobs
 * @param {string} name of the file, for the message
 * @returns {{settings: Settings, complaints: Complaint[]}}
 */
export function readRecipe(text, knobs, name) {
  if (text.length > LARGEST) return { settings: {}, complaints: [{ key: 'recipe.large', values: { name: short(name) } }] };
  const { settings, complaints } = parse(text, knobs, short(name));
  const more = complaints.length - LINES;
  if (more <= 1) return { settings, complaints };
  return { settings, complaints: [...complaints.slice(0, LINES), { key: 'recipe.more', values: { n: more } }] };
}

/** @param {string} text @param {Knob[]} knobs @param {string} name @returns {{settings: Settings, complaints: Complaint[]}} */
function parse(text, knobs, name) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { settings: {}, complaints: [{ key: 'recipe.notJson', values: { name } }] };
  }
  if (!isObject(data)) return { settings: {}, complaints: [complaint('recipe.object', name, data)] };
  if ('settings' in data) return checkSettings(data.settings, knobs);
  const bare = withoutVersions(data);
  if (!Object.keys(bare).length) return { settings: {}, complaints: [{ key: 'recipe.none', values: { name } }] };
  return checkSettings(bare, knobs);
}

/**
 * Check every given value; those equal to the default are left out of the result.
 * @param {unknown} given
 * @param {Knob[]} knobs
 * @returns {{settings: Settings, complaints: Complaint[]}}
 */
export function checkSettings(given, knobs) {
  /** @type {Settings} */
  const settings = {};
  /** @type {Complaint[]} */
  const complaints = [];
  if (!isObject(given)) return { settings, complaints: [complaint('recipe.object', 'settings', given)] };
  const byName = new Map(knobs.map((knob) => [knob.name, knob]));
  for (const [section, values] of Object.entries(given)) {
    if (!knobs.some((knob) => knob.section === section)) complaints.push(complaint('recipe.unknown', section, values));
    else if (!isObject(values)) complaints.push(complaint('recipe.object', section, values));
    else
      for (const [key, value] of Object.entries(values)) {
        const knob = byName.get(`${section}.${key}`);
        const problem = knob ? unfit(knob, value) : complaint('recipe.unknown', `${section}.${key}`, value);
        if (problem) complaints.push(problem);
        else if (knob && value !== knob.default)
          settings[section] = { ...settings[section], [key]: /** @type {import('../../engine/schema.js').Value} */ (value) };
      }
  }
  return { settings: complaints.length ? {} : settings, complaints };
}

/**
 * @param {Knob} knob
 * @param {unknown} value
 * @returns {Complaint | null}
 */
function unfit(knob, value) {
  const given = complaint('', knob.name, value).values;
  switch (knob.kind) {
    case 'choice':
      return knob.choices.includes(/** @type {string} */ (value))
        ? null
        : { key: 'recipe.choice', values: { ...given, choices: knob.choices.join(', ') } };
    case 'flag':
      return typeof value === 'boolean' ? null : { key: 'recipe.flag', values: given };
    case 'colour':
      return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? null : { key: 'recipe.colour', values: given };
    default: {
      const inside = typeof value === 'number' && value >= knob.low && value <= knob.high;
      const whole = knob.kind === 'integer';
      if (inside && (!whole || Number.isInteger(value))) return null;
      const key = whole ? 'recipe.whole' : 'recipe.range';
      return { key, values: { ...given, low: String(knob.low), high: String(knob.high) } };
    }
  }
}

/**
 * @param {string} key
 * @param {string} knob
 * @param {unknown} value
 * @returns {Complaint}
 */
function complaint(key, knob, value) {
  return { key, values: { knob: short(knob), name: short(knob), value: short(shown(value)) } };
}

/** @param {string} text */
const short = (text) => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/**
 * A value as it stands in a file, in one line. What is nested is only named: it may be deeper than any stack.
 * @param {unknown} value
 */
function shown(value) {
  if (Array.isArray(value)) return value.length ? '[…]' : '[]';
  if (isObject(value)) return Object.keys(value).length ? '{…}' : '{}';
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
}

/** @param {Record<string, unknown>} data */
function withoutVersions(data) {
  const { wispcut: _version, versions: _versions, ...rest } = data;
  return rest;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
