/** Failures in plain words: the first sentence says what happened, the rest what is safe and what to do. */
import { detailsOf } from '../../engine/errors.js';
import { say, t, tOr } from '../i18n/index.js';

/** @typedef {{stage: string, code: string, title: string, body: string, details: string, aside?: boolean}} Failure
 * `aside`: of a file that did not take the place of the photo on the page, which is as it was */

/** Files that do not become better by trying again. */
export const FILE_FAULTS = ['not_image', 'unread_kind', 'empty_file', 'truncated', 'too_large', 'large_file'];

/**
 * @param {unknown} error
 * @returns {Failure}
 */
export function describe(error) {
  const given = /** @type {Partial<import('../../engine/errors.js').WispError>} */ (error ?? {});
  const code = typeof given.code === 'string' ? given.code : 'internal';
  const values = { ...(given.values ?? {}) };
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number') values[name] = say.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 });
  }
  const known = tOr(`error.${code}`, '') !== '';
  const filled = known ? t(`error.${code}`, values) : (given.message ?? t('error.internal'));
  // A row whose places the error did not fill would read badly: then the engine's own sentence is better.
  const words = /\{\w+\}/.test(filled) && given.message ? given.message : filled;
  const [title, ...rest] = words.split(/(?<=[.;])\s+(?=\p{Lu})/u);
  return {
    stage: given.stage ?? '',
    code,
    title,
    body: rest.join(' '),
    details: given.details || detailsOf(error),
  };
}
