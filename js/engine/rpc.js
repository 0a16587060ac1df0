/**
 * Calls across a worker boundary, over comlink, with what comlink leaves out: every call settles once, with a result, a
 * coded error, a cancel, or the end of the worker.
 *
 * A worker offers plain functions with `offer`; each answers `{value, transfer?}` or throws. The page calls them with a
 * `Caller`. Answers come in an envelope, so that errors keep their code.
 */
import * as Comlink from 'comlink';
import { abortError, asWispError, isAbort, WispError } from './errors.js';
import { watchdog } from './watchdog.js';

/**
 * @typedef {object} Envelope
 * @property {boolean} ok
 * @property {unknown} [value]
 * @property {{stage: string, code: string, message: string, details: string, values: Record<string, string | number>}} [error]
 * @property {boolean} [aborted]
 * @property {boolean} [fatal] the worker is of no more use
 * @property {Health} [health] figures of the worker, such as its heap in bytes
 */

/** @typedef {(event: unknown) => void} Emit */
/** @typedef {Record<string, number>} Health */
/** @typedef {Comlink.Endpoint & {terminate?: () => void, close?: () => void}} Endpoint a Worker or a MessagePort */
/** @typedef {{hello: () => Promise<boolean>, call: (name: string, args: unknown, emit?: Emit) => Promise<Envelope>}} Exposed */

/**
 * What a worker offers, as `(args, emit) => value` by name: see worker-types.js.
 * @typedef {Record<string, (args: never, emit: never) => unknown>} Functions
 */
/**
 * @template [T=unknown]
 * @typedef {{value?: T, transfer?: Transferable[]}} Answer
 */
/**
 * The worker's own side of its functions: each answers with a value and the buffers to hand over.
 * @template {Functions} F
 * @typedef {{[K in keyof F]: (args: Parameters<F[K]>[0], emit: Parameters<F[K]>[1]) => Answer<ReturnType<F[K]>> | Promise<Answer<ReturnType<F[K]>>>}} Offer
 */

/**
 * Worker side: offer functions to a {@link Caller}.
 * @param {Offer<Functions>} functions
 * @param {object} [options]
 * @param {(error: unknown, name: string) => Error} [options.explain] gives an error its code
 * @param {() => Health} [options.health]
 * @param {Endpoint} [options.endpoint] where to listen; the worker's own scope by default
 */
export function offer(functions, { explain, health = () => ({}), endpoint } = {}) {
  const scope = /** @type {{name?: string}} */ (globalThis);
  const offered = /** @type {Record<string, (args: unknown, emit: Emit) => Answer | Promise<Answer>>} */ (
    /** @type {unknown} */ (functions)
  );
  Comlink.expose(
    {
      /** Answers once the worker runs; from then on it holds a lock that is released only by its end. */
      async hello() {
        await holdLock(scope.name ?? '');
        return true;
      },
      /**
       * @param {string} name
       * @param {unknown} args
       * @param {Emit} [emit]
       * @returns {Promise<Envelope>}
       */
      async call(name, args, emit) {
        try {
          const run = offered[name];
          if (!run) throw new WispError('load', 'internal', { details: `no function ${name} in this worker` });
          const { value, transfer = [] } = await run(args, emit ?? (() => {}));
          const envelope = { ok: true, value, health: health() };
          return transfer.length ? Comlink.transfer(envelope, transfer) : envelope;
        } catch (thrown) {
          if (isAbort(thrown)) return { ok: false, aborted: true, health: health() };
          const known = thrown instanceof WispError || !explain ? thrown : explain(thrown, name);
          const error = /** @type {WispError} */ (asWispError(known, name));
          const { stage, code, message, details, values } = error;
          const fatal = code === 'worker_died' || code === 'out_of_memory';
          return { ok: false, fatal, error: { stage, code, message, details, values }, health: health() };
        } finally {
          /** @type {Partial<Comlink.ProxyMethods> | undefined} */ (emit)?.[Comlink.releaseProxy]?.();
        }
      },
    },
    endpoint,
  );
}

/** @param {string} name */
function holdLock(name) {
  if (!name || !globalThis.navigator?.locks) return Promise.resolve();
  return new Promise((held, failed) => {
    navigator.locks
      .request(name, () => {
        held(undefined);
        return new Promise(() => {});
      })
      .catch(failed);
  });
}

/** Milliseconds in which a worker's script must arrive and begin. */
const HELLO_MS = 120_000;
/** Milliseconds in which a call must settle or emit something. Many times what the slowest takes: a large tile on an old phone. */
const STILL_MS = 300_000;

let count = 0;
/** A name that no other worker of this origin has: tabs share their locks. */
export function workerName() {
  count += 1;
  return `wispcut-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${count}`;
}

/**
 * @template [E=unknown]
 * @typedef {object} CallOptions
 * @property {Transferable[]} [transfer] buffers to hand over
 * @property {AbortSignal} [signal] aborting rejects the call at once; stopping the worker's work is up to the owner
 * @property {(event: E) => void} [onEvent] called with what the function emits
 * @property {number} [still] milliseconds without an event after which the worker counts as hung, and is ended
 */
/**
 * The events of a function.
 * @template {(args: never, emit: never) => unknown} F
 * @typedef {Parameters<F>[1] extends (event: infer E) => void ? E : never} EventOf
 */

/** @param {string} details */
const ended = (details) => new WispError('load', 'worker_died', { details });

/**
 * Page side: one worker (or any message port) and the calls under way in it.
 * @template {Functions} F what the worker offers
 */
