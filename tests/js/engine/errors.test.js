import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asWispError, fill, MESSAGES, WispError } from '../../../js/engine/errors.js';

test('sentences take their values', () => {
  assert.equal(fill('{a} of {b}', { a: 1 }), '1 of {b}');
  for (const text of Object.values(MESSAGES)) assert.match(text, /^[A-Z].*\.$/s);
  assert.equal(new WispError('x', 'not_image').message, MESSAGES.not_image);
});

test('failed allocations are told as memory', () => {
  assert.equal(/** @type {WispError} */ (asWispError(new RangeError('Array buffer allocation failed'), 'refine')).code, 'out_of_memory');
  assert.equal(/** @type {WispError} */ (asWispError(new Error('x'), 'refine')).code, 'internal');
});
