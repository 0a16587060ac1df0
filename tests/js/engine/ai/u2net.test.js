// U²-Net's numbers; e2e/test_first_look.py compares the whole with ONNX Runtime in Python.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputOf, maskOf, SIDE } from '../../../../js/engine/ai/u2net.js';

const COUNT = SIDE * SIDE;
const square = (/** @type {number} */ side, /** @type {number[]} */ rgb) => {
  const out = new Uint8ClampedArray(4 * side * side);
  for (let i = 0; i < out.length; i += 4) out.set([...rgb, 255], i);
  return out;
};
const near = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test('an even picture: each channel over the largest, less its mean, over its deviation', () => {
  const input = inputOf(square(SIDE, [200, 100, 50]), SIDE);
  assert.equal(input.length, 3 * COUNT);
  for (const at of [0, COUNT - 1]) {
    near(input[at], (1 - 0.485) / 0.229);
    near(input[COUNT + at], (0.5 - 0.456) / 0.224);
    near(input[2 * COUNT + at], (0.25 - 0.406) / 0.225);
  }
});

test('what is bright counts before reduction and after; black divides by nothing', () => {
  const input = inputOf(square(2 * SIDE, [0, 0, 0]), 2 * SIDE);
  near(input[0], -0.485 / 0.229);
  const lamp = square(2 * SIDE, [0, 0, 0]);
  lamp.set([255, 0, 0], 0); // a quarter of the first small pixel: 64, and the largest of all
  near(inputOf(lamp, 2 * SIDE)[0], (1 - 0.485) / 0.229);
  assert.ok(inputOf(square(7, [1, 2, 3]), 7).every(Number.isFinite));
});

test('rows and columns keep their places', () => {
  const half = square(SIDE, [0, 0, 0]);
  for (let i = 0; i < half.length / 2; i += 4) half.set([255, 255, 255], i);
  const input = inputOf(half, SIDE);
  assert.ok(input[COUNT / 2 - 1] > 0 && input[COUNT / 2] < 0);
});

test('a mask uses the whole range; an answer without one has no subject', () => {
  assert.deepEqual([...maskOf(Float32Array.of(0.25, 0.5, 0.75))], [0, 128, 255]);
  assert.deepEqual([...maskOf(Float32Array.of(-3, 1))], [0, 255]);
  assert.deepEqual([...maskOf(Float32Array.of(0.5, 0.5))], [0, 0]);
});
