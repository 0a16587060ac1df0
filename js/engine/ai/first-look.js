/**
 * The first look: a small model's mask, long before the AI's, for the stage alone. Its worker is there from `warm` or `make` until `rest`,
 * and holds no memory besides.
 */
import { abortError } from '../errors.js';
import { Caller, workerName } from '../rpc.js';

/** @typedef {import('../types.js').Plane} Plane */
/** @typedef {{caller: Caller<import('../worker-types.js').SketchFunctions>, loaded: Promise<void>}} Small */

export class FirstLook {
  /** @type {Small | null} */
  #small = null;

  /**
   * @param {object} options
   * @param {(name: string) => import('../rpc.js').Endpoint} options.spawn starts a worker
   * @param {import('../worker-types.js').FirstLookFiles} options.files
   * @param {number} options.side of the square that it gets
   */
  constructor({ spawn, files, side }) {
    this.spawn = spawn;
    this.files = files;
    this.side = side;
  }

  /** Get its worker ready. A failure is told by `make`. */
  warm() {
    if (this.#small && !this.#small.caller.dead) return this.#small;
    const name = workerName();
    /** @type {Small['caller']} */
    const caller = new Caller(this.spawn(name), { name });
    const small = { caller, loaded: caller.call('load', this.files) };
    small.loaded.catch(() => this.#end(small)); // afresh for the next photo
    this.#small = small;
    return small;
  }

  /** @param {Small} small */
  #end(small) {
    if (this.#small === small) this.#small = null;
    small.caller.terminate();
  }

  /**
   * @param {Uint8ClampedArray} input RGBA square
   * @param {{signal?: AbortSignal}} options
   * @returns {Promise<Plane>} rejects where it fails, and when it is not wanted any more
   */
  async make(input, { signal }) {
    if (signal?.aborted) throw abortError();
    const small = this.warm();
    const end = () => this.#end(small);
    signal?.addEventListener('abort', end);
    try {
      await small.loaded;
      const copy = input.slice();
      return await small.caller.call('look', { input: copy, side: this.side }, { transfer: [copy.buffer], signal });
    } finally {
      signal?.removeEventListener('abort', end);
      end();
    }
  }

  /** It is not wanted any more: what is under way in it is cancelled, its memory is free. */
  rest() {
    if (this.#small) this.#end(this.#small);
  }
}
