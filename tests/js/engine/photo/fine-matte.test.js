import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fineMatte } from '../../../../js/engine/photo/fine-matte.js';

test('tiles with unknown pixels are refined once more, the others widened', async () => {
  const rgba = Uint8ClampedArray.from([0, 255, 128, 7].flatMap((alpha) => [9, 9, 9, alpha]));
  const tiles = [
    { core: [0, 0, 1, 2], outer: [0, 0, 1, 2], unknown: 0, untouched: true },
    { core: [0, 2, 1, 4], outer: [0, 1, 1, 4], unknown: 2, untouched: false },
  ];
  /** @type {any[]} */
  const asked = [];
  const pool = {
    async run(/** @type {any} */ { prepare }) {
      asked.push(prepare().args);
      return { data: Uint8Array.of(0x80, 0x12, 0x07, 0x34) };
    },
  };
  const result = /** @type {any} */ ({
    photo: { width: 4, height: 1, rgba },
    rgba,
    summary: { tiles },
    marks: null,
    key: 'k',
    survey: null,
  });
  const out = await fineMatte(/** @type {any} */ ({ pool }), result);
  assert.deepEqual([...out], [0, 0, 255, 255, 0x80, 0x12, 0x07, 0x34]);
  assert.equal(asked.length, 1);
  assert.deepEqual(asked[0].args.slice(1), [[0, 2, 1, 4], [0, 1, 1, 4], null]);
});
