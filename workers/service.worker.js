/**
 * The one service worker: keeps the shell, keeps what was loaded once, and gives every response its headers (isolation and the content
 * policy), worker scripts included. It knows every file of the site by path, size and SHA-256, keeps nothing else, and passes on nothing else
 * but what lies under assets/. Which version a start gets and which files stay is decided in js/engine/offline/sets.js.
 */
import { confine } from '../js/engine/confine.js';
import { fetchChecked, sha256Hex } from '../js/engine/fetch.js';
import { headersFor } from '../js/engine/offline/headers.js';
import { filesOf, required, served } from '../js/engine/offline/sets.js';
import { receiveShared } from '../js/engine/offline/shared.js';
import { have, openStore, put, read, readSets, record, stored, tidy, typeOf, verify, whileStoring } from '../js/engine/offline/store.js';

/** @typedef {import('../js/engine/fetch.js').FileEntry} FileEntry */
/** @typedef {import('../js/engine/offline/sets.js').SiteSet} SiteSet */
/** @typedef {import('./service-types.js').Scope} Scope */
/** @typedef {import('./service-types.js').Fetched} Fetched */

confine({ store: true });

/** @type {Omit<SiteSet, 'order'>} */
const site = __WISPCUT_SITE__;
const scope = /** @type {Scope} */ (/** @type {unknown} */ (self));
const base = new URL('./', scope.location.href);
const shell = new Set(site.shell.map(({ path }) => path));
const START = 'index.html';

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('message', (event) => {
  if (event.data?.type === 'apply-update') event.waitUntil(takeOver(event.ports[0]));
  if (event.data?.type === 'tidy') event.waitUntil(clean());
});
scope.addEventListener('fetch', (event) => event.respondWith(answer(event)));

/** This version among those that are recorded. @param {SiteSet[]} sets @returns {SiteSet} */
const among = (sets) => sets.find(({ version }) => version === site.version) ?? { ...site, order: 0 };

/** All that this version must have to take over, whole and checked, or no installation at all. */
async function install() {
  const store = await openStore();
  await whileStoring(async () => {
    await record(store, site);
    await fillRequired(store);
  });
}

/** @param {Cache} store */
async function fillRequired(store) {
  const sets = await readSets(store);
  await fill(store, required(among(sets), sets, await have(store)));
}

/** @param {Cache} store @param {FileEntry[]} entries */
async function fill(store, entries) {
  for (const entry of entries) {
    if ((await verify(store, entry)) === 'whole') continue;
    const response = await fetchChecked(new URL(entry.path, base).href, entry, 'store', { first: 'no-cache' });
    await put(store, entry, await response.arrayBuffer());
  }
}

async function activate() {
  await scope.clients.claim();
  await clean();
}

async function clean() {
  const store = await openStore();
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const pages = windows.filter(({ url }) => url.startsWith(base.href)).length;
  await tidy(store, among(await readSets(store)), pages);
}

/** The person asked for this version, which waits. @param {MessagePort} [port] is answered whether it takes over */
async function takeOver(port) {
  try {
    const store = await openStore();
    await whileStoring(() => fillRequired(store));
    port?.postMessage({ ok: true });
    await scope.skipWaiting();
  } catch (error) {
    port?.postMessage({ ok: false, details: String(/** @type {Error & {details?: string}} */ (error).details ?? error) });
  }
}

/** @type {Promise<void> | null} */
let catching = null;

/** Another set is served because this one is not complete: make it so for the next start. @param {Cache} store */
function catchUp(store) {
  catching ??= whileStoring(() => fill(store, filesOf(site)))
    .catch(() => {})
    .finally(() => (catching = null));
  return catching;
}

/**
 * @param {Fetched} event
 * @returns {Promise<Response>}
 */
