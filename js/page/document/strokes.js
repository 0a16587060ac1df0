/** Marks made by hand: strokes as lists of points, and their plane for the engine. Pure. */

/** @typedef {'keep' | 'remove' | 'unsure'} Tool */
/**
 * @typedef {object} Stroke
 * @property {number} id
 * @property {Tool} tool
 * @property {number} size diameter in photo pixels
 * @property {readonly number[]} points x, y, x, y, … in photo pixels
 * @property {number} time when it was made, milliseconds
 */
/** @typedef {import('../../engine/types.js').Box} Box */

/** @type {Tool[]} */
export const TOOLS = ['keep', 'remove', 'unsure'];

/**
 * The strokes painted in order on a plane of the photo's size; a pixel is painted when its centre is inside.
 * @param {readonly Stroke[]} strokes
 * @param {number} width
 * @param {number} height
 * @param {Record<Tool, number>} codes the byte of each tool
 * @returns {Uint8Array | null} null when there are no strokes
 */
export function rasterise(strokes, width, height, codes) {
  if (!strokes.length) return null;
  const plane = new Uint8Array(width * height);
  for (const stroke of strokes) {
    const code = codes[stroke.tool];
    eachSegment(stroke, (x0, y0, x1, y1) => fillCapsule(plane, width, height, x0, y0, x1, y1, stroke.size / 2, code));
  }
  return plane;
}

/**
 * @param {Stroke} stroke
 * @param {(x0: number, y0: number, x1: number, y1: number) => void} visit
 */
function eachSegment({ points }, visit) {
  if (points.length === 2) visit(points[0], points[1], points[0], points[1]);
  for (let i = 2; i < points.length; i += 2) visit(points[i - 2], points[i - 1], points[i], points[i + 1]);
}

/**
 * Fill all pixels whose centre is within `radius` of the segment, row by row.
 * @param {Uint8Array} plane
 * @param {number} width
 * @param {number} height
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {number} radius
 * @param {number} code
 */
function fillCapsule(plane, width, height, x0, y0, x1, y1, radius, code) {
  const top = Math.max(0, Math.ceil(Math.min(y0, y1) - radius - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(y0, y1) + radius - 0.5));
  for (let row = top; row <= bottom; row++) {
    const span = capsuleSpan(row + 0.5, x0, y0, x1, y1, radius);
    if (!span) continue;
    const left = Math.max(0, Math.ceil(span[0] - 0.5));
    const right = Math.min(width - 1, Math.floor(span[1] - 0.5));
    if (left <= right) plane.fill(code, row * width + left, row * width + right + 1);
  }
}

/**
 * Where the row at height y cuts a capsule: the union of two discs and the band between them, which is convex.
 * @param {number} y
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {number} radius
 * @returns {[number, number] | null}
 */
export function capsuleSpan(y, x0, y0, x1, y1, radius) {
  let low = Infinity;
  let high = -Infinity;
  const widen = (/** @type {number} */ from, /** @type {number} */ to) => {
    low = Math.min(low, from);
    high = Math.max(high, to);
  };
  for (const [cx, cy] of [
    [x0, y0],
    [x1, y1],
  ]) {
    const d = radius * radius - (y - cy) ** 2;
    if (d >= 0) widen(cx - Math.sqrt(d), cx + Math.sqrt(d));
  }
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = Math.hypot(dx, dy);
  if (length > 0) {
    // The two straight sides: offset the segment along its normal and cut with the row.
    const nx = (-dy / length) * radius;
    const ny = (dx / length) * radius;
    for (const side of [1, -1]) {
      const ay = y0 + side * ny;
      if (dy === 0) continue;
      const at = (y - ay) / dy;
      if (at >= 0 && at <= 1) widen(x0 + side * nx + at * dx, x0 + side * nx + at * dx);
    }
  }
  return low <= high ? [low, high] : null;
}

/**
 * The box around a stroke, clipped to the photo.
 * @param {Stroke} stroke
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function strokeBox(stroke, width, height) {
  const xs = stroke.points.filter((_, i) => i % 2 === 0);
  const ys = stroke.points.filter((_, i) => i % 2 === 1);
  const r = stroke.size / 2;
  return [
    Math.max(0, Math.floor(Math.min(...ys) - r)),
    Math.max(0, Math.floor(Math.min(...xs) - r)),
    Math.min(height, Math.ceil(Math.max(...ys) + r)),
    Math.min(width, Math.ceil(Math.max(...xs) + r)),
  ];
}

/**
 * How many tiles the strokes reach, gutter included: an upper bound, known at once, of the tiles that the engine finds dirty.
 * @param {readonly Stroke[]} strokes
 * @param {readonly {outer: Box}[]} tiles
 * @param {number} width
 * @param {number} height
 */
export function tilesReached(strokes, tiles, width, height) {
  const boxes = strokes.map((stroke) => strokeBox(stroke, width, height));
  return tiles.filter(({ outer }) => boxes.some((box) => overlap(box, outer))).length;
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlap(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}

/**
 * The strokes that are in one list only: what a change of marks touches.
 * @param {readonly Stroke[]} before
 * @param {readonly Stroke[]} after
 */
export function changedStrokes(before, after) {
  return [...before.filter((one) => !after.includes(one)), ...after.filter((one) => !before.includes(one))];
}
