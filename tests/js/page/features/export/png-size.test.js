import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodePng } from '../../../../../js/engine/codecs/png.js';
import { bandsOf, estimatePng } from '../../../../../js/page/features/export/png-size.js';

test('a PNG is estimated from bands that are spread over the whole picture', async () => {
  const bands = bandsOf(4000);
  assert.equal(bands[0].first, 0);
  assert.equal(bands.at(-1)?.first, 3984);
  assert.deepEqual(bandsOf(100), [{ first: 0, count: 100 }]);
  const [width, height] = [64, 1000];
  const noise = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255);
  const real = (await encodePng(noise, width, height)).size;
  assert.ok(Math.abs((await estimatePng(noise, width, height)) / real - 1) < 0.1);
});
