/**
 * The AI: @imgly/background-removal behind one function, `input → mask`; and a small network that makes a sketch before it, on the same
 * runtime and its threads. The two take turns, since each is slower where the other runs beside it: the AI starts when the sketch
 * is there, or will not come.
 *
 * The input is an RGBA square that we reduced ourselves, the mask its 8-bit answer of the same size. The library does not check
 * its files; here every chunk is checked against the SHA-256 that is its name. A session that failed to load is remembered
 * by the library until its worker ends, so a failed load ends this worker (see js/engine/ai/mask.js).
 */
import { segmentForeground } from '@imgly/background-removal';
import { openSmallNetwork } from '../js/engine/ai/small-network.js';
import { confine } from '../js/engine/confine.js';
import { abortError, asWispError, isAbort, WispError } from '../js/engine/errors.js';
import { fetchChecked } from '../js/engine/fetch.js';
import { offer } from '../js/engine/rpc.js';

/** In bytes: how often progress is told. */
const TELL = 1 << 20;
/** Milliseconds that the AI, ready to begin, waits for the sketch. */
const PATIENCE = 5_000;
const CHUNK = /\/([0-9a-f]{64})$/;
/** Its threads are workers of its own. There are none without isolation, and what isolates are headers, as what forbids is. */
confine({ scopes: globalThis.crossOriginIsolated });
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
    const response = await fetchChecked(url, { sha256 }, 'mask', { get: nativeFetch, onBytes });
    await afterSketch();
    return response;
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
if (NativeWorker)
  self.Worker = class extends NativeWorker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      starting((silent += 1));
      this.addEventListener('message', () => starting((silent -= 1)), { once: true });
    }
  };

/** @type {Promise<import('../js/engine/ai/small-network.js').Network> | null} */
let small = null;
/** @type {Promise<unknown>} settles with the sketch that is under way */
let sketching = Promise.resolve();
/** Whether the AI is at work: a sketch would come after its answer. */
let begun = false;
let loaded = false;

/** @param {import('../js/engine/worker-types.js').SketchFiles} args */
function smallNetwork({ files, threads }) {
  small ??= openSmallNetwork(files, { get: nativeFetch, threads: threadsOf(threads) });
  small.catch(() => {
    small = null; // afresh for the next photo
  });
  return small;
}

/** The AI's turn. */
async function afterSketch() {
  await Promise.race([sketching, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  begun = true;
}

/** As many as the AI's library takes. @param {number} wanted 0: as many as it likes */
function threadsOf(wanted) {
  // It asks the navigator.
  if (wanted) Object.defineProperty(self.navigator, 'hardwareConcurrency', { value: wanted, configurable: true });
  return navigator.hardwareConcurrency ?? 4;
}

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
  async warm(args, emit) {
    starting = (count) => emit({ starting: count });
    await smallNetwork(args);
    return {};
  },
  async sketch({ input, side, ...args }, emit) {
    starting = (count) => emit({ starting: count });
    begun = false;
    const made = smallNetwork(args).then((network) => {
      if (begun) throw abortError();
      return network(input, side);
    });
    sketching = made.catch(() => {});
    const value = await made;
    return { value, transfer: [/** @type {ArrayBuffer} */ (value.data.buffer)] };
  },
  async mask({ base, index, precision, total, input, side, threads }, emit) {
    for (const file of index) known.set(new URL(file.path, base).href, file.sha256);
    threadsOf(threads);
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
    if (loaded) await afterSketch();
    try {
      answer = await segmentForeground(picture, options(base, precision));
    } catch (error) {
      if (isAbort(error)) throw error;
      if (failure instanceof WispError)
        throw new WispError('mask', failure.code === 'damaged_file' ? 'damaged_file' : 'model_failed', { details: failure.details });
      throw asWispError(error, 'mask', 'model_failed');
    }
    loaded = true;
    const rgba = new Uint8Array(await answer.arrayBuffer());
    const data = new Uint8Array(side * side);
    for (let i = 0; i < data.length; i += 1) data[i] = rgba[4 * i + 3];
    return { value: { width: side, height: side, channels: 1, data }, transfer: [data.buffer] };
  },
};

offer(functions);
