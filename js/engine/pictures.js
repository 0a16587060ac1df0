/** The worker that decodes and encodes: one, started when first needed, fresh after a cancel or its death. */
import encodeWorkerUrl from '../../workers/encode.worker.js?worker&url';
import { isAbort, WispError } from './errors.js';
import { Caller, workerName } from './rpc.js';
import { startWorker } from './trusted.js';

export class Pictures {
  /** @type {Caller | null} */
  #caller = null;

  /**
   * @param {string} name
   * @param {any} args
   * @param {import('./rpc.js').CallOptions & {stage: string}} options
   */
  async #call(name, args, { stage, ...options }) {
    if (!this.#caller || this.#caller.dead) {
      const lock = workerName();
      this.#caller = new Caller(startWorker(encodeWorkerUrl, lock), { name: lock });
    }
    const caller = this.#caller;
    try {
      return await caller.call(name, args, options);
    } catch (error) {
      if (isAbort(error)) caller.terminate();
      if (error instanceof WispError && error.code === 'worker_died')
        throw new WispError(stage, 'out_of_memory', { details: error.details });
      throw error;
    }
  }

  /**
   * @param {Blob} file
   * @param {number} limit megapixels
   * @param {boolean} view also make what the AI looks at
   * @param {AbortSignal} [signal]
   */
  decode(file, limit, view, signal) {
    return this.#call('decode', { file, limit, view }, { stage: 'open', signal });
  }

  /**
   * @param {{pixels: Uint8Array | Uint8ClampedArray, width: number, height: number, channels: 1 | 3 | 4, format: 'png' | 'webp'}} picture `pixels` is
   *   handed over
   * @param {{signal?: AbortSignal, onEvent?: (event: any) => void}} options
   * @returns {Promise<Blob>}
   */
  encode(picture, options) {
    return this.#call('encode', picture, { stage: 'encode', transfer: [picture.pixels.buffer], ...options });
  }

  close() {
    this.#caller?.terminate();
  }
}
