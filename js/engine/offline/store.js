/**
 * Files by their content: the cache's keys are SHA-256, so a file that two versions share is stored once, and what is stored can always
 * be checked against its own name. The page and the service worker use it alike.
 */
import { sha256Hex } from '../fetch.js';

const NAME = 'wispcut-files';

/** @typedef {import('../fetch.js').FileEntry} FileEntry */

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

/** @param {string} sha256 */
const key = (sha256) => new URL(`./stored/${sha256}`, self.location.origin).href;

export const openStore = () => caches.open(NAME);

/**
 * @param {Cache} store
 * @param {FileEntry} entry
 */
export const stored = (store, { sha256 }) => store.match(key(sha256));

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
 * Whether a file is stored and whole; a damaged one is thrown out.
 * @param {Cache} store
 * @param {FileEntry} entry
 */
export async function verify(store, entry) {
  const response = await stored(store, entry);
  if (!response) return 'missing';
  try {
    if ((await sha256Hex(await response.arrayBuffer())) === entry.sha256) return 'whole';
  } catch {
    // Unreadable is damaged.
  }
  await store.delete(key(entry.sha256));
  return 'damaged';
}

/**
 * Forget what no file of the list needs.
 * @param {Cache} store
 * @param {FileEntry[]} entries
 */
export async function tidy(store, entries) {
  const needed = new Set(entries.map(({ sha256 }) => key(sha256)));
  for (const { url } of await store.keys()) if (!needed.has(url)) await store.delete(url);
}
