import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admitted } from '../../../../js/engine/offline/shared.js';

const photo = (/** @type {number} */ size, type = 'image/png') => ({ type, size });

test('only photos are kept, up to a count and a size', () => {
  assert.deepEqual(admitted([photo(1), photo(1, 'text/html'), photo(0), photo(2, 'image/jpeg')]), [photo(1), photo(2, 'image/jpeg')]);
  assert.equal(admitted(Array.from({ length: 1000 }, () => photo(1))).length, 50);
  assert.equal(admitted(Array.from({ length: 20 }, () => photo(100e6))).length, 5);
  assert.deepEqual(admitted([photo(600e6), photo(3)]), [photo(3)], 'one that is too large does not take the others with it');
});
