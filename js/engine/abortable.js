/** Waiting for promises that a signal may abort. */
import { abortError } from './errors.js';

/**
 * Do all concurrently. The first failure aborts the others; the call rejects with it once all have settled, so that no event follows.
 * @param {((signal: AbortSignal) => Promise<unknown>)[]} works
 * @param {AbortSignal} [signal]
 */
export async function allOrAbort(works, signal) {
  if (signal?.aborted) throw abortError();
  const inner = new AbortController();
  const stop = () => inner.abort();
  signal?.addEventListener('abort', stop);
  /** @type {unknown[]} */
  const failures = [];
  const failed = (/** @type {unknown} */ error) => {
    failures.push(error);
    stop();
  };
  await Promise.all(works.map((work) => work(inner.signal).catch(failed)));
  signal?.removeEventListener('abort', stop);
  if (failures.length) throw failures[0];
}

/**
 * Wait for something that others wait for too: a cancel ends the waiting, not the work.
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export function withAbort(promise, signal) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const aborted = () => reject(abortError());
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
