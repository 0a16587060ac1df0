/** A file within a number of kilobytes: the highest quality that fits is found by halving. The same as `formats/limit.py`. */
import { WispError } from '../errors.js';

/** No lower quality is tried than this, or than the one that is asked for: below it a photo falls into blocks. */
export const LOWEST = 30;

/**
 * @param {(quality: number) => Promise<Blob>} make
 * @param {number} quality
 * @param {number} maxKb of 1000 bytes; 0 is no limit
 * @param {import('../types.js').Format} format only a JPEG has a quality
 * @returns {Promise<Blob>} at the highest quality up to `quality` that fits
 */
export async function within(make, quality, maxKb, format) {
  let blob = await make(quality);
  const limit = 1000 * maxKb;
  if (!maxKb || blob.size <= limit) return blob;
  let [low, high] = [Math.min(LOWEST, quality), quality - 1];
  /** @type {Blob | null} */
  let fits = null;
  while (format === 'jpeg' && low <= high) {
    const middle = Math.floor((low + high) / 2); // the lowest of all is tried before nothing fits
    blob = await make(middle);
    if (blob.size <= limit) [fits, low] = [blob, middle + 1];
    else high = middle - 1;
  }
  if (fits) return fits;
  const values = { kilobytes: Math.ceil(blob.size / 1000), limit: maxKb };
  throw new WispError('encode', 'file_large', { values });
}