async function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== base.origin) return Response.error();
  const path = pathIn(url);
  if (path === null) return request.mode === 'navigate' ? fetch(request) : Response.error();
  if (request.method === 'POST' && path === 'share') return Response.redirect(await receiveShared(request, base), 303);
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET is answered here.', path);
  const store = await openStore().catch(() => null);
  if (path === 'files.json') {
    const { version, shell, assets } = await startSet(store);
    return dress(new Response(JSON.stringify({ version, shell, assets }), { headers: { 'Content-Type': typeOf(path) } }), path);
  }
  const ranked = await entriesAt(store, path, event);
  if (store && request.cache !== 'reload') {
    for (const entry of ranked) {
      const kept = await (shell.has(path) ? checked(store, entry) : stored(store, entry)).catch(() => null);
      if (kept) return dress(kept, path);
    }
  }
  if (ranked.length) return dress(await supply(store, ranked, request, event), path);
  if (path.startsWith('assets/')) return dress(await ofOtherVersion(path), path);
  return request.mode === 'navigate' ? fetch(request) : plain(404, 'No such file.', path);
}

/** Where an address lies below the site's folder: null elsewhere, and no file's path where it cannot be read (`/%`). @param {URL} url */
function pathIn({ pathname }) {
  if (!pathname.startsWith(base.pathname)) return null;
  const path = pathname.slice(base.pathname.length);
  try {
    return decodeURIComponent(path) || START;
  } catch {
    return path;
  }
}

/** The set that a start gets. @param {Cache | null} store @returns {Promise<Omit<SiteSet, 'order'>>} */
async function startSet(store) {
  if (!store) return site;
  const sets = await readSets(store);
  return served(among(sets), sets, await have(store));
}

/**
 * The files of this path, the best first: for a start that of the set it gets, else that of the own set; then those of the other sets.
 * @param {Cache | null} store
 * @param {string} path
 * @param {Fetched} event
 * @returns {Promise<FileEntry[]>}
 */
async function entriesAt(store, path, event) {
  const own = filesOf(site).find((entry) => entry.path === path);
  if (!store || (own && path !== START && (await stored(store, own).catch(() => null)))) return own ? [own] : [];
  const start = await startSet(store).catch(() => site);
  if (path === START && start.version !== site.version) event.waitUntil(catchUp(store));
  const first = path === START ? [start, site] : [site];
  const others = (await readSets(store).catch(() => [])).sort((a, b) => b.order - a.order);
  const entries = [...first, ...others].flatMap((set) => filesOf(set).find((entry) => entry.path === path) ?? []);
  return entries.filter(({ sha256 }, i) => entries.findIndex((other) => other.sha256 === sha256) === i);
}

/** A stored file of the shell, whose content nobody else checks. @param {Cache} store @param {FileEntry} entry */
async function checked(store, entry) {
  const { body } = await read(store, entry);
  return body && new Response(body, { headers: { 'Content-Type': typeOf(entry.path) } });
}

/**
 * From the network, handed on as it arrives, and stored if it is one of `entries`. What is not is handed on unstored; who asked checks it too.
 * @param {Cache | null} store
 * @param {FileEntry[]} entries of one path
 * @param {Request} request
 * @param {Fetched} event
 */
async function supply(store, entries, request, event) {
  const [{ path }] = entries;
  let response;
  try {
    response = await fetch(new URL(path, base), { cache: request.cache === 'reload' ? 'reload' : 'no-cache', redirect: 'error' });
  } catch {
    return plain(503, 'No connection.', path);
  }
  if (!response.ok || !response.body) return response;
  const [out, copy] = response.body.tee();
  event.waitUntil(keep(store, entries, new Response(copy)).catch(() => {})); // cut off or no room: it is fetched again
  return new Response(out, { headers: { 'Content-Type': typeOf(path) } });
}

/** @param {Cache | null} store @param {FileEntry[]} entries @param {Response} arriving */
async function keep(store, entries, arriving) {
  const body = await arriving.arrayBuffer();
  const sha256 = await sha256Hex(body);
  const entry = entries.find((each) => each.sha256 === sha256);
  if (store && entry) await put(store, entry, body);
}

/**
 * A file of another version, for a tab that was open before the update: from the network, as long as the host has it; never kept.
 * @param {string} path
 */
async function ofOtherVersion(path) {
  try {
    return await fetch(new URL(path, base), { redirect: 'error' });
  } catch {
    return plain(503, 'No connection.', path);
  }
}

/**
 * @param {Response} response
 * @param {string} path
 */
function dress(response, path) {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(headersFor(`/${path}`))) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** @param {number} status @param {string} text @param {string} path */
function plain(status, text, path) {
  return dress(new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } }), path);
}