export class Caller {
  /**
   * @param {Endpoint} endpoint
   * @param {{name?: string, onDead?: (error: WispError) => void, patience?: number}} [options] `name`: the lock that the worker holds until
   *   its end; `patience`: milliseconds in which it must answer for the first time
   */
  constructor(endpoint, { name = '', onDead = () => {}, patience = HELLO_MS } = {}) {
    this.endpoint = endpoint;
    this.remote = /** @type {Exposed} */ (/** @type {unknown} */ (Comlink.wrap(endpoint)));
    this.dead = /** @type {WispError | null} */ (null);
    this.onDead = onDead;
    /** @type {Health} */
    this.health = {};
    /** @type {Set<(error: Error) => void>} */
    this.pending = new Set();
    this.retired = false;
    /** How many calls have not settled; the first greeting is none. */
    this.open = 0;
    this.watch = new AbortController();
    /** Its script has arrived and runs. Before, an end is a load that failed, and no lack of memory. */
    this.begun = false;
    const onError = (/** @type {Event & {message?: string}} */ event) => {
      event.preventDefault();
      const details = event.message ?? 'the worker sent something unreadable';
      this.die(this.begun ? ended(details) : new WispError('load', 'load_failed', { details: `a worker did not begin: ${details}` }));
    };
    endpoint.addEventListener('error', onError, { signal: this.watch.signal });
    endpoint.addEventListener('messageerror', onError, { signal: this.watch.signal });
    endpoint.addEventListener('close', () => this.die(ended('the port closed')), { signal: this.watch.signal });
    /** Settles when the worker answers for the first time. */
    this.ready = this.#settle((done) => this.remote.hello().then(() => done(this.#watchLock(name))), {});
    const { stop } = watchdog(patience, () => {
      this.die(new WispError('load', 'load_failed', { details: `a worker did not begin within ${patience / 1000} s` }));
    });
    this.ready
      .then(() => (this.begun = true))
      .catch(() => {})
      .finally(stop);
  }

  /** @param {string} name */
  #watchLock(name) {
    if (!name || !globalThis.navigator?.locks) return;
    navigator.locks.request(name, { signal: this.watch.signal }, () => this.die(ended('the worker ended'))).catch(() => {});
  }

  /**
   * @template {keyof F & string} K
   * @param {K} name
   * @param {Parameters<F[K]>[0]} args
   * @param {CallOptions<EventOf<F[K]>>} [options]
   * @returns {Promise<ReturnType<F[K]>>}
   */
  async call(name, args, { transfer = [], signal, onEvent, still = STILL_MS } = {}) {
    this.open += 1;
    const { alive, stop } = watchdog(still, () => {
      this.die(new WispError(name, 'worker_hangs', { details: `no sign of life from ${name} for ${still / 1000} s` }));
    });
    const answer = this.#settle(
      (done, failed) => {
        const emit = onEvent
          ? Comlink.proxy((/** @type {unknown} */ event) => {
              alive();
              if (!signal?.aborted) onEvent(/** @type {EventOf<F[K]>} */ (event));
            })
          : undefined;
        this.remote.call(name, transfer.length ? Comlink.transfer(args, transfer) : args, emit).then((/** @type {Envelope} */ envelope) => {
          this.health = envelope.health ?? this.health;
          if (envelope.ok) return done(envelope.value);
          if (envelope.aborted) return failed(abortError());
          const { stage, code, ...more } = /** @type {NonNullable<Envelope['error']>} */ (envelope.error);
          const error = new WispError(stage, code, more);
          failed(error);
          if (envelope.fatal) this.die(error);
        }, failed);
      },
      { signal },
    );
    try {
      return await answer;
    } finally {
      stop();
      this.open -= 1;
      if (this.retired && !this.open) this.terminate();
    }
  }

  /**
   * A promise that settles once: by `start`, by the signal or by the worker's death.
   * @template T
   * @param {(done: (value: T) => void, failed: (error: Error) => void) => void} start
   * @param {{signal?: AbortSignal}} options
   * @returns {Promise<T>}
   */
  #settle(start, { signal }) {
    return new Promise((resolve, reject) => {
      if (this.dead) return reject(this.dead);
      if (signal?.aborted) return reject(abortError());
      const aborted = () => failed(abortError());
      const end = () => {
        this.pending.delete(failed);
        signal?.removeEventListener('abort', aborted);
      };
      const failed = (/** @type {Error} */ error) => {
        end();
        reject(error);
      };
      const done = (/** @type {T} */ value) => {
        end();
        resolve(value);
      };
      this.pending.add(failed);
      signal?.addEventListener('abort', aborted);
      try {
        start(done, failed);
      } catch (error) {
        failed(/** @type {Error} */ (error));
      }
    });
  }

  /**
   * The worker is gone: every call under way is rejected, and every later one.
   * @param {WispError} why
   */
  die(why) {
    if (this.dead) return;
    this.dead = why;
    this.watch.abort();
    this.endpoint.terminate?.();
    this.endpoint.close?.();
    for (const reject of [...this.pending]) reject(why);
    this.onDead(why);
  }

  /** End the worker on purpose; calls under way are cancelled. */
  terminate() {
    if (this.dead) return;
    this.onDead = () => {};
    for (const reject of [...this.pending]) reject(abortError());
    this.die(ended('terminated'));
  }

  /** End the worker as soon as no call is under way in it. */
  retire() {
    this.retired = true;
    if (!this.open) this.terminate();
  }
}
