/**
 * What the subject is: a plane of 8 bits, from the AI or from a file. Both fit the same place.
 */
import { upright } from '../codecs/orientation.js';
import { abortError, WispError } from '../errors.js';
import { Caller, workerName } from '../rpc.js';
import { watchdog } from '../watchdog.js';

/** Milliseconds in which every thread of the AI must have come up. */
const THREADS_MS = 20_000;

/** @typedef {import('../types.js').Plane} Plane */

/**
 * @typedef {object} Ai one worker
 * @property {Caller<import('../worker-types.js').MaskFunctions>} caller
 * @property {string} precision that it has loaded, or begins to; '' as long as it has been asked for none
 * @property {boolean} loaded
 */

/**
 * The AI in its worker, and the small network of the first look beside it; a fresh worker after a failure, a cancel, or a change of
 * precision. In some browsers a thread of a worker's own sometimes never comes up, and the library waits for it without end: then the AI
 * is started once more, with one thread, and keeps to it.
 */
export class MaskMaker {
  /** @type {Ai | null} */
  #ai = null;

  /**
   * @param {object} options
   * @param {(name: string) => import('../rpc.js').Endpoint} options.spawn starts a worker
   * @param {string} options.base address of the AI's files
   * @param {import('../fetch.js').FileEntry[]} options.index `resources.json`
   * @param {Omit<import('../worker-types.js').FirstLookFiles, 'base'>} options.firstLook of the small network, in the same folder
   * @param {number} options.side of the square that the AI gets, and of its mask
   * @param {Record<string, number>} options.bytes what each precision loads
   * @param {number} options.threads how many threads the AI may use; 0: as many as it likes
   * @param {boolean} options.keep whether the worker stays, AI and all, for the next photo
   * @param {number} [options.threadsStill] milliseconds
   */
  constructor({ spawn, base, index, firstLook, side, bytes, threads, keep, threadsStill = THREADS_MS }) {
    this.spawn = spawn;
    this.files = { base, index, side };
    this.sketchFiles = { base, ...firstLook };
    this.bytes = bytes;
    this.threads = threads;
    this.keep = keep;
    this.threadsStill = threadsStill;
  }

