/**
 * A pool of workers with Python: boots as many as there is work for, one after the other, gives each one task at a time, replaces those
 * that died and those whose heap has grown too large.
 *
 * A task that was under way in a worker that died is done once more, by another one. A cancelled task stops its worker: through
 * Python's interrupt where memory may be shared, else by ending the worker; a warm replacement starts at once.
 */
import { abortError, asWispError, isAbort, WispError } from '../errors.js';
import { Caller, workerName } from '../rpc.js';
import { watchdog } from '../watchdog.js';

/** In bytes. A WebAssembly heap never shrinks; above this a worker is replaced as soon as it is free. */
const HEAP_LIMIT = 384 * 2 ** 20;
/** How long an interrupted Python may take to stop before its worker is ended. */
const GRACE_MS = 400;
/** Milliseconds in which a worker that boots must say something. Its downloads have their own, shorter limit. */
const BOOT_STILL_MS = 180_000;

/** @typedef {import('../worker-types.js').PythonFunctions} PythonFunctions */

/**
 * @template {keyof PythonFunctions} [K=keyof PythonFunctions]
 * @typedef {object} Job
 * @property {K} name function of the worker
 * @property {() => {args: Parameters<PythonFunctions[K]>[0], transfer?: Transferable[]}} prepare makes the arguments, afresh for every attempt
 * @property {import('../worker-types.js').Survey} [survey] what the worker must hold before
 * @property {AbortSignal} [signal]
 * @property {boolean} [urgent] goes before everything that waits
 * @property {() => void} [onStart]
 * @property {(event: import('../rpc.js').EventOf<PythonFunctions[K]>) => void} [onEvent]
 */

/**
 * @typedef {object} Task
 * @property {Job} job
 * @property {(value: unknown) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {number} deaths
 * @property {() => void} forget
 */

/**
 * @typedef {object} Slot
 * @property {Caller<PythonFunctions>} caller
 * @property {'booting' | 'idle' | 'busy'} state
 * @property {Task | null} task
 * @property {string} survey key of the survey it holds
 * @property {Uint8Array | null} interrupt
 */

/** @typedef {import('../types.js').WorkersState} WorkersState */

export class Pool {
  /**
   * @param {object} options
   * @param {number} options.size the most workers that it boots
   * @param {(name: string) => import('../rpc.js').Endpoint} options.spawn starts a worker
   * @param {(interrupt: Uint8Array | null) => Parameters<PythonFunctions['boot']>[0]} options.boot arguments of its `boot`
   * @param {(state: WorkersState) => void} [options.onState]
   * @param {number} [options.heapLimit]
   * @param {number} [options.bootStill] milliseconds
   */
  constructor({ size, spawn, boot, onState = () => {}, heapLimit = HEAP_LIMIT, bootStill = BOOT_STILL_MS }) {
    this.size = size;
    this.spawn = spawn;
    this.bootArguments = boot;
    this.onState = onState;
    this.heapLimit = heapLimit;
    this.bootStill = bootStill;
    /** @type {Slot[]} */
    this.slots = [];
    /** @type {Task[]} */
    this.queue = [];
    /** @type {WispError | null} */
    this.failure = null;
    /** @type {WorkersState['step']} */
    this.step = '';
    this.bytes = { done: 0, total: 0 };
    this.closed = false;
    /** How many have had work at once, or were said to be about to. */
    this.wanted = 1;
    this.holds = 0;
    /** @type {{resolve: () => void, reject: (error: Error) => void}[]} */
    this.waiting = [];
  }

  /** @returns {WorkersState} */
  get state() {
    const ready = this.slots.filter(({ state }) => state !== 'booting').length;
    const workers = this.failure ? 'failed' : ready ? 'ready' : this.slots.length ? 'booting' : 'cold';
    const heap = Math.max(0, ...this.slots.map(({ caller }) => caller.health.heap ?? 0));
    return { workers, step: this.step, bytes: this.bytes, ready, size: this.size, heap, error: this.failure };
  }

