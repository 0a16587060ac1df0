/**
 * The one service worker: keeps the shell, keeps what was loaded once, and gives every response its headers (isolation and the content
 * policy), worker scripts included. It knows every file of the site by path, size and SHA-256, keeps nothing else, and passes on nothing else
 * but what lies under assets/.
 */
import { sha256Hex } from '../js/engine/fetch.js';
import { headersFor } from '../js/engine/offline/headers.js';
import { openStore, put, stored, tidy, typeOf, verify } from '../js/engine/offline/store.js';

const SHARED = 'wispcut-shared';
/** @type {{version: string, shell: import('../js/engine/fetch.js').FileEntry[], assets: import('../js/engine/fetch.js').FileEntry[]}} */
const site = __WISPCUT_SITE__;
const scope = /** @type {any} */ (self);
const base = new URL('./', scope.location.href);
const files = new Map([...site.shell, ...site.assets].map((entry) => [entry.path, entry]));

scope.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
scope.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(activate()));
scope.addEventListener('message', (/** @type {any} */ { data }) => {
  if (data?.type === 'apply-update') scope.skipWaiting();
});
scope.addEventListener('fetch', (/** @type {any} */ event) => event.respondWith(answer(event.request)));

/** The shell, whole and checked, or no installation at all. */
async function install() {
  const store = await openStore();
  for (const entry of site.shell) {
    if ((await verify(store, entry)) === 'whole') continue;
    const response = await fetch(new URL(entry.path, base), { cache: 'no-cache', redirect: 'error' });
    const body = await response.arrayBuffer();
    if (!response.ok || (await sha256Hex(body)) !== entry.sha256) throw new Error(`${entry.path} did not arrive whole`);
    await put(store, entry, body);
  }
}

async function activate() {
  await tidy(await openStore(), [...site.shell, ...site.assets]);
  await scope.clients.claim();
}

/**
 * @param {Request} request
 * @returns {Promise<Response>}
 */
async function answer(request) {
  const url = new URL(request.url);
  if (url.origin !== base.origin) return Response.error();
  const path = url.pathname.startsWith(base.pathname) ? url.pathname.slice(base.pathname.length) : null;
  if (path === null) return request.mode === 'navigate' ? fetch(request) : Response.error();
  if (request.method === 'POST' && path === 'share') return receive(request);
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET is answered here.', path);
  if (path === 'files.json') return dress(new Response(JSON.stringify(site), { headers: { 'Content-Type': typeOf(path) } }), path);
  const entry = files.get(decodeURIComponent(path) || 'index.html');
  if (entry) return dress(await supply(entry, request), path);
  if (path.startsWith('assets/')) return dress(await ofOtherVersion(path), path);
  return request.mode === 'navigate' ? fetch(request) : plain(404, 'No such file.', path);
}

/**
 * From the store, else from the network: then checked and stored. What arrives damaged is handed on unstored; who asked checks it too.
 * @param {import('../js/engine/fetch.js').FileEntry} entry
 * @param {Request} request
 */
async function supply(entry, request) {
  const store = await openStore().catch(() => null);
  const kept = store && request.cache !== 'reload' && (await stored(store, entry).catch(() => null));
  if (kept) return kept;
  let response;
  try {
    response = await fetch(new URL(entry.path, base), { cache: request.cache === 'reload' ? 'reload' : 'no-cache', redirect: 'error' });
  } catch {
    return plain(503, 'No connection.', entry.path);
  }
  if (!response.ok) return response;
  const body = await response.arrayBuffer();
  if (store && (await sha256Hex(body)) === entry.sha256) await put(store, entry, body).catch(() => {});
  return new Response(body, { headers: { 'Content-Type': typeOf(entry.path) } });
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

/**
 * Photos that another app shares: kept until the page asks for them.
 * @param {Request} request
 */
async function receive(request) {
  const cache = await caches.open(SHARED);
  const form = await request.formData();
  let index = 0;
  for (const file of form.getAll('photos')) {
    if (!(file instanceof File)) continue;
    const headers = { 'Content-Type': file.type, 'X-Name': encodeURIComponent(file.name) };
    await cache.put(new URL(`./shared/${Date.now()}-${index}`, base).href, new Response(file, { headers }));
    index += 1;
  }
  return Response.redirect(new URL('./?shared', base).href, 303);
}
