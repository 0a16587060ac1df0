/**
 * Files by their content: the cache's keys are SHA-256, so a file that two versions share is stored once, and what is stored can always
 * be checked against its own name. Beside them the sets: which files make a version. The page and the service worker use it alike.
 */
import { sha256Hex } from '../fetch.js';
import { filesOf, kept, surplus } from './sets.js';

/** Folder of the keys. */
const FILES = 'stored/';
const SETS = 'sets/';
/** Held shared by whoever stores files, alone by whoever throws files out: none is thrown out that was just found to be there. */
const LOCK = 'wispcut-store ';
/** A page holds a lock of this name and its main script's address for as long as it is open. */
const PAGE = 'wispcut-page ';

/** @typedef {import('../fetch.js').FileEntry} FileEntry */
/** @typedef {import('./sets.js').SiteSet} SiteSet */

const TYPES = /** @type {Record<string, string>} */ ({
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
});

/** @param {string} path */
export function typeOf(path) {
  return TYPES[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? 'application/octet-stream';
}

/** Two sites of one origin share neither files nor locks. */
const root = () => new URL('./', self.document?.baseURI ?? self.location.href);

/** @param {string} sha256 */
const key = (sha256) => new URL(`./${FILES}${sha256}`, root()).href;

export const openStore = () => caches.open(`wispcut-files ${root().pathname}`);

/**
 * @param {Cache} store
 * @param {FileEntry} entry
 */
export const stored = (store, { sha256 }) => store.match(key(sha256));

/** The SHA-256 of all stored files. @param {Cache} store @returns {Promise<import('./sets.js').Have>} */
export async function have(store) {
  const keys = (await store.keys()).map(({ url }) => url);
  const start = new URL(`./${FILES}`, root()).href;
  return new Set(keys.filter((url) => url.startsWith(start)).map((url) => url.slice(start.length)));
}

/**
 * Put a body that was checked.
 * @param {Cache} store
 * @param {FileEntry} entry
 * @param {ArrayBuffer} body
 */
export function put(store, { path, sha256 }, body) {
  return store.put(
    key(sha256),
    new Response(body, { headers: { 'Content-Type': typeOf(path), 'Content-Length': String(body.byteLength) } }),
  );
}

/**
 * A stored file whose content is what its name says; a damaged one is thrown out.
 * @param {Cache} store
 * @param {FileEntry} entry
 * @returns {Promise<{found: 'whole' | 'damaged' | 'missing', body?: ArrayBuffer}>}
 */
export async function read(store, entry) {
  const response = await stored(store, entry);
  if (!response) return { found: 'missing' };
  try {
    const body = await response.arrayBuffer();
    if ((await sha256Hex(body)) === entry.sha256) return { found: 'whole', body };
  } catch {
    // Unreadable is damaged.
  }
  await store.delete(key(entry.sha256));
  return { found: 'damaged' };
}

/** @param {Cache} store @param {FileEntry} entry */
export const verify = async (store, entry) => (await read(store, entry)).found;

/** Every recorded set. @param {Cache} store @returns {Promise<SiteSet[]>} */
export async function readSets(store) {
  const start = new URL(`./${SETS}`, root()).href;
  const keys = (await store.keys()).filter(({ url }) => url.startsWith(start));
  const found = await Promise.all(keys.map(async (request) => (await store.match(request))?.json().catch(() => null)));
  return found.filter(Boolean);
}

/**
 * Record a version as the newest.
 * @param {Cache} store
 * @param {Omit<SiteSet, 'order'>} site
 * @returns {Promise<SiteSet>}
 */
export async function record(store, site) {
  const order = 1 + Math.max(0, ...(await readSets(store)).map((set) => set.order));
  const set = { ...site, order };
  await store.put(new URL(`./${SETS}${site.version}`, root()).href, new Response(JSON.stringify(set)));
  return set;
}

/**
 * Store files while nobody throws any out.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function whileStoring(work) {
  return navigator.locks ? await navigator.locks.request(LOCK + root().pathname, { mode: 'shared' }, work) : work();
}

/** Say, until this page is closed, that files of its version are in use. Resolves once that is known. @param {string} script its main one */
export function holdVersion(script) {
  if (!navigator.locks) return Promise.resolve();
  return new Promise((held) => {
    const hold = () => {
      held(undefined);
      return new Promise(() => {});
    };
    navigator.locks.request(PAGE + script, { mode: 'shared' }, hold).catch(held);
  });
}

/**
 * Throw out what no version needs any more; not while files are stored, and not while a page is open whose version is not known.
 * @param {Cache} store
 * @param {SiteSet} own
 * @param {number} pages how many are open
 */
export async function tidy(store, own, pages) {
  if (!navigator.locks) return;
  await navigator.locks.request(LOCK + root().pathname, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const names = ((await navigator.locks.query()).held ?? []).map(({ name }) => name ?? '');
    const scripts = names.filter((name) => name.startsWith(PAGE + root().href)).map((name) => name.slice((PAGE + root().href).length));
    if (scripts.length < pages) return;
    const [stored, sets] = [await have(store), await readSets(store)];
    const keep = kept(own, sets, stored, (set) => filesOf(set).some(({ path }) => scripts.includes(path)));
    for (const sha256 of surplus(keep, stored)) await store.delete(key(sha256));
    for (const set of sets)
      if (!keep.some(({ version }) => version === set.version)) await store.delete(new URL(`./${SETS}${set.version}`, root()).href);
  });
}
