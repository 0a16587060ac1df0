import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byNumbers, matrixToSrgb, primariesOf, SRGB_CURVE, SRGB_POINTS, TRANSFERS } from '../../../../js/engine/codecs/colour-numbers.js';

const ALL = Uint8Array.from({ length: 256 }, (_, i) => i);
const P3 = /** @type {readonly number[]} */ (primariesOf(12));

test('sRGB stays sRGB, grey stays grey', () => {
  const colours = Uint8Array.from(ALL.subarray(0, 255), (v, i) => (v * (1 + (i % 3))) & 255);
  const found = byNumbers(colours, 3, { points: SRGB_POINTS, curve: SRGB_CURVE });
  assert.ok(found?.every((value, i) => Math.abs(value - colours[i]) <= 1));
  assert.deepEqual(byNumbers(ALL, 1, { points: P3, curve: SRGB_CURVE }), ALL);
});

/** By code: to sRGB as published (ITU-R BT.2087, Lindbloom for 5 and 6), or computed with numpy (11). @type {Record<number, number[]>} */
const MATRICES = {
  1: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  5: [1.044043, -0.044043, 0, 0, 1, 0, 0, 0.011793, 0.988207],
  6: [0.939542, 0.050181, 0.010277, 0.017772, 0.965793, 0.016435, -0.001622, -0.00437, 1.005991],
  7: [0.939542, 0.050181, 0.010277, 0.017772, 0.965793, 0.016435, -0.001622, -0.00437, 1.005991],
  9: [1.660491, -0.587641, -0.07285, -0.12455, 1.1329, -0.008349, -0.018151, -0.100579, 1.11873],
  11: [1.157516, -0.154962, -0.002554, -0.0415, 1.045568, -0.004068, -0.01805, -0.078578, 1.096628],
  12: [1.2249402, -0.2249402, 0, -0.042057, 1.042057, 0, -0.0196376, -0.0786361, 1.0982736],
};

for (const [code, wanted] of Object.entries(MATRICES))
  test(`primaries ${code} to sRGB are the known matrix`, () => {
    const found = matrixToSrgb(/** @type {readonly number[]} */ (primariesOf(Number(code))))?.flat();
    assert.ok(found);
    found.forEach((value, i) => {
      assert.ok(Math.abs(value - wanted[i]) < 1e-4, `${i}: ${value}, not ${wanted[i]}`);
    });
  });

test('each curve turns codes into light as its standard says', () => {
  const light = (/** @type {number} */ code, /** @type {number} */ v) => Number(TRANSFERS[code](v).toFixed(4));
  for (const code of [1, 6, 14, 15]) assert.deepEqual([light(code, 0.045), light(code, 0.5)], [0.01, 0.2596], String(code));
  assert.deepEqual([light(4, 0.5), light(5, 0.5), light(8, 0.5)], [0.2176, 0.1436, 0.5]);
  assert.deepEqual([light(13, 0.02), light(13, 0.5)], [0.0015, 0.214]);
});

test('every channel of every pixel is mixed by its row', () => {
  const points = /** @type {readonly number[]} */ (primariesOf(9));
  const data = Uint8Array.of(90, 150, 200, 180, 120, 60);
  const srgb = (/** @type {number} */ v) => Math.round(255 * (1.055 * v ** (1 / 2.4) - 0.055));
  const wanted = [0, 3].flatMap((at) =>
    [0, 3, 6].map((row) => srgb([0, 1, 2].reduce((sum, c) => sum + (MATRICES[9][row + c] * data[at + c]) / 255, 0))),
  );
  assert.deepEqual([...(byNumbers(data, 3, { points, curve: (v) => v }) ?? [])], wanted);
});

test('a gamma of 2 and the same in 16 bits', () => {
  const curve = (/** @type {number} */ v) => v * v;
  assert.equal(byNumbers(Uint8Array.of(128), 1, { points: SRGB_POINTS, curve })?.[0], 137);
  assert.equal(byNumbers(Uint16Array.of(128 * 257), 1, { points: SRGB_POINTS, curve })?.[0], 137);
});

test('points that span no triangle give nothing', () => {
  assert.equal(byNumbers(ALL.subarray(0, 3), 3, { points: new Array(8).fill(0.3), curve: SRGB_CURVE }), null);
});
