/** What changed marks touch: where they differ, and which parts of the picture must be refined again. */

/** @typedef {import('../types.js').Box} Box */
/** @typedef {import('../types.js').Plane} Plane */
/**
 * @typedef {object} Sight what a part is refined by, beside the photo
 * @property {Uint8Array | null} marks of the photo's size
 * @property {Plane | undefined} trimap of the survey's size
 */

/**
 * How far the trimap follows a changed mark, in pixels: as far as a part looks past its core. What the mark's colours do to
 * places farther away waits for a full run.
 */
export const REACH = 64;

/** Whether two planes of marks say the same; none says as much as an empty one. @param {Uint8Array | null} a @param {Uint8Array | null} b */
export function sameMarks(a, b) {
  if (a === b) return true;
  if (!a || !b) return !(a ?? b)?.some((mark) => mark > 0);
  return a.length === b.length && a.every((mark, i) => mark === b[i]);
}

/**
 * The box of all marks that changed, and their surroundings; null where none did.
 * @param {Uint8Array | null} now
 * @param {Uint8Array | null} before
 * @param {{width: number, height: number}} photo
 * @returns {Box | null}
 */
export function around(now, before, { width, height }) {
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
  return bottom < 0
    ? null
    : [Math.max(0, top - REACH), Math.max(0, left - REACH), Math.min(height, bottom + 1 + REACH), Math.min(width, right + 1 + REACH)];
}

/**
 * What two boxes have in common; nothing of it where they do not meet.
 * @param {Box} a
 * @param {Box} b
 * @returns {Box}
 */
export function common(a, b) {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/**
 * Whether the marks, or the trimap that they led to, differ inside a box.
 * @param {Box} box
 * @param {number} width of the photo
 * @param {number} factor the trimap is smaller by it
 * @param {Sight} now
 * @param {Sight} before
 */
export function isTouched([r0, c0, r1, c1], width, factor, now, before) {
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
 * The parts to refine again after marks changed; what they took from the photo alone stays.
 * @template {{outer: Box}} T
 * @param {T[]} tiles
 * @param {{width: number, height: number}} photo
 * @param {number} factor the trimap is smaller by it
 * @param {Sight} now
 * @param {Sight} before
 * @returns {T[]}
 */
export function touchedOf(tiles, photo, factor, now, before) {
  const near = around(now.marks, before.marks, photo);
  return near ? tiles.filter(({ outer }) => isTouched(common(outer, near), photo.width, factor, now, before)) : [];
}
