/**
 * The first look: U²-Net's small network on ONNX Runtime, in one thread. The runtime's code is the very file that the AI loads, in the
 * pieces that it lies in, each checked against its SHA-256; the script beside it is a file of the site, for no `blob:` may run here.
 */
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { inputOf, maskOf, SIDE } from '../js/engine/ai/u2net.js';
import { confine } from '../js/engine/confine.js';
import { fetchChecked } from '../js/engine/fetch.js';
import { offer } from '../js/engine/rpc.js';
import glue from '../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.mjs?url';

confine();

/** Before anything else that is on its way. @type {typeof fetch} */
const soon = (input, init) => fetch(input, /** @type {RequestInit} */ ({ ...init, priority: 'high' }));

/** @type {InferenceSession | null} */
let session = null;

/** @type {import('../js/engine/rpc.js').Offer<import('../js/engine/worker-types.js').SketchFunctions>} */
const functions = {
  async load({ base, model, wasm }) {
    const [network, ...pieces] = await Promise.all(
      [model, ...wasm].map(async (file) => {
        const response = await fetchChecked(new URL(file.path, base).href, file, 'mask', { get: soon });
        return new Uint8Array(await response.arrayBuffer());
      }),
    );
    env.wasm.numThreads = 1;
    env.wasm.wasmPaths = { mjs: new URL(glue, self.location.href).href };
    env.wasm.wasmBinary = await new Blob(pieces).arrayBuffer();
    session = await InferenceSession.create(network, { executionProviders: ['wasm'] });
    return {};
  },
  async look({ input, side }) {
    if (!session) throw new Error('the first look is not loaded');
    const [name] = session.inputNames;
    const answers = await session.run({ [name]: new Tensor('float32', inputOf(input, side), [1, 3, SIDE, SIDE]) });
    const data = maskOf(/** @type {Float32Array} */ (answers[session.outputNames[0]].data));
    return { value: { width: SIDE, height: SIDE, channels: 1, data }, transfer: [data.buffer] };
  },
};

offer(functions);
