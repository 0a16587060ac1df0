/** All words of the page, English and German side by side, and the one function that looks them up. */
import { signal } from '@preact/signals';
import { about } from './about.js';
import { brush } from './brush.js';
import { empty } from './empty.js';
import { errors } from './errors.js';
import { exporting } from './exporting.js';
import * as format from './format.js';
import { germanHelp } from './knob-help.js';
import { germanKnobs } from './knobs.js';
import { panel } from './panel.js';
import { queue } from './queue.js';
import { stage } from './stage.js';

/** @typedef {import('./format.js').Lang} Lang */
/** @typedef {string | {one: string, other: string}} Words words with `{places}`; two forms when `n` decides */
/** @typedef {Record<string, [Words, Words]>} Rows */

/** @type {Rows} */
export const table = { ...empty, ...stage, ...panel, ...brush, ...queue, ...exporting, ...errors, ...about };

/** @type {Lang[]} */
export const LANGS = ['en', 'de'];

/** @type {import('@preact/signals').Signal<Lang>} */
export const lang = signal('en');

/** @type {Record<Lang, Intl.PluralRules>} */
const plurals = { en: new Intl.PluralRules('en'), de: new Intl.PluralRules('de') };

/**
 * Words for a key in one language. A key that has no row gives `undefined`, so that callers can fall back.
 * @param {Lang} language
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string | undefined}
 */
export function look(language, key, values = {}) {
  const row = table[key];
  if (!row) return undefined;
  const words = row[LANGS.indexOf(language)];
  const text = typeof words === 'string' ? words : words[plurals[language].select(Number(values.n ?? 0)) === 'one' ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    if (!(name in values)) return place;
    const value = values[name];
    return typeof value === 'number' ? format.number(language, value) : value;
  });
}

/**
 * Words for a key in the page's language; reading it inside a component follows the language.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values) {
  return look(lang.value, key, values) ?? key;
}

/**
 * Words for a key, or other words when there is no row (knobs that the table does not know yet).
 * @param {string} key
 * @param {string} otherwise
 */
export function tOr(key, otherwise) {
  return look(lang.value, key) ?? otherwise;
}

/**
 * Words about a knob: German from the table, English as the settings schema has them.
 * @param {string} key
 * @param {string} english
 */
export function tKnob(key, english) {
  return lang.value === 'de' ? (germanKnobs[key] ?? english) : english;
}

/**
 * What raising or choosing a knob does.
 * @param {string} name `section.key`
 * @param {string} english as the settings schema has it
 */
export function tHelp(name, english) {
  return lang.value === 'de' ? (germanHelp[name] ?? english) : english;
}

/**
 * A label inside a sentence: English begins it small; German nouns stay large.
 * @param {string} label
 */
export function within(label) {
  return lang.value === 'de' ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

/** Number formats of the page's language. */
export const say = {
  /** @param {number} value @param {Intl.NumberFormatOptions} [options] */
  number: (value, options) => format.number(lang.value, value, options),
  /** @param {number} bytes */
  megabytes: (bytes) => format.megabytes(lang.value, bytes),
  /** @param {number} bytes */
  bareMegabytes: (bytes) => format.bareMegabytes(lang.value, bytes),
  /** @param {number} width @param {number} height */
  pixels: (width, height) => format.pixels(lang.value, width, height),
  /** @param {number} share */
  percent: (share) => format.percent(lang.value, share),
  /** @param {number} seconds */
  duration: (seconds) => format.duration(lang.value, seconds),
  /** @param {number} seconds */
  longDuration: (seconds) => format.longDuration(lang.value, seconds),
  /** @param {number} value @param {number | null} [step] */
  knob: (value, step) => format.knobValue(lang.value, value, step),
};
