import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capsuleSpan, changedStrokes, rasterise, strokeBox, tilesReached } from '../../../../js/page/document/strokes.js';
import { constants } from '../../schema.js';

/** @param {Partial<import('../../../../js/page/document/strokes.js').Stroke>} given */
const stroke = (given) => ({ id: 1, tool: /** @type {const} */ ('keep'), size: 4, points: [5, 5], time: 0, ...given });

/** Every pixel by the definition: its centre within the radius of the segment. */
function slow(/** @type {any[]} */ strokes, /** @type {number} */ width, /** @type {number} */ height) {
  const plane = new Uint8Array(width * height);
  for (const { tool, size, points } of strokes) {
    const joints = points.length === 2 ? [...points, ...points] : points;
    for (let i = 2; i < joints.length; i += 2)
      for (let y = 0; y < height; y++)
        for (let x = 0; x < width; x++) {
          const [ax, ay, bx, by] = joints.slice(i - 2, i + 2);
          const [dx, dy] = [bx - ax, by - ay];
          const at = dx || dy ? Math.min(1, Math.max(0, ((x + 0.5 - ax) * dx + (y + 0.5 - ay) * dy) / (dx * dx + dy * dy))) : 0;
          const d = Math.hypot(x + 0.5 - ax - at * dx, y + 0.5 - ay - at * dy);
          if (d <= size / 2) plane[y * width + x] = constants.marks[/** @type {'keep'} */ (tool)];
        }
  }
  return plane;
}

test('strokes fill exactly the pixels whose centre they cover', () => {
  const strokes = [
    stroke({ points: [3.3, 4.1, 17.9, 11.2, 18, 2.2], size: 5.3 }),
    stroke({ tool: 'remove', points: [10, 10], size: 7 }),
    stroke({ tool: 'unsure', points: [-4, 12.5, 40, 12.5], size: 3 }),
    stroke({ tool: 'keep', points: [7.25, -3, 7.25, 40], size: 2.5 }),
  ];
  assert.deepEqual(rasterise(strokes, 23, 17, constants.marks), slow(strokes, 23, 17));
});

test('later strokes win, no strokes are null', () => {
  const plane = rasterise([stroke({}), stroke({ tool: 'remove' })], 11, 11, constants.marks);
  assert.equal(plane?.[5 * 11 + 5], 2);
  assert.equal(rasterise([], 4, 4, constants.marks), null);
});

test('a row that misses the capsule has no span', () => {
  assert.equal(capsuleSpan(10, 0, 0, 5, 0, 2), null);
  assert.deepEqual(capsuleSpan(0, 0, 0, 5, 0, 2), [-2, 7]);
});

test('boxes are clipped, and only tiles under a stroke are reached', () => {
  assert.deepEqual(strokeBox(stroke({ points: [1, 2, 9, 2], size: 6 }), 10, 10), [0, 0, 5, 10]);
  /** @type {{outer: [number, number, number, number]}[]} */
  const tiles = [{ outer: [0, 0, 10, 10] }, { outer: [0, 8, 10, 20] }, { outer: [10, 0, 20, 20] }];
  assert.equal(tilesReached([stroke({ points: [4, 4], size: 4 })], tiles, 20, 20), 1);
  assert.equal(tilesReached([stroke({ points: [8, 4], size: 4 })], tiles, 20, 20), 2);
  assert.equal(tilesReached([], tiles, 20, 20), 0);
});

test('changed strokes are those in one list only', () => {
  const [a, b, c] = [stroke({ id: 1 }), stroke({ id: 2 }), stroke({ id: 3 })];
  assert.deepEqual(changedStrokes([a, b], [b, c]), [a, c]);
  assert.deepEqual(changedStrokes([a], [a]), []);
});
