/** Files of ours over the network, checked against the list that the build made. */
import { isAbort, WispError } from './errors.js';

/** @typedef {{path: string, bytes: number, sha256: string}} FileEntry a file of the site, by its content */

/** @param {ArrayBuffer} data */
export async function sha256Hex(data) {
  const digest = await crypto.subtle.digest('SHA-256', data);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Fetch a file of ours whole and check it against its SHA-256. A damaged copy in the HTTP cache is fetched afresh, once.
 * @param {string} url
 * @param {{sha256: string}} entry
 * @param {string} stage
 * @param {{signal?: AbortSignal, get?: typeof fetch}} [options]
 * @returns {Promise<Response>} with its body in memory
 */
export async function fetchChecked(url, entry, stage, { signal, get = fetch } = {}) {
  /** @type {RequestCache[]} */
  const tries = ['default', 'reload'];
  for (const [index, cache] of tries.entries()) {
    let response;
    let body;
    try {
      response = await get(url, { cache, signal, credentials: 'same-origin', redirect: 'error' });
      body = await response.arrayBuffer();
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new WispError(stage, 'load_failed', { details: `${url}: ${error instanceof Error ? error.message : error}`, cause: error });
    }
    if (!response.ok) throw new WispError(stage, 'load_failed', { details: `${url}: HTTP ${response.status}` });
    if ((await sha256Hex(body)) === entry.sha256) {
      return new Response(body, { headers: { 'Content-Type': response.headers.get('Content-Type') ?? 'application/octet-stream' } });
    }
    if (index === tries.length - 1) throw new WispError(stage, 'damaged_file', { details: `${url}: the SHA-256 is not ${entry.sha256}` });
  }
  throw new Error('unreachable');
}
