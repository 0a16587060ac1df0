/** Sizes of the download: linked sides, presets, what is sensible. Pure. */

/** @typedef {{width: number, height: number}} Size */

/** Longest sides that people ask for. */
export const EDGES = [3840, 2048, 1600, 1080, 512];
export const PERCENTS = [75, 50, 25];

/**
 * A typed width or height, never above the photo's own, with the other side kept in proportion when linked.
 * @param {Size} photo
 * @param {Size} current
 * @param {'width' | 'height'} side
 * @param {number} value
 * @param {boolean} linked
 * @returns {Size}
 */
export function withSide(photo, current, side, value, linked) {
  const typed = Math.min(photo[side], Math.max(1, Math.round(value)));
  return linked ? scaled(photo, typed / photo[side], side, typed) : { ...current, [side]: typed };
}

/**
 * @param {Size} photo
 * @param {number} edge
 * @returns {Size}
 */
export function withLongest(photo, edge) {
  const side = photo.width >= photo.height ? 'width' : 'height';
  return scaled(photo, edge / photo[side], side, edge);
}

/**
 * @param {Size} photo
 * @param {number} percent above 100 counts as 100
 */
export function withPercent(photo, percent) {
  return scaled(photo, Math.min(percent, 100) / 100);
}

/**
 * @param {Size} photo
 * @param {number} factor
 * @param {'width' | 'height'} [exact] a side whose length is given exactly
 * @param {number} [length]
 * @returns {Size}
 */
function scaled(photo, factor, exact, length = 0) {
  const size = { width: Math.max(1, Math.round(photo.width * factor)), height: Math.max(1, Math.round(photo.height * factor)) };
  if (exact) size[exact] = length;
  return size;
}

/**
 * The preset that a size is: `original`, `edge 1600`, `percent 50` or `own`.
 * @param {Size} photo
 * @param {Size | null} size
 */
export function presetOf(photo, size) {
  if (!size || same(size, photo)) return 'original';
  const edge = EDGES.find((each) => same(withLongest(photo, each), size));
  if (edge) return `edge ${edge}`;
  const percent = PERCENTS.find((each) => same(withPercent(photo, each), size));
  return percent ? `percent ${percent}` : 'own';
}

/** @param {Size} a @param {Size} b */
export function same(a, b) {
  return a.width === b.width && a.height === b.height;
}
