/** Failures in plain words: the first sentence says what happened, the rest what is safe and what to do. */
import { detailsOf } from '../../engine/errors.js';
import { lang, say, t, tOr } from '../i18n/index.js';

/** @typedef {{stage: string, code: string, title: string, body: string, details: string, aside?: boolean}} Failure
 * `aside`: of a file that did not take the place of the photo on the page, which is as it was */

/** Files that do not become better by trying again. */
export const FILE_FAULTS = ['not_image', 'unread_kind', 'empty_file', 'truncated', 'too_large', 'large_file'];

/** Where a sentence ends and another begins; Japanese has no space between them. */
const BETWEEN = /(?<=[.;])\s+(?=\p{Lu})|(?<=。)(?=.)/u;

/**
 * In the words of the page's language, whichever that is when they are read.
 * @param {unknown} error
 * @returns {Failure}
 */
export function describe(error) {
  const given = /** @type {Partial<import('../../engine/errors.js').WispError>} */ (error ?? {});
  const { stage = '', message, values = {}, details } = given;
  const code = typeof given.code === 'string' ? given.code : 'internal';
  return {
    stage,
    code,
    get title() {
      return sentences(code, values, message)[0];
    },
    get body() {
      return sentences(code, values, message)
        .slice(1)
        .join(lang.value === 'ja' ? '' : ' ');
    },
    details: details || detailsOf(error),
  };
}

/**
 * @param {string} code
 * @param {Record<string, string | number>} given
 * @param {string} [message] the engine's own words
 */
function sentences(code, given, message) {
  const values = { ...given };
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') values[name] = say.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  }
  const known = tOr(`error.${code}`, '') !== '';
  const filled = known ? t(`error.${code}`, values) : (message ?? t('error.internal'));
  // A row whose places the error did not fill would read badly: then the engine's own sentence is better.
  const words = /\{\w+\}/.test(filled) && message ? message : filled;
  return words.split(BETWEEN);
}