  /** Boot the first worker. Resolves with it. */
  warm() {
    if (this.closed) return Promise.reject(abortError());
    if (this.failure) return Promise.reject(this.failure);
    if (this.slots.some(({ state }) => state !== 'booting')) return Promise.resolve();
    const first = new Promise((resolve, reject) => this.waiting.push({ resolve: () => resolve(undefined), reject }));
    this.#grow();
    return first;
  }

  /** After a failed start: forget the failure and boot again. */
  retry() {
    this.failure = null;
    return this.warm();
  }

  #publish() {
    if (!this.closed) this.onState(this.state);
  }

  /** So many tasks are about to come: boot workers for them meanwhile. @param {number} tasks */
  want(tasks) {
    this.wanted = Math.max(this.wanted, tasks);
    this.#grow();
  }

  /**
   * Boot no worker beside the first until the answer is called: something else needs the processor, and one is enough meanwhile.
   * @returns {() => void}
   */
  hold() {
    this.holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.holds -= 1;
      this.#grow();
    };
  }

  /** How many workers there is work for. What is urgent is short: it waits for another of its kind, not for long work. */
  #demand() {
    const long = this.slots.filter(({ task }) => task && !task.job.urgent).length + this.queue.filter(({ job }) => !job.urgent).length;
    return long + (long && this.queue.some(({ job }) => job.urgent) ? 1 : 0);
  }

  /** Boot one more worker where there is work for it, unless one is booting, the pool is full, or the others are held back. */
  #grow() {
    if (this.closed || this.failure) return;
    if (this.holds && this.slots.length) return;
    if (this.slots.some(({ state }) => state === 'booting')) return;
    this.wanted = Math.max(this.wanted, this.#demand());
    if (this.slots.length >= Math.min(this.size, this.wanted)) return;
    const name = workerName();
    const interrupt = globalThis.crossOriginIsolated && globalThis.SharedArrayBuffer ? new Uint8Array(new SharedArrayBuffer(1)) : null;
    const onDead = (/** @type {WispError} */ error) => this.#died(slot, error);
    /** @type {Caller<PythonFunctions>} */
    const caller = new Caller(this.spawn(name), { name, onDead });
    /** @type {Slot} */
    const slot = { caller, state: 'booting', task: null, survey: '', interrupt };
    this.slots.push(slot);
    this.#publish();
    const { alive, stop } = watchdog(this.bootStill, () => {
      caller.die(new WispError('load', 'load_failed', { details: `the refiner stood still at ${this.step || 'its start'}` }));
    });
    caller
      .call('boot', this.bootArguments(interrupt), {
        onEvent: ({ step, done, total }) => {
          alive();
          if (this.slots.some(({ state }) => state !== 'booting')) return;
          if (step) this.step = /** @type {WorkersState['step']} */ (step);
          if (total) this.bytes = { done: done ?? 0, total };
          this.#publish();
        },
      })
      .then(
        () => {
          slot.state = 'idle';
          this.step = '';
          for (const { resolve } of this.waiting.splice(0)) resolve();
          this.#publish();
          this.#next();
          this.#grow();
        },
        (error) => this.#bootFailed(slot, error),
      )
      .finally(stop);
  }

  /** @param {Slot} slot @param {unknown} error */
  #bootFailed(slot, error) {
    this.#remove(slot);
    if (this.closed || isAbort(error)) return;
    // With other workers a failed start only makes the pool smaller; without, every task that waits fails with it.
    if (this.slots.length) {
      this.size = this.slots.length;
      return this.#publish();
    }
    const failure = /** @type {WispError} */ (asWispError(error, 'load', 'load_failed'));
    this.failure = failure;
    for (const { reject } of this.waiting.splice(0)) reject(failure);
    for (const task of this.queue.splice(0)) {
      task.forget();
      task.reject(failure);
    }
    this.#publish();
  }

  /** @param {Slot} slot */
  #remove(slot) {
    this.slots = this.slots.filter((other) => other !== slot);
    slot.caller.terminate();
  }

  /** @param {Slot} slot @param {WispError} error */
  #died(slot, error) {
    if (slot.state === 'booting') return; // its boot call rejects too
    const task = slot.task;
    slot.task = null;
    this.#remove(slot);
    if (task && !task.job.signal?.aborted) {
      task.deaths += 1;
      if (task.deaths > 1) {
        task.forget();
        task.reject(error);
      } else this.queue.unshift(task);
    }
    this.#publish();
    this.#grow();
  }

  /**
   * @template {keyof PythonFunctions} K
   * @param {Job<K>} job
   * @returns {Promise<ReturnType<PythonFunctions[K]>>}
   */
  run(job) {
    return new Promise((resolve, reject) => {
      if (this.closed || job.signal?.aborted) return reject(abortError());
      if (this.failure) return reject(this.failure);
      const aborted = () => this.#abort(task);
      const forget = () => job.signal?.removeEventListener('abort', aborted);
      /** @type {Task} */
      const task = {
        job: /** @type {Job} */ (/** @type {unknown} */ (job)),
        resolve: /** @type {Task['resolve']} */ (resolve),
        reject,
        deaths: 0,
        forget,
      };
      job.signal?.addEventListener('abort', aborted);
      if (job.urgent) this.queue.unshift(task);
      else this.queue.push(task);
      this.#next();
      this.#grow();
    });
  }

  /** @param {Task} task */
  #abort(task) {
    task.forget();
    task.reject(abortError());
    this.queue = this.queue.filter((other) => other !== task);
    const slot = this.slots.find((other) => other.task === task);
    if (slot) this.#stop(slot);
  }

  /** Stop what a worker is doing. @param {Slot} slot */
  #stop(slot) {
    const end = () => {
      if (slot.state !== 'busy' || !slot.task) return;
      slot.task = null;
      this.#remove(slot);
      this.#publish();
      this.#grow();
    };
    if (!slot.interrupt) return end();
    const { task } = slot;
    slot.interrupt[0] = 2; // SIGINT: Python raises KeyboardInterrupt at its next step
    setTimeout(() => slot.task === task && end(), GRACE_MS);
  }

  /** Give waiting tasks to free workers. */
  #next() {
    for (const slot of this.slots) {
      if (!this.queue.length) return;
      if (slot.state !== 'idle') continue;
      const task = /** @type {Task} */ (this.queue.shift());
      slot.state = 'busy';
      slot.task = task;
      this.#work(slot, task);
    }
  }

  /** @param {Slot} slot @param {Task} task */
  async #work(slot, task) {
    const { job } = task;
    const { heap } = slot.caller.health;
    try {
      job.onStart?.();
      if (job.survey && slot.survey !== job.survey.key) {
        await slot.caller.call('loadSurvey', { key: job.survey.key, bytes: job.survey.bytes });
        slot.survey = job.survey.key;
      }
      const { args, transfer } = job.prepare();
      if (job.name === 'survey') slot.survey = /** @type {import('../worker-types.js').Survey} */ (args).key;
      const value = await slot.caller.call(job.name, args, { transfer, onEvent: job.onEvent });
      task.forget();
      task.resolve(value);
    } catch (error) {
      if (slot.caller.dead) return; // #died has requeued or rejected the task
      task.forget();
      task.reject(/** @type {Error} */ (error));
    }
    if (slot.task !== task) return;
    slot.task = null;
    slot.state = 'idle';
    if (slot.interrupt) slot.interrupt[0] = 0;
    if (slot.caller.health.heap !== heap) this.#publish();
    if ((slot.caller.health.heap ?? 0) > this.heapLimit) {
      this.#remove(slot);
      this.#publish();
      this.#grow();
    }
    this.#next();
  }

  close() {
    this.closed = true;
    const under = this.slots.flatMap(({ task }) => task ?? []);
    for (const slot of [...this.slots]) this.#remove(slot);
    for (const task of [...under, ...this.queue.splice(0)]) {
      task.forget();
      task.reject(abortError());
    }
    for (const { reject } of this.waiting.splice(0)) reject(abortError());
  }
}
