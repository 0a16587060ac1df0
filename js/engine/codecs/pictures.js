/** The worker that decodes and encodes: one, started when first needed, fresh after a cancel or its death. */
import { abortError, WispError } from '../errors.js';
import { Caller, workerName } from '../rpc.js';

/** @typedef {import('../worker-types.js').CodecFunctions} CodecFunctions */

export class Pictures {
  /** @type {Caller<CodecFunctions> | null} */
  #caller = null;

  /** @param {(name: string) => import('../rpc.js').Endpoint} spawn starts a worker */
  constructor(spawn) {
    this.spawn = spawn;
  }

  #worker() {
    if (!this.#caller || this.#caller.dead) {
      const name = workerName();
      this.#caller = new Caller(this.spawn(name), { name });
    }
    return this.#caller;
  }

  /**
   * A cancelled call gives up its worker at the moment of the cancel: the next call, which often follows at once, gets a fresh one and is
   * not cancelled with the old.
   * @template {keyof CodecFunctions} K
   * @param {K} name
   * @param {Parameters<CodecFunctions[K]>[0]} args
   * @param {import('../rpc.js').CallOptions<import('../rpc.js').EventOf<CodecFunctions[K]>> & {stage: string}} options
   * @returns {Promise<ReturnType<CodecFunctions[K]>>}
   */
  async #call(name, args, { stage, signal, ...options }) {
    if (signal?.aborted) throw abortError();
    const caller = this.#worker();
    const release = () => {
      if (this.#caller === caller) this.#caller = null;
      caller.retire();
    };
    signal?.addEventListener('abort', release);
    try {
      return await caller.call(name, args, { signal, ...options });
    } catch (error) {
      if (error instanceof WispError && error.code === 'worker_died') throw new WispError(stage, 'worker_died', { details: error.details });
      throw error;
    } finally {
      signal?.removeEventListener('abort', release);
    }
  }

  /**
   * @param {Blob} file
   * @param {number} limit megapixels
   * @param {number} side of the square that the AI gets, made from the photo too; 0: it is not needed
   * @param {AbortSignal} [signal]
   */
  decode(file, limit, side, signal) {
    return this.#call('decode', { file, limit, side }, { stage: 'open', signal });
  }

  /**
   * @param {Blob} file
   * @param {number} limit megapixels
   * @param {AbortSignal} [signal]
   */
  decodeMask(file, limit, signal) {
    return this.#call('decodeMask', { file, limit }, { stage: 'mask', signal });
  }

  /**
   * @param {import('../worker-types.js').EncodeArguments} picture
   * @param {{signal?: AbortSignal, onEvent?: (event: {done: number, total: number}) => void}} options
   */
  encode(picture, options) {
    return this.#call('encode', picture, { stage: 'encode', transfer: [picture.pixels.buffer], ...options });
  }

  close() {
    this.#caller?.terminate();
  }
}
