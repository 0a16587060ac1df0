/**
 * Wispcut without a network: stores every file of the site when the person asks for it, one by one, each checked by its SHA-256; checks all
 * of them at start; offers updates and never forces them.
 */
import { abortError, isAbort, WispError } from '../errors.js';
import { fetchChecked, fetchWhole } from '../fetch.js';
import { registerServiceWorker } from '../trusted.js';
import { dropShared, takeShared, waitingShared } from './shared.js';
import { holdVersion, openStore, put, verify, whileStoring } from './store.js';

/** Share of the bytes from which on a copy is partly here: a visit alone stores the shell, Python and the small model, 0.27 of all. */
const PARTLY = 0.4;
/** Milliseconds that a version which may take over gets for it; then the page is loaded again all the same. */
const TAKEOVER_MS = 10_000;

/** @typedef {import('../types.js').OfflineState} OfflineState */
/** @typedef {import('../fetch.js').FileEntry} FileEntry */

/**
 * @param {object} [options]
 * @param {(state: OfflineState) => void} [options.onState]
 * @param {(update: import('../types.js').Offline['update']) => void} [options.onUpdate] called once for each new version
 * @returns {import('../types.js').Offline}
 */
export function createOffline({ onState = () => {}, onUpdate = () => {} } = {}) {
  const supported = import.meta.env.PROD && 'serviceWorker' in navigator && 'caches' in globalThis;
  /** @type {OfflineState} */
  const state = { kind: supported ? 'checking' : 'unsupported', persisted: null, done: 0, total: 0, files: 0, missing: 0 };
  const publish = (/** @type {Partial<OfflineState>} */ change) => {
    Object.assign(state, change);
    onState(state);
    return state;
  };
  /** @type {AbortController | null} */
  let storing = null;
  /** @type {ServiceWorkerRegistration | null} */
  let registration = null;
  /** @type {{shell: FileEntry[], assets: FileEntry[]} | null} */
  let site = null;

  let asked = false;
  const update = {
    available: false,
    elsewhere: false,
    /** Let the waiting version take over, and reload into it. Rejects where it is not complete and cannot be made so. */
    async apply() {
      const waiting = registration?.waiting;
      if (waiting) {
        asked = true;
        const changed = new Promise((resolve) => {
          navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
        });
        await mayTakeOver(waiting).catch((error) => {
          asked = false;
          throw error;
        });
        await Promise.race([changed, new Promise((resolve) => setTimeout(resolve, TAKEOVER_MS))]);
      }
      if (waiting || update.elsewhere) location.reload();
    },
  };

  /** Another tab let a new version take over: it serves this older page too. */
  function watchTakeover() {
    let served = Boolean(navigator.serviceWorker.controller);
    const taken = () => {
      if (served && !asked) {
        Object.assign(update, { available: true, elsewhere: true });
        onUpdate(update);
      }
      served = true;
    };
    navigator.serviceWorker.addEventListener('controllerchange', taken);
  }

  async function register() {
    const held = holdVersion(import.meta.url);
    registration = await registerServiceWorker('./sw.js', { type: 'classic', updateViaCache: 'none' });
    held.then(() => navigator.serviceWorker.controller?.postMessage({ type: 'tidy' }));
    const waits = () => {
      if (!registration?.waiting || !navigator.serviceWorker.controller) return;
      update.available = true;
      onUpdate(update);
    };
    registration.addEventListener('updatefound', () => registration?.installing?.addEventListener('statechange', waits));
    waits();
    return registration;
  }
  if (supported) watchTakeover();
  const registering = supported ? register().catch(() => void publish({ kind: 'unsupported' })) : Promise.resolve();

  /** Every file of the site, as this version of the page knows it. */
  async function list() {
    if (!site) {
      const { response, body } = await fetchWhole(new URL('./files.json', document.baseURI).href, 'no-cache').catch((error) => {
        throw new WispError('store', 'load_failed', { details: `files.json: ${error.message}`, cause: error });
      });
      if (!response.ok) throw new WispError('store', 'load_failed', { details: `files.json: HTTP ${response.status}` });
      site = JSON.parse(new TextDecoder().decode(body));
    }
    const { shell, assets } = /** @type {NonNullable<typeof site>} */ (site);
    return [...shell, ...assets];
  }

  /**
   * Look at every stored file. What was stored once and is lost or damaged, or is new since an update, is fetched again.
   * @param {{repair?: boolean}} [options]
   * @returns {Promise<OfflineState>}
   */
  async function check({ repair = true } = {}) {
    await registering;
    if (state.kind === 'unsupported') return state;
    publishAnswer(navigator.storage?.persisted?.());
    if (state.kind === 'empty' || state.kind === 'partly') publish({ kind: 'checking' });
    const entries = await list().catch((error) => {
      if (state.kind === 'checking') publish({ kind: 'empty' });
      throw error;
    });
    const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
    const cache = await openStore();
    let done = 0;
    let damaged = storedOnce() ? 1 : 0;
    for (const entry of entries) {
      const found = await verify(cache, entry);
      if (found === 'whole') done += entry.bytes;
      if (found === 'damaged') damaged += 1;
      if (storing) return state; // a store began meanwhile and publishes the rest
    }
    const ready = done === total && (await controls());
    if (ready) remember();
    const kind = ready ? 'ready' : damaged && done < total ? 'damaged' : done > PARTLY * total ? 'partly' : 'empty';
    publish({ kind, done, total, files: entries.length, missing: total - done });
    return kind === 'damaged' && repair && navigator.onLine ? store() : state;
  }

  /** Some browsers ask the person whether to persist, who may leave the question open: nothing waits for the answer. @param {Promise<boolean>} [answer] */
  function publishAnswer(answer) {
    answer?.then((persisted) => publish({ persisted })).catch(() => {});
  }

  /** Whether a service worker stands ready to serve the next load. */
  async function controls() {
    return Boolean((await navigator.serviceWorker.getRegistration())?.active);
  }

  async function store() {
    await registering;
    if (state.kind === 'unsupported') return state;
    if (storing) return state;
    const mine = new AbortController();
    storing = mine;
    const { signal: stop } = mine;
    try {
      const entries = await list();
      const total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
      publish({ kind: 'storing', total, files: entries.length, done: 0 });
      publishAnswer(navigator.storage?.persist?.());
      await navigator.serviceWorker.ready;
      const cache = await openStore();
      await whileStoring(async () => {
        let done = 0;
        for (const entry of entries) {
          if (stop.aborted) throw abortError();
          if ((await verify(cache, entry)) !== 'whole') {
            await room(entry, total - done);
            const response = await fetchChecked(new URL(entry.path, document.baseURI).href, entry, 'store', { signal: stop });
            await keep(cache, entry, await response.arrayBuffer(), total - done);
          }
          done += entry.bytes;
          publish({ kind: 'storing', done });
        }
      });
      storing = null;
      return await check({ repair: false });
    } catch (error) {
      if (storing === mine) storing = null;
      if (error instanceof WispError && error.code === 'storage_full') publish({ kind: 'full', missing: Number(error.values.bytes) });
      // What cannot be fetched again after all was stored once is a loss, not a pause.
      else if ((error instanceof WispError && error.code === 'damaged_file') || (storedOnce() && !isAbort(error)))
        publish({ kind: 'damaged' });
      else publish({ kind: 'paused' });
      if (isAbort(error)) return state;
      throw error;
    }
  }

  return {
    registering,
    check: () => check(),
    store,
    pause: () => storing?.abort(),
    update,
    shared: {
      waiting: async () => ('caches' in globalThis ? waitingShared(folder()) : null),
      take: () => takeShared(folder()),
      drop: () => dropShared(folder()),
    },
  };
}

