/**
 * Photos that something else hands over (the share target). Any website can send a form here, so the files wait until the person says yes;
 * how many and how much is limited, and names are cleaned. Used by the service worker and by the page.
 */
import { cleanName } from '../file-name.js';

/** How many files are kept. */
const COUNT = 50;
/** In bytes, of all together. */
const BYTES = 500e6;

/** @typedef {{names: string[], bytes: number, refused: number}} Shared `refused`: how many were too many, too large or no photos */

const place = (/** @type {URL} */ base) => `wispcut-shared ${base.pathname}`;
const listAt = (/** @type {URL} */ base) => new URL('./shared/list', base).href;

/**
 * The files to keep, as many as fit. Pure.
 * @template {{type: string, size: number}} T
 * @param {T[]} files
 * @returns {T[]}
 */
export function admitted(files) {
  let bytes = 0;
  return files
    .filter(({ type, size }) => {
      if (!type.startsWith('image/') || size === 0 || bytes + size > BYTES) return false;
      bytes += size;
      return true;
    })
    .slice(0, COUNT);
}

/**
 * Keep what a form brings, in place of what waited before.
 * @param {Request} request
 * @param {URL} base folder of the site
 * @returns {Promise<string>} where to go on
 */
export async function receiveShared(request, base) {
  await dropShared(base);
  const form = await request.formData().catch(() => null);
  const files = /** @type {File[]} */ (form?.getAll('photos').filter((value) => value instanceof File) ?? []);
  const taken = admitted(files);
  if (!files.length) return base.href;
  const cache = await caches.open(place(base));
  const names = taken.map(({ name }) => cleanName(name));
  for (const [index, file] of taken.entries()) {
    await cache.put(new URL(`./shared/${index}`, base).href, new Response(file, { headers: { 'Content-Type': file.type } }));
  }
  /** @type {Shared} */
  const list = { names, bytes: taken.reduce((sum, { size }) => sum + size, 0), refused: files.length - taken.length };
  await cache.put(listAt(base), new Response(JSON.stringify(list)));
  return new URL('./?shared', base).href;
}

/** What waits for a yes. @param {URL} base @returns {Promise<Shared | null>} */
export async function waitingShared(base) {
  const list = await caches.match(listAt(base), { cacheName: place(base) });
  return list ? list.json() : null;
}

/** The files, which then wait no more. @param {URL} base @returns {Promise<File[]>} */
export async function takeShared(base) {
  const cache = await caches.open(place(base));
  const { names } = (await waitingShared(base)) ?? { names: [] };
  const files = await Promise.all(
    names.map(async (name, index) => {
      const kept = await cache.match(new URL(`./shared/${index}`, base).href);
      return kept && new File([await kept.arrayBuffer()], name, { type: kept.headers.get('Content-Type') ?? '' });
    }),
  );
  await dropShared(base);
  return files.filter((file) => file !== undefined);
}

/** @param {URL} base */
export async function dropShared(base) {
  await caches.delete(place(base));
}
