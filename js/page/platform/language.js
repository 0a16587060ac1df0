/** The language of the page, remembered. */
import { lang } from '../i18n/index.js';
import { remember } from './prefs.js';

/** @param {import('../i18n/index.js').Lang} next */
export function setLanguage(next) {
  lang.value = next;
  document.documentElement.lang = next;
  remember('lang', next);
}
