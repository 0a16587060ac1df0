/**
 * Work in progress, kept on the device: what the page works on survives a reload, a crash and an update, until the person closes it or says so.
 * In IndexedDB, where a change is stored whole or not at all. A page holds a lock for what it keeps: what has no such page waits for a yes.
 * No clock takes part. Where a browser has no locks, nothing is kept.
 */

const PLACE = new URL('./', document.baseURI).pathname;
const DATABASE = `wispcut-work ${PLACE}`;
const LOCK = `wispcut-work ${PLACE} `;
const STORE = 'work';
/** In the tab's own memory: what it worked on before it was reloaded. */
const TAB = 'wispcut-work';
/** So many wait for an answer; older ones are forgotten. */
const WAITING = 3;
/** So long a reloaded page may take to let go of its lock, in milliseconds. */
const HANDOVER = 3000;

/** @typedef {Record<string, Blob>} Files */
/** @typedef {{id: string, order: number, value: unknown, names: string[]}} Entry `names` of its files, each stored under [id, name] */
/** @typedef {Entry & {release: () => void}} Waiting what no page works on any more, held by this one */

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
function finished(transaction) {
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error ?? new DOMException('the transaction was aborted', 'AbortError'));
  });
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** Opened once; again after the browser has closed it. @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= (async () => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    const found = await answer(request);
    found.onclose = () => (opened = null);
    found.onversionchange = () => {
      found.close();
      opened = null;
    };
    return found;
  })().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => T} work @returns {Promise<Awaited<T>>} */
async function within(mode, work) {
  const transaction = (await database()).transaction(STORE, mode);
  const ended = finished(transaction);
  ended.catch(() => {}); // whoever waits for the work gets the error first
  try {
    const made = await work(transaction.objectStore(STORE));
    await ended;
    return made;
  } catch (error) {
    if (!transaction.error) abort(transaction);
    throw transaction.error ?? error;
  }
}

/** @param {IDBTransaction} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

/** Entries lie under their id, files under [id, name]. @param {IDBObjectStore} store @returns {Promise<Entry[]>} the newest first */
async function entries(store) {
  const found = await answer(store.getAll(IDBKeyRange.bound('', '\uffff')));
  return found.sort((a, b) => b.order - a.order);
}

/** @param {IDBObjectStore} store @param {string} id */
function remove(store, id) {
  store.delete(id);
  store.delete(IDBKeyRange.bound([id], [id, []]));
}

/** @param {string} id @param {LockOptions} options @returns {Promise<(() => void) | null>} how to let go; null: another page has it */
function hold(id, options) {
  return new Promise((held) => {
    const take = (/** @type {Lock | null} */ lock) => (lock ? new Promise((release) => held(() => release(undefined))) : held(null));
    navigator.locks.request(LOCK + id, options, take).catch(() => held(null));
  });
}

/** What this page keeps. @type {{id: string, release: () => void} | null} */
let own = null;
/** The files that are stored already, by name. @type {Files} */
let stored = {};

function tabMemory(/** @type {string | null} */ id) {
  try {
    if (id === null) sessionStorage.removeItem(TAB);
    else sessionStorage.setItem(TAB, id);
  } catch {
    // Without it, what was left off is still found, if not first.
  }
}

/**
 * What was left off: that of this tab first, then the newest.
 * @returns {Promise<Waiting[]>}
 */
export async function leftOff() {
  if (!navigator.locks) return [];
  let before = null;
  try {
    before = sessionStorage.getItem(TAB);
  } catch {
    // as above
  }
  const found = await within('readonly', entries);
  found.sort((a, b) => Number(b.id === before) - Number(a.id === before));
  const waiting = [];
  for (const entry of found) {
    const release = await hold(entry.id, entry.id === before ? { signal: AbortSignal.timeout(HANDOVER) } : { ifAvailable: true });
    if (release) waiting.push({ ...entry, release });
  }
  for (const old of waiting.splice(WAITING)) await forget(old);
  return waiting;
}

/**
 * Work on what was left off. Rejects where a file of it cannot be read any more.
 * @param {Waiting} waiting
 * @returns {Promise<Files>}
 */
export async function goOn(waiting) {
  const { id, names, release } = waiting;
  const read = await within('readonly', (store) => Promise.all(names.map((name) => answer(store.get([id, name])))));
  for (const file of read) {
    if (!(file instanceof Blob)) throw new Error(`a file of ${names.join(', ')} is missing`);
    if (file.size) await file.slice(-1).arrayBuffer();
  }
  await forgetOwn();
  own = { id, release };
  stored = Object.fromEntries(names.map((name, i) => [name, read[i]]));
  tabMemory(id);
  return { ...stored };
}

/** @param {Waiting} waiting */
export async function forget({ id, release }) {
  await within('readwrite', (store) => remove(store, id));
  release();
}

/**
 * Keep this, in place of what this page kept before. Files that are stored already are not written again. Rejects where there is no room; what
 * was kept before then stays.
 * @param {unknown} value anything that can be cloned
 * @param {Files} files
 */
export async function keep(value, files) {
  if (!navigator.locks) return;
  if (!own) {
    const id = crypto.randomUUID();
    const release = await hold(id, {});
    if (!release) return;
    own = { id, release };
    stored = {};
  }
  const { id } = own;
  await within('readwrite', async (store) => {
    const others = await entries(store);
    const order = others.find((each) => each.id === id)?.order ?? 1 + Math.max(0, ...others.map((each) => each.order));
    store.put({ id, order, value, names: Object.keys(files) }, id);
    for (const name of Object.keys(stored)) if (!files[name]) store.delete([id, name]);
    for (const [name, file] of Object.entries(files)) if (stored[name] !== file) store.put(file, [id, name]);
  });
  stored = { ...files };
  tabMemory(id);
}

/** Forget what this page keeps. */
export async function forgetOwn() {
  if (!own) return;
  const mine = own;
  own = null;
  stored = {};
  tabMemory(null);
  await forget({ ...mine, order: 0, value: null, names: [] });
}
