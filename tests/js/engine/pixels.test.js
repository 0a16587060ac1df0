import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaAverage, channelOf, cut, intersection, paste } from '../../../js/engine/pixels.js';

const noise = (/** @type {number} */ n) => Uint8ClampedArray.from({ length: n }, (_, i) => (i * 2654435761) >>> 24);

test('what is cut and pasted is the same', () => {
  const picture = noise(13 * 7 * 4);
  const box = /** @type {import('../../../js/engine/types.js').Box} */ ([2, 3, 6, 11]);
  const copy = new Uint8ClampedArray(picture.length);
  paste(copy, 13, box, cut(picture, 13, box));
  for (let r = 0; r < 7; r += 1) {
    for (let c = 0; c < 13; c += 1) {
      const inside = r >= 2 && r < 6 && c >= 3 && c < 11;
      assert.equal(copy[(r * 13 + c) * 4], inside ? picture[(r * 13 + c) * 4] : 0);
    }
  }
  assert.throws(() => paste(copy, 13, box, new Uint8ClampedArray(4)), RangeError);
});

test('area averaging: the same size is the same picture', () => {
  const picture = noise(5 * 3 * 4).map((value, i) => (i % 4 === 3 ? 255 : value));
  assert.deepEqual(areaAverage(picture, 5, 3, 5, 3), picture);
});

test('area averaging: a constant stays, an even factor is the mean of the block', () => {
  const flat = new Uint8ClampedArray(17 * 11 * 4).fill(93);
  assert.ok(areaAverage(flat, 17, 11, 8, 5).every((value, i) => value === (i % 4 === 3 ? 255 : 93)));
  const picture = noise(4 * 4 * 4);
  const small = areaAverage(picture, 4, 4, 2, 2);
  const mean = (picture[0] + picture[4] + picture[16] + picture[20]) / 4;
  assert.ok(Math.abs(small[0] - mean) <= 0.5);
});

test('area averaging: odd factors against the slow sum', () => {
  const [w, h, tw, th] = [13, 7, 5, 3];
  const picture = noise(w * h * 4);
  const small = areaAverage(picture, w, h, tw, th);
  for (let y = 0; y < th; y += 1) {
    for (let x = 0; x < tw; x += 1) {
      let sum = 0;
      for (let r = 0; r < h; r += 1) {
        for (let c = 0; c < w; c += 1) {
          const down = Math.max(0, Math.min(r + 1, ((y + 1) * h) / th) - Math.max(r, (y * h) / th));
          const across = Math.max(0, Math.min(c + 1, ((x + 1) * w) / tw) - Math.max(c, (x * w) / tw));
          sum += down * across * picture[(r * w + c) * 4 + 1];
        }
      }
      assert.ok(Math.abs(small[(y * tw + x) * 4 + 1] - sum / ((w / tw) * (h / th))) <= 0.51);
    }
  }
});

test('area averaging also enlarges: one pixel fills the view', () => {
  assert.ok(areaAverage(Uint8ClampedArray.of(9, 8, 7, 255), 1, 1, 3, 2).every((value, i) => value === [9, 8, 7, 255][i % 4]));
});

test('boxes intersect; those that do not meet leave nothing', () => {
  assert.deepEqual(intersection([0, 0, 10, 20], [5, 8, 30, 12]), [5, 8, 10, 12]);
  const [r0, , r1] = intersection([0, 0, 4, 4], [6, 0, 9, 4]);
  assert.ok(r1 <= r0);
});

test('one channel', () => assert.deepEqual(channelOf(Uint8ClampedArray.of(1, 2, 3, 4, 5, 6, 7, 8), 3), Uint8Array.of(4, 8)));

test('what lies beyond a picture is zeros', () => {
  const pixels = Uint8Array.from({ length: 12 }, (_, i) => i + 1);
  assert.deepEqual([...cut(pixels, 4, [-1, 2, 2, 6], 1)], [0, 0, 0, 0, 3, 4, 0, 0, 7, 8, 0, 0]);
  assert.ok(cut(pixels, 4, [-5, -5, -2, -2], 1).every((value) => value === 0));
});
