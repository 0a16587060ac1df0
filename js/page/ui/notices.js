/** Short sentences beside the status: what was saved, what was refused. One at a time; the newest wins. */
import { signal } from '@preact/signals';

/**
 * @typedef {object} Notice
 * @property {string} text
 * @property {'good' | 'plain' | 'bad'} kind
 * @property {string[]} [lines] more, one a line
 * @property {{words: string, act: () => void}} [action] what can be done about it; then it stays longer
 */

/** @type {import('@preact/signals').Signal<Notice | null>} */
export const notice = signal(null);

/** News stays this long, in milliseconds; bad news stays until it is closed. */
const STAY = 8000;
const STAY_TO_ACT = 30_000;
let timer = 0;

/** @param {Notice} given */
export function notify(given) {
  clearTimeout(timer);
  notice.value = given;
  if (given.kind !== 'bad') timer = window.setTimeout(closeNotice, given.action ? STAY_TO_ACT : STAY);
}

export function closeNotice() {
  notice.value = null;
}
