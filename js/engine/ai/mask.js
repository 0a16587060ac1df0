/**
 * What the subject is: a plane of 8 bits, from the AI or from a file. Both fit the same place.
 */
import { abortError, WispError } from '../errors.js';
import { Caller, workerName } from '../rpc.js';

/** @typedef {import('../types.js').Plane} Plane */

/** @typedef {{caller: Caller<import('../worker-types.js').MaskFunctions>, precision: string, loaded: boolean}} Ai one worker, and what it has loaded */

/** The AI in its worker; a fresh worker after a failure, a cancel, or a change of precision. */
export class MaskMaker {
  /** @type {Ai | null} */
  #ai = null;

  /**
   * @param {object} options
   * @param {(name: string) => import('../rpc.js').Endpoint} options.spawn starts a worker
   * @param {string} options.base address of the AI's files
   * @param {import('../fetch.js').FileEntry[]} options.index `resources.json`
   * @param {number} options.side of the square that the AI gets, and of its mask
   * @param {Record<string, number>} options.bytes what each precision loads
   * @param {number} options.threads how many threads the AI may use; 0: as many as it likes
   * @param {boolean} options.keep whether the worker stays, AI and all, for the next photo
   */
  constructor({ spawn, base, index, side, bytes, threads, keep }) {
    this.spawn = spawn;
    this.files = { base, index, side };
    this.bytes = bytes;
    this.threads = threads;
    this.keep = keep;
  }

  /** @param {string} precision */
  #worker(precision) {
    if (this.#ai && (this.#ai.precision !== precision || this.#ai.caller.dead)) this.#dispose(this.#ai);
    if (!this.#ai) {
      const name = workerName();
      this.#ai = { caller: new Caller(this.spawn(name), { name }), precision, loaded: false };
    }
    return this.#ai;
  }

  /**
   * No next photo for this worker; what is under way in it may end.
   * @param {Ai} ai
   */
  #dispose(ai) {
    if (this.#ai === ai) this.#ai = null;
    ai.caller.retire();
  }

  /**
   * @param {Uint8ClampedArray} input RGBA square
   * @param {string} precision
   * @param {{signal?: AbortSignal, onEvent?: (event: import('../types.js').StageEvent) => void}} options
   * @returns {Promise<Plane>}
   */
  async make(input, precision, { signal, onEvent = () => {} }) {
    if (signal?.aborted) throw abortError();
    const ai = this.#worker(precision);
    const dispose = () => this.#dispose(ai);
    signal?.addEventListener('abort', dispose);
    const total = this.bytes[precision];
    if (ai.loaded) onEvent({ type: 'stage', stage: 'mask', done: 0, total: 1 });
    else onEvent({ type: 'stage', stage: 'load', done: 0, total, unit: 'bytes' });
    const copy = input.slice();
    try {
      const mask = await ai.caller.call(
        'mask',
        { ...this.files, precision, total, input: copy, threads: this.threads },
        { transfer: [copy.buffer], signal, onEvent: (event) => onEvent({ type: 'stage', ...event }) },
      );
      ai.loaded = true;
      if (!this.keep) dispose();
      return mask;
    } catch (error) {
      dispose(); // the library remembers a failed load, and a cancelled one goes on until its worker ends
      if (error instanceof WispError && error.code === 'worker_died')
        throw new WispError('mask', ai.loaded ? 'worker_died' : 'model_failed', { details: error.details });
      throw error;
    } finally {
      signal?.removeEventListener('abort', dispose);
    }
  }

  close() {
    this.#ai?.caller.terminate();
    this.#ai = null;
  }
}

/**
 * A mask from a file: bright is subject; in a picture with transparency, opaque is subject.
 * @param {Uint8ClampedArray} rgba
 * @param {number} width
 * @param {number} height
 * @returns {Plane}
 */
export function maskFromPicture(rgba, width, height) {
  const data = new Uint8Array(width * height);
  let transparent = false;
  for (let i = 3; i < rgba.length && !transparent; i += 4) transparent = rgba[i] < 255;
  for (let i = 0, at = 0; i < data.length; i += 1, at += 4) {
    data[i] = transparent ? rgba[at + 3] : Math.round(0.2126 * rgba[at] + 0.7152 * rgba[at + 1] + 0.0722 * rgba[at + 2]);
  }
  return { width, height, channels: 1, data };
}