const folder = () => new URL('./', document.baseURI);

/** Ask a waiting version to take over; its answer says whether it can. @param {ServiceWorker} waiting */
async function mayTakeOver(waiting) {
  const { port1, port2 } = new MessageChannel();
  /** @type {{ok: boolean, details?: string}} */
  const { ok, details } = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    waiting.addEventListener('statechange', () => waiting.state === 'redundant' && resolve({ ok: false, details: 'a newer one came' }));
    waiting.postMessage({ type: 'apply-update' }, [port2]);
  });
  port1.close();
  if (!ok) throw new WispError('store', 'load_failed', { details });
}

const MARK = 'wispcut.stored';

/** Whether everything was stored once: then what is missing now is a loss, not something not yet stored. */
function storedOnce() {
  try {
    return localStorage.getItem(MARK) === 'yes';
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(MARK, 'yes');
  } catch {
    // Without it a loss looks like a first visit; both offer to store.
  }
}

/** @param {number} bytes */
const full = (bytes) => new WispError('store', 'storage_full', { values: { megabytes: Math.ceil(bytes / 1e6), bytes } });

/** Refuse before writing when the browser says there is no room. @param {FileEntry} entry @param {number} left */
async function room(entry, left) {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota !== undefined && usage !== undefined && quota - usage < entry.bytes) throw full(left - Math.max(0, quota - usage));
}

/** @param {Cache} cache @param {FileEntry} entry @param {ArrayBuffer} body @param {number} left */
async function keep(cache, entry, body, left) {
  try {
    await put(cache, entry, body);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') throw full(left);
    throw error;
  }
}