  /** @param {string} [precision] any, where it is left out */
  #worker(precision = '') {
    const other = this.#ai?.precision && precision && this.#ai.precision !== precision;
    if (this.#ai && (other || this.#ai.caller.dead)) this.#dispose(this.#ai);
    if (!this.#ai) {
      const name = workerName();
      this.#ai = { caller: new Caller(this.spawn(name), { name }), precision, loaded: false };
    }
    this.#ai.precision ||= precision;
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

  /** Get what makes sketches ready. A failure is told by `sketch`. */
  warm() {
    const ai = this.#worker();
    const threads = this.#threadsOf(ai);
    ai.caller
      .call('warm', { files: this.sketchFiles, threads: this.threads }, { onEvent: (event) => threads.starting(event.starting) })
      .catch(() => {})
      .finally(threads.stop);
  }

  /**
   * A mask of the small network, before that of `make` or not at all. Whoever cancels it cancels `make` too, which ends the worker.
   * @param {Uint8ClampedArray} input RGBA square
   * @param {string} precision of the AI that follows
   * @param {{signal?: AbortSignal}} options
   * @returns {Promise<Plane>}
   */
  async sketch(input, precision, { signal }) {
    if (signal?.aborted) throw abortError();
    const ai = this.#worker(precision);
    const threads = this.#threadsOf(ai);
    const copy = input.slice();
    try {
      return await ai.caller.call(
        'sketch',
        { files: this.sketchFiles, threads: this.threads, input: copy, side: this.files.side },
        { transfer: [copy.buffer], signal, onEvent: (event) => threads.starting(event.starting) },
      );
    } finally {
      threads.stop();
    }
  }

  /**
   * @param {Uint8ClampedArray} input RGBA square
   * @param {string} precision
   * @param {{signal?: AbortSignal, onEvent?: (event: import('../types.js').StageEvent) => void}} options
   * @returns {Promise<Plane>}
   */
  async make(input, precision, options) {
    try {
      return await this.#attempt(input, precision, options);
    } catch (error) {
      if (this.threads === 1 || !(error instanceof WispError) || error.code !== 'worker_hangs') throw error;
      this.threads = 1;
      return this.#attempt(input, precision, options);
    }
  }

  /** @type {MaskMaker['make']} */
  async #attempt(input, precision, { signal, onEvent = () => {} }) {
    if (signal?.aborted) throw abortError();
    const ai = this.#worker(precision);
    const dispose = () => this.#dispose(ai);
    signal?.addEventListener('abort', dispose);
    const total = this.bytes[precision];
    if (ai.loaded) onEvent({ type: 'stage', stage: 'mask', done: 0, total: 1 });
    else onEvent({ type: 'stage', stage: 'load', done: 0, total, unit: 'bytes' });
    const copy = input.slice();
    const threads = this.#threadsOf(ai);
    try {
      const mask = await ai.caller.call(
        'mask',
        { ...this.files, precision, total, input: copy, threads: this.threads },
        {
          transfer: [copy.buffer],
          signal,
          onEvent: (event) => ('starting' in event ? threads.starting(event.starting) : onEvent({ type: 'stage', ...event })),
        },
      );
      ai.loaded = true;
      return mask;
    } catch (error) {
      dispose(); // the library remembers a failed load, and a cancelled one goes on until its worker ends
      if (error instanceof WispError && error.code === 'worker_died')
        throw new WispError('mask', ai.loaded ? 'worker_died' : 'model_failed', { details: error.details });
      throw error;
    } finally {
      threads.stop();
      signal?.removeEventListener('abort', dispose);
    }
  }

  /**
   * Gives up a worker with threads that do not come up.
   * @param {Ai} ai
   */
  #threadsOf({ caller }) {
    /** @type {ReturnType<typeof watchdog> | null} */
    let guard = null;
    const limit = this.threadsStill;
    return {
      starting(/** @type {number} */ count) {
        guard?.stop();
        if (!count) return;
        const details = `${count} of the AI's threads did not start within ${limit / 1000} s`;
        guard = watchdog(limit, () => caller.die(new WispError('mask', 'worker_hangs', { details })));
      },
      stop: () => guard?.stop(),
    };
  }

  /** No further mask is wanted of this photo: the AI goes where it may not stay. */
  rest() {
    if (this.#ai && !this.keep) this.#dispose(this.#ai);
  }

  close() {
    this.#ai?.caller.terminate();
    this.#ai = null;
  }
}

/**
 * A mask of the photo's shape, each side rounded to a whole pixel; one that lies as the photo is stored is turned with it, and said to
 * be. Another one is refused: stretched, it would cut out something else. A square of the AI's own size goes with any photo.
 * @param {Plane} mask
 * @param {{width: number, height: number, orientation: number}} photo
 * @param {number} side of the AI's square
 * @param {import('../codecs/samples.js').Told[]} told
 * @returns {Plane}
 */
export function fitMask(mask, photo, side, told) {
  if (sameShape(mask, photo) || (mask.width === side && mask.height === side)) return mask;
  if (photo.orientation >= 5 && sameShape({ width: mask.height, height: mask.width }, photo)) {
    told.push({ code: 'mask_turned' });
    return { ...mask, ...upright(mask, photo.orientation) };
  }
  const values = { mask: `${mask.width} × ${mask.height}`, photo: `${photo.width} × ${photo.height}` };
  throw new WispError('mask', 'mask_shape', { values });
}

/** @typedef {{width: number, height: number}} Size */

/** A side of the mask may be a pixel off, as rounding leaves it. @param {Size} mask @param {Size} photo */
function sameShape({ width, height }, photo) {
  return Math.abs(width * photo.height - height * photo.width) <= Math.max(photo.width, photo.height);
}
