/** What a Python exception means to the page: `WispcutError` has its own code, the rest gets one by its type. */
import { abortError, detailsOf, shortOfMemory, WispError } from '../errors.js';

/** @typedef {import('pyodide/ffi').PythonError} PythonError */

/**
 * @param {unknown} thrown
 * @param {string} stage
 * @param {import('./boot.js').Pyodide | null} pyodide null while it has not started
 * @returns {Error}
 */
export function explain(thrown, stage, pyodide) {
  if (thrown instanceof WispError) return thrown;
  const error = /** @type {Partial<PythonError & {pyodide_fatal_error: boolean}>} */ (thrown);
  const details = detailsOf(thrown);
  if (pyodide?._api?.fatal_error_thrown ?? error?.pyodide_fatal_error)
    return new WispError(stage, 'worker_died', { details, cause: thrown });
  if (error?.name !== 'PythonError' || !pyodide)
    return new WispError(stage, shortOfMemory(thrown) ? 'out_of_memory' : 'internal', { details, cause: thrown });
  const traceback = error.message;
  if (error.type === 'KeyboardInterrupt') return abortError();
  if (error.type === 'MemoryError') return new WispError(stage, 'out_of_memory', { details: traceback });
  if (error.type !== 'WispcutError') return new WispError(stage, 'internal', { details: traceback });
  const sys = pyodide.pyimport('sys');
  /** @type {(import('pyodide/ffi').PyProxy & {code?: string}) | undefined} */
  const raised = sys.last_exc;
  try {
    return new WispError(stage, raised?.code ?? 'internal', { message: String(raised?.args?.get?.(0) ?? raised), details: traceback });
  } finally {
    raised?.destroy();
    sys.destroy();
  }
}
