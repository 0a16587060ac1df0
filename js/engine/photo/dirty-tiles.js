/** The tiles that changed marks make dirty: where the marks differ, and which tiles must be refined again. */
import { intersection } from '../pixels.js';

/** @typedef {import('../types.js').Box} Box */
/** @typedef {import('../types.js').Plane} Plane */
/**
 * @typedef {object} Inputs what a tile is refined from, beside the photo
 * @property {Uint8Array | null} marks of the photo's size
 * @property {Plane | undefined} trimap of the survey's size
 */

/** Whether two planes of marks are equal; no plane equals an empty one. @param {Uint8Array | null} a @param {Uint8Array | null} b */
export function sameMarks(a, b) {
  if (a === b) return true;
  if (!a || !b) return !(a ?? b)?.some((mark) => mark > 0);
  return a.length === b.length && a.every((mark, i) => mark === b[i]);
}

/**
 * The box around all marks that changed, widened by the reach; null where none did.
 * @param {Uint8Array | null} now
 * @param {Uint8Array | null} before
 * @param {{width: number, height: number}} photo
 * @param {number} reach in pixels: how far the trimap follows a changed mark
 * @returns {Box | null}
 */
export function changedBox(now, before, { width, height }, reach) {
  let [top, left, bottom, right] = [height, width, -1, -1];
  for (let r = 0, at = 0; r < height; r += 1) {
    for (let c = 0; c < width; c += 1, at += 1) {
      if ((now?.[at] ?? 0) === (before?.[at] ?? 0)) continue;
      if (r < top) top = r;
      bottom = r;
      if (c < left) left = c;
      if (c > right) right = c;
    }
  }
  if (bottom < 0) return null;
  return intersection([top - reach, left - reach, bottom + 1 + reach, right + 1 + reach], [0, 0, height, width]);
}

/**
 * Whether the marks, or the trimap that they led to, differ inside a box.
 * @param {Box} box
 * @param {number} width of the photo
 * @param {number} factor the trimap is smaller by it
 * @param {Inputs} now
 * @param {Inputs} before
 */
export function isDirty([r0, c0, r1, c1], width, factor, now, before) {
  if (r0 >= r1 || c0 >= c1) return false;
  for (let r = r0; r < r1; r += 1) {
    for (let c = c0, at = r * width + c0; c < c1; c += 1, at += 1) if ((now.marks?.[at] ?? 0) !== (before.marks?.[at] ?? 0)) return true;
  }
  const [trimap, old] = [now.trimap, before.trimap];
  if (!trimap || !old) return true;
  for (let r = Math.floor(r0 / factor); r * factor < r1; r += 1) {
    for (let c = Math.floor(c0 / factor); c * factor < c1; c += 1) {
      if (trimap.data[r * trimap.width + c] !== old.data[r * trimap.width + c]) return true;
    }
  }
  return false;
}

/**
 * The tiles to refine again after marks changed. What a mark's colours do to tiles farther away than the reach waits for a full run.
 * @template {{outer: Box}} T
 * @param {T[]} tiles
 * @param {{width: number, height: number, factor: number, reach: number}} geometry size of the photo; the trimap is smaller by `factor`;
 *   `reach` is the gutter of a tile
 * @param {Inputs} now
 * @param {Inputs} before
 * @returns {T[]}
 */
export function dirtyTiles(tiles, { factor, reach, ...photo }, now, before) {
  const changed = changedBox(now.marks, before.marks, photo, reach);
  return changed ? tiles.filter(({ outer }) => isDirty(intersection(outer, changed), photo.width, factor, now, before)) : [];
}
