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

/** In bytes: how often progress is told. */
const TELL = 1 << 18;

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
  let told = 0;
  const onBytes = (/** @type {number} */ bytes) => {
    done += bytes;
    if (done - told < TELL && done < total) return;
    told = done;
    emit({ step: '', done: Math.min(done, total), total });
  };
  /** @type {Map<string, Promise<Response>>} */
  const arriving = new Map(
    files.map((file) => {
      const url = new URL(file.path, base).href;
      return [url, fetchChecked(url, file, 'load', { get: native, onBytes })];
    }),
  );
  // What Pyodide is handed may never come, and it would wait for ever: every step races with the files.
  const whole = Promise.all(arriving.values());
  whole.catch(() => {});
  /** @template T @param {Promise<T>} step */
  const orFail = async (step) => Promise.race([step, whole.then(() => step)]);
  const file = async (/** @type {string} */ name) => {
    const response = await arriving.get(new URL(name, base).href);
    if (!response) throw new WispError('load', 'load_failed', { details: `${name} is not in the manifest` });
    return response.clone();
  };
  const lock = await (await orFail(file('pyodide-lock.json'))).json();
  // Modules come through the browser, which gives up on nothing: so not before they are at hand.
  await orFail(Promise.all(files.filter(({ path }) => path.endsWith('.mjs')).map(({ path }) => file(path))));
  const { loadPyodide } = await orFail(import(/* @vite-ignore */ new URL('pyodide.mjs', base).href));
  // Pyodide fetches its own files; hand it the ones that were checked.
  globalThis.fetch = async (input, init) => {
    const href = input instanceof Request ? input.url : new URL(String(input), base).href;
    const known = arriving.get(href);
    return known ? (await known).clone() : native(input, init);
  };
  try {
    const snapshot = (await orFail(file('python.snapshot.gz'))).body?.pipeThrough(new DecompressionStream('gzip'));
    const starting = loadPyodide({
      // The memory of a Python that has started, made with the files of this very folder: see scripts/snapshot.mjs.
      .../** @type {object} */ ({ _loadSnapshot: new Response(snapshot).arrayBuffer() }),
      indexURL: base,
      packageBaseUrl: base,
      lockFileContents: JSON.stringify(lock),
      stdout: () => {},
      stderr: () => {},
    });
    const pyodide = await orFail(starting);
    emit({ step: 'packages', done, total });
    const names = Object.keys(lock.packages);
    await orFail(pyodide.loadPackage(names, { messageCallback: () => {}, errorCallback: () => {} }));
    emit({ step: 'wispcut', done, total });
    // loadPackage resolves even when a package failed to load: a file that did not arrive rejects here.
    await whole;
    pyodide.runPython('import random; random.seed()'); // each Python has its own again
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
