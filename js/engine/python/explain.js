/** What a Python exception means to the page: `WispcutError` brings its own code, the rest is told by its kind. */
import { abortError, WispError } from '../errors.js';

/**
 * @param {any} error
 * @param {string} stage
 * @param {any} pyodide
 * @returns {Error}
 */
export function explain(error, stage, pyodide) {
  if (error instanceof WispError) return error;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (pyodide?._api?.fatal_error_thrown ?? error?.pyodide_fatal_error)
    return new WispError(stage, 'worker_died', { details, cause: error });
  if (error?.name !== 'PythonError') {
    const memory = /memory|allocat|RangeError/i.test(details) && !/WispError/.test(details);
    return new WispError(stage, memory ? 'out_of_memory' : 'internal', { details, cause: error });
  }
  const traceback = error.message;
  if (error.type === 'KeyboardInterrupt') return abortError();
  if (error.type === 'MemoryError') return new WispError(stage, 'out_of_memory', { details: traceback });
  if (error.type !== 'WispcutError') return new WispError(stage, 'internal', { details: traceback });
  const sys = pyodide.pyimport('sys');
  const thrown = sys.last_exc;
  try {
    return new WispError(stage, thrown?.code ?? 'internal', { message: String(thrown?.args?.get?.(0) ?? thrown), details: traceback });
  } finally {
    thrown?.destroy?.();
    sys.destroy();
  }
}
