/**
 * Undo and redo over whole documents. Pure: every function returns a new history.
 * Documents share what did not change, so that a step costs a few bytes.
 */

/** How long two changes of the same thing count as one gesture, in milliseconds. */
const GESTURE = 900;

/** How many steps are kept. */
const LIMIT = 200;

/**
 * @template T
 * @typedef {object} History
 * @property {readonly T[]} past
 * @property {T} present
 * @property {readonly T[]} future
 * @property {string} tag what the last change was about
 * @property {number} time when it was
 */

/**
 * @template T
 * @param {T} present
 * @returns {History<T>}
 */
export function begin(present) {
  return { past: [], present, future: [], tag: '', time: 0 };
}

/**
 * Add a step. Changes with the same non-empty tag in quick succession (a dragged slider) are one step.
 * @template T
 * @param {History<T>} history
 * @param {T} next
 * @param {string} [tag]
 * @param {number} [now] milliseconds
 * @returns {History<T>}
 */
export function record(history, next, tag = '', now = 0) {
  if (next === history.present) return history;
  const same = tag !== '' && tag === history.tag && now - history.time < GESTURE && history.past.length > 0;
  const past = same ? history.past : [...history.past, history.present].slice(-LIMIT);
  return { past, present: next, future: [], tag, time: now };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>}
 */
export function undo(history) {
  if (!history.past.length) return history;
  return {
    past: history.past.slice(0, -1),
    present: history.past[history.past.length - 1],
    future: [history.present, ...history.future],
    tag: '',
    time: 0,
  };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>}
 */
export function redo(history) {
  if (!history.future.length) return history;
  return {
    past: [...history.past, history.present],
    present: history.future[0],
    future: history.future.slice(1),
    tag: '',
    time: 0,
  };
}
