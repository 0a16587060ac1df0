import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOWEST, within } from '../../../../js/engine/codecs/limit.js';

/** Files of so many bytes at each quality; they remember what was asked. @param {(quality: number) => number} sizes */
function maker(sizes) {
  /** @type {number[]} */
  const asked = [];
  const make = async (/** @type {number} */ quality) => {
    asked.push(quality);
    return new Blob([new Uint8Array(sizes(quality))]);
  };
  return { make, asked };
}

test('the highest quality that fits is found', async () => {
  for (let limit = LOWEST; limit < 95; limit += 1) {
    const { make, asked } = maker((quality) => 1000 * quality);
    assert.equal((await within(make, 90, limit, 'jpeg')).size, 1000 * Math.min(limit, 90));
    assert.ok(asked.length <= 8);
  }
});

test('what cannot fit is refused with the least that it takes; a kind without quality is made once', async () => {
  const { make, asked } = maker((quality) => 1000 * quality + 1);
  await assert.rejects(within(make, 90, LOWEST, 'jpeg'), { code: 'file_large', values: { kilobytes: 31, limit: 30 } });
  assert.equal(Math.min(...asked), LOWEST);
  const png = maker(() => 5000);
  await assert.rejects(within(png.make, 90, 4, 'png'), { code: 'file_large', values: { kilobytes: 5, limit: 4 } });
  assert.deepEqual(png.asked, [90]);
  const plain = maker(() => 5000);
  assert.equal((await within(plain.make, 90, 0, 'png')).size, 5000);
});
