/**
 * The AI: @imgly/background-removal behind one function, `input → mask`.
 *
 * The input is an RGBA square that we reduced ourselves, the mask its 8-bit answer of the same size. The library does not check
 * its files; here every chunk is checked against the SHA-256 that is its name. A session that failed to load is remembered
 * by the library until its worker ends, so a failed load ends this worker (see js/engine/ai/mask.js).
 */
import { segmentForeground } from '@imgly/background-removal';
import { confine } from '../js/engine/confine.js';
import { asWispError, isAbort, WispError } from '../js/engine/errors.js';
import { fetchChecked } from '../js/engine/fetch.js';
import { offer } from '../js/engine/rpc.js';

/** In bytes: how often progress is told. */
const TELL = 1 << 20;
const CHUNK = /\/([0-9a-f]{64})$/;
/** Its threads are workers of its own. */
confine({ scopes: true });
const nativeFetch = globalThis.fetch.bind(globalThis);
/** @type {(bytes: number) => void} */
let arrived = () => {};
/** @type {Map<string, string>} address → SHA-256 of files that are not named by it */
const known = new Map();
/** @type {unknown} what a fetch of ours failed with; the library reports it in other words */
let failure = null;

globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : new URL(String(input), self.location.href).href;
  const sha256 = CHUNK.exec(url)?.[1] ?? known.get(url);
  if (!sha256) return nativeFetch(input, init);
  try {
    const onBytes = known.has(url) ? undefined : (/** @type {number} */ bytes) => arrived(bytes);
    return await fetchChecked(url, { sha256 }, 'mask', { get: nativeFetch, onBytes });
  } catch (error) {
    failure = error;
    throw error;
  }
};

/** @type {(count: number) => void} */
let starting = () => {};
let silent = 0;
/** Workers that this one starts are the AI's threads; each speaks once it has come up. */
const NativeWorker = self.Worker;
self.Worker = class extends NativeWorker {
  /** @param {string | URL} url @param {WorkerOptions} [options] */
  constructor(url, options) {
    super(url, options);
    starting((silent += 1));
    this.addEventListener('message', () => starting((silent -= 1)), { once: true });
  }
};

/**
 * @param {string} base
 * @param {string} precision
 */
const options = (base, precision) => ({
  publicPath: base,
  model: /** @type {import('@imgly/background-removal').Config['model']} */ (precision),
  device: /** @type {const} */ ('cpu'),
  rescale: true,
  output: { format: /** @type {const} */ ('image/x-rgba8') },
});

/** @type {import('../js/engine/rpc.js').Offer<import('../js/engine/worker-types.js').MaskFunctions>} */
const functions = {
  async mask({ base, index, precision, total, input, side, threads }, emit) {
    for (const file of index) known.set(new URL(file.path, base).href, file.sha256);
    // The library asks the navigator how many threads to use.
    if (threads) Object.defineProperty(self.navigator, 'hardwareConcurrency', { value: threads, configurable: true });
    let done = 0;
    let told = 0;
    arrived = (bytes) => {
      done += bytes;
      if (done - told < TELL && done < total) return;
      told = done;
      emit({ stage: 'load', done: Math.min(done, total), total, unit: 'bytes' });
      if (done >= total) emit({ stage: 'mask', done: 0, total: 1 });
    };
    starting = (count) => emit({ starting: count });
    failure = null;
    const picture = new Blob([input], { type: `image/x-rgba8;width=${side};height=${side}` });
    let answer;
    try {
      answer = await segmentForeground(picture, options(base, precision));
    } catch (error) {
      if (isAbort(error)) throw error;
      if (failure instanceof WispError)
        throw new WispError('mask', failure.code === 'damaged_file' ? 'damaged_file' : 'model_failed', { details: failure.details });
      throw asWispError(error, 'mask', 'model_failed');
    }
    const rgba = new Uint8Array(await answer.arrayBuffer());
    const data = new Uint8Array(side * side);
    for (let i = 0; i < data.length; i += 1) data[i] = rgba[4 * i + 3];
    return { value: { width: side, height: side, channels: 1, data }, transfer: [data.buffer] };
  },
};

offer(functions);
