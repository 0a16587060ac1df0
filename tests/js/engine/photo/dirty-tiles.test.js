import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedBox, dirtyTiles, isDirty, sameMarks } from '../../../../js/engine/photo/dirty-tiles.js';

const photo = { width: 400, height: 300 };
const REACH = 64;
const geometry = { ...photo, factor: 4, reach: REACH };
/** @param {...[number, number]} places rows and columns to keep */
const marksAt = (...places) => {
  const marks = new Uint8Array(photo.width * photo.height);
  for (const [r, c] of places) marks[r * photo.width + c] = 1;
  return marks;
};
/** A trimap at a quarter of the photo's side. @param {...[number, number]} places */
const trimapAt = (...places) => {
  const data = new Uint8Array(100 * 75);
  for (const [r, c] of places) data[r * 100 + c] = 128;
  return { width: 100, height: 75, channels: /** @type {const} */ (1), data };
};

test('no marks equal empty ones', () => {
  assert.ok(sameMarks(null, null));
  assert.ok(sameMarks(null, marksAt()));
  assert.ok(sameMarks(marksAt([1, 2]), marksAt([1, 2])));
  assert.ok(!sameMarks(marksAt([1, 2]), null));
  assert.ok(!sameMarks(marksAt([1, 2]), marksAt([2, 1])));
});

test('the box around what changed is widened by the reach and stays inside the photo', () => {
  assert.equal(changedBox(marksAt([9, 9]), marksAt([9, 9]), photo, REACH), null);
  assert.equal(changedBox(null, null, photo, REACH), null);
  assert.deepEqual(changedBox(marksAt([10, 300], [15, 100], [20, 200]), null, photo, 0), [10, 100, 21, 301]);
  assert.deepEqual(changedBox(marksAt([0, 0]), null, photo, 0), [0, 0, 1, 1]);
  assert.deepEqual(changedBox(marksAt([150, 200]), null, photo, REACH), [150 - REACH, 200 - REACH, 151 + REACH, 201 + REACH]);
  assert.deepEqual(changedBox(null, marksAt([0, 399], [299, 0]), photo, REACH), [0, 0, 300, 400], 'a mark taken away is a change, too');
});

test('a tile is dirty when a mark in it changed, or the trimap there', () => {
  const before = { marks: marksAt([10, 10]), trimap: trimapAt([50, 50]) };
  const dirty = (/** @type {any} */ box, /** @type {any} */ now) => isDirty(box, photo.width, 4, { ...before, ...now }, before);
  const whole = [0, 0, 300, 400];
  assert.equal(dirty(whole, {}), false);
  assert.equal(dirty(whole, { marks: null }), true);
  assert.equal(dirty([11, 0, 300, 400], { marks: null }), false);
  assert.equal(dirty(whole, { trimap: trimapAt([50, 50], [0, 99]) }), true);
  assert.equal(dirty([0, 0, 4, 396], { trimap: trimapAt([50, 50], [0, 99]) }), false);
  assert.equal(dirty([0, 0, 4, 397], { trimap: trimapAt([50, 50], [0, 99]) }), true, 'a box that ends inside a pixel of the trimap');
  assert.equal(dirty([0, 0, 4, 400], { trimap: trimapAt([50, 50], [1, 0]) }), false);
  assert.equal(dirty([0, 0, 5, 400], { trimap: trimapAt([50, 50], [1, 0]) }), true);
  assert.equal(dirty([7, 3, 8, 4], { trimap: trimapAt([50, 50], [1, 0]) }), true, 'a box that begins inside one');
  assert.equal(dirty([10, 10, 10, 400], { marks: null }), false, 'an empty box');
  assert.equal(dirty([10, 10, 300, 10], { marks: null }), false, 'another one');
  assert.equal(dirty(whole, { trimap: undefined }), true, 'unknown is dirty');
});

test('only tiles near the change are refined again, even where the trimap changed far away', () => {
  const tiles = [{ outer: /** @type {any} */ ([0, 0, 300, 200]) }, { outer: /** @type {any} */ ([0, 200, 300, 400]) }];
  const before = { marks: null, trimap: trimapAt() };
  const now = { marks: marksAt([20, 20]), trimap: trimapAt([70, 90]) };
  assert.deepEqual(dirtyTiles(tiles, geometry, now, before), [tiles[0]]);
  assert.deepEqual(dirtyTiles(tiles, geometry, { ...now, marks: null }, before), []);
});
