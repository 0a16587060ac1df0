/** The language of the page: as it was chosen, else the browser's. */
import { LANGS, lang, load } from '../i18n/index.js';
import { remember, remembered } from './prefs.js';

/** @typedef {import('../i18n/index.js').Lang} Lang */

/** The language that was chosen, or the first of the browser's that the page has. */
export function beginLanguage() {
  const wanted = [remembered('lang', ''), ...navigator.languages].map((tag) => String(tag).split('-')[0]);
  return showLanguage(/** @type {Lang[]} */ (wanted).find((tag) => LANGS.includes(tag)) ?? 'en');
}

/** @param {Lang} next */
export function setLanguage(next) {
  remember('lang', next);
  return showLanguage(next);
}

/** @param {Lang} next its texts may not be there to load: then the language stays */
async function showLanguage(next) {
  try {
    await load(next);
  } catch {
    return;
  }
  lang.value = next;
  document.documentElement.lang = next;
}
