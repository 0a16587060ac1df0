import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskValues, wholeNumbers } from '../../../../js/engine/codecs/samples.js';

const grey = (/** @type {any} */ data, /** @type {Uint8Array | null} */ alpha = null) =>
  /** @type {import('../../../../js/engine/codecs/samples.js').Samples} */ ({
    width: data.length,
    height: 1,
    channels: 1,
    data,
    alpha,
    orientation: 1,
    colours: {},
  });

/** @param {any} data @param {Uint8Array | null} [alpha] */
function mask(data, alpha = null) {
  /** @type {import('../../../../js/engine/codecs/samples.js').Told[]} */
  const told = [];
  return [[...maskValues(grey(data, alpha), told)], told.map(({ code }) => code)];
}

test('masks of every depth are read by one rule', () => {
  assert.deepEqual(mask(Uint8Array.of(0, 1, 1)), [[0, 255, 255], ['mask_zero_one']]);
  assert.deepEqual(mask(Uint8Array.of(0, 1, 2)), [[0, 1, 2], []]);
  assert.deepEqual(mask(Uint8Array.of(0, 0)), [[0, 0], []]);
  assert.deepEqual(mask(Uint16Array.of(0, 1)), [[0, 255], ['mask_zero_one']]);
  assert.deepEqual(mask(Uint16Array.of(0, 200)), [[0, 200], ['mask_as_bytes']]);
  assert.deepEqual(mask(Uint16Array.of(0, 32768, 65535)), [[0, 128, 255], []]);
  assert.deepEqual(mask(Float32Array.of(0, 0.5, 1)), [[0, 128, 255], []]);
  assert.deepEqual(mask(Float32Array.of(0, 255)), [[0, 255], ['mask_as_bytes']]);
  assert.deepEqual(mask(Float32Array.of(-0.5, 2)), [[0, 255], ['floats_clipped']]);
});

test('an alpha that is not opaque counts before the grey', () => {
  assert.deepEqual(mask(Uint8Array.of(9, 9), Uint8Array.of(0, 255)), [[0, 255], []]);
  assert.deepEqual(mask(Uint8Array.of(9, 8), Uint8Array.of(255, 255)), [[9, 8], []]);
});

test('numbers that are no picture are refused with their range', () => {
  for (const data of [Float32Array.of(0, 1e6), Float32Array.of(Number.NaN), Uint32Array.of(70000)])
    assert.throws(() => wholeNumbers(grey(data), []), { code: 'bad_range' });
});
