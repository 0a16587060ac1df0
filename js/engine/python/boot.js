/**
 * Start Pyodide from our own folder, step by step, each step with its name and the bytes that arrived.
 *
 * Every file is fetched by us with its SHA-256 from the manifest, so a damaged one is named before Python sees it. Works in a
 * module worker.
 */
import { WispError } from '../errors.js';
import { fetchChecked } from '../fetch.js';

/** What must be importable before the worker is called ready. */
const IMPORTS = ['numpy', 'scipy.ndimage', 'scipy.sparse.linalg', 'scipy.spatial', 'wispcut.browser_api'];

/** @typedef {import('../fetch.js').FileEntry} FileEntry */
/**
 * Pyodide and the two of its inner parts that it offers no other way to: its heap, and whether it has crashed.
 * @typedef {import('pyodide').PyodideAPI & {_module?: {HEAPU8?: Uint8Array}, _api?: {fatal_error_thrown?: boolean}}} Pyodide
 */

/**
 * @param {string} base address of the Python folder
 * @param {FileEntry[]} files the folder's files
 * @param {(event: import('../worker-types.js').BootEvent) => void} emit
 * @returns {Promise<Pyodide>}
 */
export async function boot(base, files, emit) {
  const native = globalThis.fetch.bind(globalThis);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  emit({ step: 'core', done, total });
  /** @type {Map<string, Promise<Response>>} */
  const arriving = new Map(
    files.map((file) => {
      const response = fetchChecked(new URL(file.path, base).href, file, 'load', { get: native }).then((whole) => {
        done += file.bytes;
        emit({ step: '', done, total });
        return whole;
      });
      response.catch(() => {});
      return [new URL(file.path, base).href, response];
    }),
  );
  const file = async (/** @type {string} */ name) => {
    const response = await arriving.get(new URL(name, base).href);
    if (!response) throw new WispError('load', 'load_failed', { details: `${name} is not in the manifest` });
    return response.clone();
  };
  const lock = await (await file('pyodide-lock.json')).json();
  await file('pyodide.asm.mjs');
  const { loadPyodide } = await import(/* @vite-ignore */ new URL('pyodide.mjs', base).href);
  // Pyodide fetches its own files; hand it the ones that were checked.
  globalThis.fetch = async (input, init) => {
    const href = input instanceof Request ? input.url : new URL(String(input), base).href;
    const known = arriving.get(href);
    return known ? (await known).clone() : native(input, init);
  };
  try {
    const pyodide = await loadPyodide({
      indexURL: base,
      packageBaseUrl: base,
      lockFileContents: JSON.stringify(lock),
      stdout: () => {},
      stderr: () => {},
    });
    emit({ step: 'packages', done, total });
    const names = Object.keys(lock.packages);
    await pyodide.loadPackage(names, { messageCallback: () => {}, errorCallback: () => {} });
    emit({ step: 'wispcut', done, total });
    // loadPackage resolves even when a package failed to load: a file that did not arrive rejects here.
    await Promise.all(arriving.values());
    for (const name of IMPORTS) {
      try {
        pyodide.runPython(`import ${name}`);
      } catch (error) {
        throw new WispError('load', 'package_failed', { details: `import ${name}: ${error instanceof Error ? error.message : error}` });
      }
    }
    return pyodide;
  } finally {
    globalThis.fetch = native;
  }
}
