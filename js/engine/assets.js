/** Where the assembled runtime lies, as the build found it (see vite.config.js). */

/**
 * @typedef {object} Runtime
 * @property {string} python folder under `assets/`
 * @property {string} model folder under `assets/`
 * @property {string} examples folder under `assets/`
 * @property {Omit<import('./types.js').About, 'limits' | 'modelBytes'>} about what Python said of itself when it was assembled
 * @property {Record<string, number>} modelBytes
 * @property {import('./fetch.js').FileEntry[]} pythonFiles paths relative to the folder
 * @property {import('./fetch.js').FileEntry[]} modelIndex `resources.json`
 * @property {{model: import('./fetch.js').FileEntry, wasm: import('./fetch.js').FileEntry[]}} firstLook the small model, and the pieces of
 *   ONNX Runtime that it shares with the AI, in the AI's folder
 * @property {import('./fetch.js').FileEntry[]} exampleFiles photos to try; beside each `NAME.png` lies `NAME.thumb.jpg`
 */

/** @type {Runtime} */
export const runtime = __WISPCUT_RUNTIME__;

/** Addresses of the folders, absolute: workers lie elsewhere. */
export function addresses() {
  return {
    python: new URL(`assets/${runtime.python}/`, document.baseURI).href,
    model: new URL(`assets/${runtime.model}/`, document.baseURI).href,
    examples: new URL(`assets/${runtime.examples}/`, document.baseURI).href,
  };
}
