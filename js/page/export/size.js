/** Sizes of the download: linked sides, presets, what is sensible. Pure. */

/** @typedef {{width: number, height: number}} Size */

/** Longest sides that people ask for. */
export const EDGES = [3840, 2048, 1600, 1080, 512];
export const PERCENTS = [75, 50, 25];

/** No side is made longer than this. */
export const LONGEST = 16384;

/** A download never has more pixels than this, whatever is typed. */
export const MOST_PIXELS = 100e6;

/**
 * A typed width or height, with the other side kept in proportion when linked.
 * @param {Size} photo
 * @param {Size} current
 * @param {'width' | 'height'} side
 * @param {number} value
 * @param {boolean} linked
 * @returns {Size}
 */
export function withSide(photo, current, side, value, linked) {
  const typed = Math.min(LONGEST, Math.max(1, Math.round(value)));
  if (!linked) return limited({ ...current, [side]: typed });
  return limited(scaled(photo, typed / photo[side], side, typed));
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
 * @param {number} percent
 */
export function withPercent(photo, percent) {
  return scaled(photo, percent / 100);
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

/** @param {Size} size @returns {Size} */
function limited({ width, height }) {
  const shrink = Math.min(1, LONGEST / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  return shrink === 1
    ? { width, height }
    : { width: Math.max(1, Math.floor(width * shrink)), height: Math.max(1, Math.floor(height * shrink)) };
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
