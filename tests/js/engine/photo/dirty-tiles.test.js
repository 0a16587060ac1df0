import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, common, isTouched, REACH, sameMarks, touchedOf } from '../../../../js/engine/photo/dirty-tiles.js';

const photo = { width: 400, height: 300 };
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

test('no marks say as much as empty ones', () => {
  assert.ok(sameMarks(null, null));
  assert.ok(sameMarks(null, marksAt()));
  assert.ok(sameMarks(marksAt([1, 2]), marksAt([1, 2])));
  assert.ok(!sameMarks(marksAt([1, 2]), null));
  assert.ok(!sameMarks(marksAt([1, 2]), marksAt([2, 1])));
});

test('the box around what changed reaches as far as a part looks, and stays inside the photo', () => {
  assert.equal(around(marksAt([9, 9]), marksAt([9, 9]), photo), null);
  assert.equal(around(null, null, photo), null);
  assert.deepEqual(around(marksAt([150, 200]), null, photo), [150 - REACH, 200 - REACH, 151 + REACH, 201 + REACH]);
  assert.deepEqual(around(null, marksAt([0, 399], [299, 0]), photo), [0, 0, 300, 400], 'a mark taken away is a change, too');
});

test('boxes have their overlap in common', () => {
  assert.deepEqual(common([0, 0, 10, 20], [5, 8, 30, 12]), [5, 8, 10, 12]);
});

test('a part is touched by a mark in it, or by a trimap that became another there', () => {
  const before = { marks: marksAt([10, 10]), trimap: trimapAt([50, 50]) };
  const touched = (/** @type {any} */ box, /** @type {any} */ now) => isTouched(box, photo.width, 4, { ...before, ...now }, before);
  const whole = [0, 0, 300, 400];
  assert.equal(touched(whole, {}), false);
  assert.equal(touched(whole, { marks: null }), true);
  assert.equal(touched([11, 0, 300, 400], { marks: null }), false);
  assert.equal(touched(whole, { trimap: trimapAt([50, 50], [0, 99]) }), true);
  assert.equal(touched([0, 0, 4, 396], { trimap: trimapAt([50, 50], [0, 99]) }), false);
  assert.equal(touched([0, 0, 4, 397], { trimap: trimapAt([50, 50], [0, 99]) }), true, 'a box that ends inside a pixel of the trimap');
  assert.equal(touched([10, 10, 10, 400], { marks: null }), false, 'an empty box');
  assert.equal(touched(whole, { trimap: undefined }), true, 'unknown is touched');
});

test('only parts near the change are refined again, even where the trimap changed far away', () => {
  const tiles = [{ outer: /** @type {any} */ ([0, 0, 300, 200]) }, { outer: /** @type {any} */ ([0, 200, 300, 400]) }];
  const before = { marks: null, trimap: trimapAt() };
  const now = { marks: marksAt([20, 20]), trimap: trimapAt([70, 90]) };
  assert.deepEqual(touchedOf(tiles, photo, 4, now, before), [tiles[0]]);
  assert.deepEqual(touchedOf(tiles, photo, 4, { ...now, marks: null }, before), []);
});
