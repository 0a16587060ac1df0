import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asWispError, detailsOf, fill, MESSAGES, WispError } from '../../../js/engine/errors.js';

test('sentences take their values', () => {
  assert.equal(fill('{a} of {b}', { a: 1 }), '1 of {b}');
  for (const text of Object.values(MESSAGES)) assert.match(text, /^[A-Z].*\.$/s);
  assert.equal(new WispError('x', 'not_image').message, MESSAGES.not_image);
});

test('details hold name and message, also where the stack is frames only', () => {
  const error = new TypeError('no such plane');
  assert.equal(detailsOf(error), error.stack);
  error.stack = 'plane@page.js:1:2\n@page.js:3:4';
  assert.equal(detailsOf(error), 'TypeError: no such plane\nplane@page.js:1:2\n@page.js:3:4');
  error.stack = undefined;
  assert.equal(detailsOf(error), 'TypeError: no such plane');
  assert.equal(detailsOf('out of memory'), 'out of memory');
});

test('failed allocations are told as memory', () => {
  assert.equal(/** @type {WispError} */ (asWispError(new RangeError('Array buffer allocation failed'), 'refine')).code, 'out_of_memory');
  assert.equal(
    /** @type {WispError} */ (asWispError(new RangeError('WebAssembly.Memory(): could not allocate memory'), 'x')).code,
    'out_of_memory',
  );
  for (const words of ["Can't create a session. failed to allocate a buffer of size 88.", 'failed to call OrtRun(). std::bad_alloc'])
    assert.equal(/** @type {WispError} */ (asWispError(new Error(words), 'mask', 'model_failed')).code, 'out_of_memory');
  for (const error of [
    new Error('x'),
    new RangeError('Invalid typed array length: -1'),
    new RangeError('Invalid array length'),
    new RangeError('Maximum call stack size exceeded'),
    new WebAssembly.RuntimeError('memory access out of bounds'),
    new Error('the file memory.png: out of memory cards'),
  ])
    assert.equal(/** @type {WispError} */ (asWispError(error, 'refine')).code, 'internal', error.message);
});
