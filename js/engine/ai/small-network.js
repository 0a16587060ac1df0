/**
 * U²-Net's small network on ONNX Runtime, in the AI's worker. Whoever comes first starts the runtime there; the AI's library finds it
 * started. Its code is the very file that the library loads, in the pieces that it lies in, each checked against its SHA-256; the script
 * beside it, which its threads run, is a file of the site.
 */
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import glue from '../../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.mjs?url';
import { fetchChecked } from '../fetch.js';
import { inputOf, maskOf, SIDE } from './u2net.js';

/** @typedef {(input: Uint8ClampedArray, side: number) => Promise<import('../types.js').Plane>} Network `input`: RGBA, a square of `side` */

/**
 * Load it. Cost: 16 MB of files, 0.6 s; an answer takes 1.5 s of one core's time.
 * @param {import('../worker-types.js').FirstLookFiles} files
 * @param {{get: typeof fetch, threads: number}} options `threads`: of the runtime, for the AI too
 * @returns {Promise<Network>}
 */
export async function openSmallNetwork({ base, model, wasm }, { get, threads }) {
  /** Before anything else that is on its way. @type {typeof fetch} */
  const soon = (input, init) => get(input, /** @type {RequestInit} */ ({ ...init, priority: 'high' }));
  const [network, ...pieces] = await Promise.all(
    [model, ...wasm].map(async (file) => {
      const response = await fetchChecked(new URL(file.path, base).href, file, 'mask', { get: soon });
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  env.wasm.numThreads = threads;
  env.wasm.wasmPaths = { mjs: new URL(glue, self.location.href).href };
  env.wasm.wasmBinary = await new Blob(pieces).arrayBuffer();
  const session = await InferenceSession.create(network, { executionProviders: ['wasm'] });
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  return async (square, side) => {
    const answers = await session.run({ [input]: new Tensor('float32', inputOf(square, side), [1, 3, SIDE, SIDE]) });
    return { width: SIDE, height: SIDE, channels: 1, data: maskOf(/** @type {Float32Array} */ (answers[output].data)) };
  };
}
