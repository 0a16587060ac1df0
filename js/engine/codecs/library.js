/** A codec's library: started when it is first asked for, kept from then on; a start that failed is tried again. */
import { WispError } from '../errors.js';
import { fetchWhole } from '../fetch.js';

/**
 * @template T
 * @param {'open' | 'encode'} stage in which a failure is told
 * @param {() => Promise<T>} start
 * @returns {() => Promise<T>} throws `load_failed`
 */
export function library(stage, start) {
  /** @type {Promise<T> | null} */
  let started = null;
  return async () => {
    const mine = (started ??= start());
    try {
      return await mine;
    } catch (error) {
      if (started === mine) started = null;
      throw new WispError(stage, 'load_failed', { details: String(error), cause: error });
    }
  };
}

/**
 * The bytes of a library's WebAssembly. A download that stands still has failed, so that the next call can try again.
 * @param {string} url
 * @param {import('../fetch.js').FetchOptions} [options]
 */
export async function wasmAt(url, options) {
  const { response, body } = await fetchWhole(url, 'default', options);
  if (!response.ok) throw new TypeError(`${url}: HTTP ${response.status}`);
  return body;
}
