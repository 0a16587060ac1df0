/**
 * What the subject is: a plane of 8 bits, from the AI or from a file. Both fit the same place.
 */
import maskWorkerUrl from '../../workers/mask.worker.js?worker&url';
import { addresses, runtime } from './assets.js';
import { device } from './device.js';
import { WispError } from './errors.js';
import { Caller, workerName } from './rpc.js';
import { startWorker } from './trusted.js';

/** @typedef {import('./types.js').Plane} Plane */

/** The AI in its worker; a fresh worker after a failure, a cancel, or a change of precision. */
export class MaskMaker {
  /** @type {Caller | null} */
  #caller = null;
  #precision = '';
  #loaded = false;

  /**
   * @param {Uint8ClampedArray} view RGBA of 1024 x 1024
   * @param {string} precision
   * @param {{signal?: AbortSignal, onEvent?: (event: any) => void}} options
   * @returns {Promise<Plane>}
   */
  async make(view, precision, { signal, onEvent = () => {} }) {
    if (this.#precision !== precision || this.#caller?.dead) this.close();
    this.#precision = precision;
    if (!this.#caller) {
      const name = workerName();
      this.#caller = new Caller(startWorker(maskWorkerUrl, name), { name });
    }
    onEvent({
      type: 'stage',
      stage: this.#loaded ? 'mask' : 'load',
      done: 0,
      total: this.#loaded ? 1 : runtime.modelBytes[precision],
      unit: this.#loaded ? undefined : 'bytes',
    });
    const { model: base } = addresses();
    const copy = view.slice();
    const { ios, memory } = device();
    try {
      const mask = await this.#caller.call(
        'mask',
        { base, index: runtime.modelIndex, precision, total: runtime.modelBytes[precision], view: copy, threads: ios ? 1 : 0 },
        { transfer: [copy.buffer], signal, onEvent: (event) => onEvent({ type: 'stage', ...event }) },
      );
      this.#loaded = true;
      if (memory <= 2) this.close(); // the AI's heap is the largest of all: where memory is short it goes after its work
      return mask;
    } catch (error) {
      this.close(); // the library remembers a failed load, and a cancelled one goes on until its worker ends
      if (error instanceof WispError && error.code === 'worker_died')
        throw new WispError('mask', this.#loaded ? 'worker_died' : 'model_failed', { details: error.details });
      throw error;
    }
  }

  close() {
    this.#caller?.terminate();
    this.#caller = null;
    this.#loaded = false;
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
