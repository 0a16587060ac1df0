/**
 * Files of ours over the network, checked against the list that the build made. A download that stands still is given up: what hangs for
 * ever cannot be tried again.
 */
import { abortError, isAbort, WispError } from './errors.js';
import { watchdog } from './watchdog.js';

/** Milliseconds without one byte. Slow connections are no fault: there is no limit to the whole. */
const STALL_MS = 30_000;

/** @typedef {{path: string, bytes: number, sha256: string}} FileEntry a file of the site, by its content */
/**
 * @typedef {object} FetchOptions
 * @property {AbortSignal} [signal]
 * @property {typeof fetch} [get]
 * @property {(bytes: number) => void} [onBytes] how many bytes arrived, with every piece
 * @property {number} [stall] milliseconds without a byte after which the download has failed
 */

/** @param {ArrayBuffer} data */
export async function sha256Hex(data) {
  const digest = await crypto.subtle.digest('SHA-256', data);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The whole body of an address.
 * @param {string} url
 * @param {RequestCache} cache
 * @param {FetchOptions} options
 * @returns {Promise<{response: Response, body: ArrayBuffer}>} rejects with what `fetch` rejects with, or when nothing arrives
 */
export async function fetchWhole(url, cache, { signal, get = fetch, onBytes = () => {}, stall = STALL_MS } = {}) {
  const ours = new AbortController();
  /** @type {(error: Error) => void} */
  let fail = () => {};
  const failed = /** @type {Promise<never>} */ (new Promise((_, reject) => (fail = reject)));
  const give = (/** @type {Error} */ why) => {
    fail(why);
    ours.abort();
  };
  const stop = () => give(abortError());
  const { alive, stop: end } = watchdog(stall, () => give(new Error(`nothing arrived for ${stall / 1000} s`)));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    // A fetch that something else answers need not heed our signal: the limit holds all the same.
    const answer = get(url, { cache, signal: ours.signal, credentials: 'same-origin', redirect: 'error' });
    return await Promise.race([failed, readWhole(answer, alive, onBytes)]);
  } finally {
    end();
    signal?.removeEventListener('abort', stop);
  }
}

/** @param {Promise<Response>} answer @param {() => void} alive @param {(bytes: number) => void} onBytes */
async function readWhole(answer, alive, onBytes) {
  const response = await answer;
  const pieces = /** @type {Uint8Array[]} */ ([]);
  let length = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    alive();
    pieces.push(value);
    length += value.length;
    onBytes(value.length);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return { response, body: body.buffer };
}

/**
 * Fetch a file of ours whole and check it against its SHA-256. A damaged copy in the HTTP cache is fetched afresh, once.
 * @param {string} url
 * @param {{sha256: string}} entry
 * @param {string} stage
 * @param {FetchOptions & {first?: RequestCache}} [options] `onBytes` gets a negative number for bytes that arrived in vain
 * @returns {Promise<Response>} with its body in memory
 */
export async function fetchChecked(url, entry, stage, { first = 'default', onBytes = () => {}, ...options } = {}) {
  const tries = [first, /** @type {const} */ ('reload')];
  for (const [index, cache] of tries.entries()) {
    let arrived = 0;
    const count = (/** @type {number} */ bytes) => {
      arrived += bytes;
      onBytes(bytes);
    };
    let got;
    try {
      got = await fetchWhole(url, cache, { ...options, onBytes: count });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new WispError(stage, 'load_failed', { details: `${url}: ${error instanceof Error ? error.message : error}`, cause: error });
    }
    const { response, body } = got;
    if (!response.ok) throw new WispError(stage, 'load_failed', { details: `${url}: HTTP ${response.status}` });
    if ((await sha256Hex(body)) === entry.sha256) {
      return new Response(body, { headers: { 'Content-Type': response.headers.get('Content-Type') ?? 'application/octet-stream' } });
    }
    onBytes(-arrived);
    if (index === tries.length - 1) throw new WispError(stage, 'damaged_file', { details: `${url}: the SHA-256 is not ${entry.sha256}` });
  }
  throw new Error('unreachable');
}
