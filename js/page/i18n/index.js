/**
 * The words of the page: one file a language, and the one function that looks them up.
 *
 * A text is written in `en.js` first (a knob's: in the settings schema) and then in each other file; where one is missing,
 * people read it in English, and a test fails. A new language is one more file and its line in `LANGUAGES`.
 */
import { signal } from '@preact/signals';
import * as en from './en.js';
import * as format from './format.js';

/** @typedef {import('./format.js').Lang} Lang */
/** @typedef {string | {one: string, other: string}} Words words with `{places}`; two forms when `n` decides */
/** @typedef {Record<string, Words>} Table */
/** @typedef {{words: Table, knobs: Record<string, string>, help: Record<string, string>}} Texts */

/** @type {Texts} */
const english = { words: en.words, knobs: {}, help: {} };

/** Each language by its own name, and where its texts are: loaded when it is chosen. @type {Record<Lang, {name: string, load: () => Promise<Texts>}>} */
export const LANGUAGES = {
  en: { name: 'English', load: async () => english },
  de: { name: 'Deutsch', load: () => import('./de.js') },
  fr: { name: 'Français', load: () => import('./fr.js') },
  es: { name: 'Español', load: () => import('./es.js') },
  ja: { name: '日本語', load: () => import('./ja.js') },
};

/** @type {Lang[]} */
export const LANGS = /** @type {Lang[]} */ (Object.keys(LANGUAGES));

/** @type {import('@preact/signals').Signal<Lang>} */
export const lang = signal('en');

/** What is loaded so far. @type {Map<Lang, Texts>} */
const loaded = new Map([['en', english]]);

/** Load the texts of a language; rejects where they cannot be fetched. @param {Lang} language */
export async function load(language) {
  if (!loaded.has(language)) loaded.set(language, await LANGUAGES[language].load());
}

/**
 * Words for a key in one language, which is loaded; in English where it has none. A key that no language has gives
 * `undefined`, so that callers can fall back.
 * @param {Lang} language
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string | undefined}
 */
export function look(language, key, values = {}) {
  const own = loaded.get(language)?.words[key];
  const words = own ?? en.words[key];
  if (words === undefined) return undefined;
  const spoken = own === undefined ? 'en' : language;
  const text = typeof words === 'string' ? words : words[one(spoken, Number(values.n ?? 0)) ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (place, name) => {
    if (!(name in values)) return place;
    const value = values[name];
    return typeof value === 'number' ? format.number(language, value) : value;
  });
}

/** @param {Lang} language @param {number} n */
function one(language, n) {
  return new Intl.PluralRules(language).select(n) === 'one';
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
 * Words about a knob: English as the settings schema has them.
 * @param {string} key
 * @param {string} english
 */
export function tKnob(key, english) {
  return loaded.get(lang.value)?.knobs[key] ?? english;
}

/**
 * What raising or choosing a knob does.
 * @param {string} name `section.key`
 * @param {string} english as the settings schema has it
 */
export function tHelp(name, english) {
  return loaded.get(lang.value)?.help[name] ?? english;
}

/**
 * A label inside a sentence begins small; German nouns stay large.
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
