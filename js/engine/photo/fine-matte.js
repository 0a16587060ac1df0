/** The matte in 16 bits: the tiles with unknown pixels refined once more for their alpha, the others as they are. */
import { allOrAbort } from '../abortable.js';
import { paste } from '../pixels.js';
import * as python from '../python/calls.js';

/** Bytes a pixel. */
const DEEP = 2;

/**
 * @param {Pick<import('./run.js').Tools, 'pool'>} tools
 * @param {import('../types.js').Result} result
 * @param {AbortSignal} [signal]
 * @returns {Promise<Uint8Array>} two bytes a pixel, the high one first
 */
export async function fineMatte(tools, result, signal) {
  const { photo, rgba, summary, survey: bytes, key, marks } = result;
  const out = new Uint8Array(photo.width * photo.height * DEEP);
  for (let i = 0, at = 3; i < out.length; i += DEEP, at += 4) out.fill(rgba[at], i, i + DEEP); // 257 times a byte
  const solved = summary.tiles.filter((tile) => !tile.untouched);
  const work = solved.map((tile) => async (/** @type {AbortSignal} */ stop) => {
    const fine = await python.refineMatte(tools.pool, { key, bytes }, photo, tile, marks, { signal: stop });
    paste(out, photo.width, tile.core, fine, DEEP);
  });
  await allOrAbort(work, signal);
  return out;
}
