import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetOf, withLongest, withPercent, withSide } from '../../../../js/page/document/size.js';

const photo = { width: 4096, height: 2731 };

test('a typed side keeps the proportions and its own exact value', () => {
  assert.deepEqual(withSide(photo, photo, 'width', 1600, true), { width: 1600, height: 1067 });
  assert.deepEqual(withSide(photo, photo, 'height', 100.4, true), { width: 150, height: 100 });
  assert.deepEqual(withSide(photo, photo, 'width', 1600, false), { width: 1600, height: 2731 });
});

test('a download is never larger than the photo', () => {
  for (const linked of [true, false]) assert.deepEqual(withSide(photo, photo, 'width', 128000, linked), photo);
  assert.deepEqual(withPercent(photo, 400), photo);
  assert.deepEqual(withPercent(photo, 0.001), { width: 1, height: 1 });
  assert.deepEqual(withSide({ width: 9000, height: 10 }, photo, 'width', 2, true), { width: 2, height: 1 });
});

test('presets are found again from their size', () => {
  assert.equal(presetOf(photo, null), 'original');
  assert.equal(presetOf(photo, withLongest(photo, 1600)), 'edge 1600');
  assert.equal(presetOf(photo, withPercent(photo, 50)), 'edge 2048');
  assert.equal(presetOf(photo, withPercent(photo, 25)), 'percent 25');
  assert.equal(presetOf(photo, { width: 7, height: 7 }), 'own');
});
