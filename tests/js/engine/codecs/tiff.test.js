import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTiff } from '../../../../js/engine/codecs/read/tiff.js';
import { encodeTiff } from '../../../../js/engine/codecs/tiff.js';

/** Bytes of no pattern. @param {number} length */
const noise = (length) => Uint8Array.from({ length }, (_, i) => (i * i * 31 + (i >> 3) * 7) & 255);

/** @param {Blob} blob */
async function read(blob) {
  const samples = await readTiff(new Uint8Array(await blob.arrayBuffer()));
  return { ...samples, data: samples.data.slice() }; // without the size that the library hangs on it
}

test('what is written is read back: grey, colour, straight alpha under alpha 0, over many strips', async () => {
  for (const [width, height] of [
    [5, 3],
    [700, 500],
  ]) {
    const rgba = noise(width * height * 4);
    const { data, alpha, channels, ...size } = await read(await encodeTiff(rgba, width, height));
    assert.deepEqual([size.width, size.height, channels], [width, height, 3]);
    assert.deepEqual(
      alpha,
      rgba.filter((_, i) => i % 4 === 3),
    );
    assert.deepEqual(
      data,
      rgba.filter((_, i) => i % 4 < 3),
    );
  }
  const grey = noise(35);
  const back = await read(await encodeTiff(grey, 7, 5, { channels: 1 }));
  assert.deepEqual([back.channels, back.alpha, back.data], [1, null, grey]);
});

test('16 bits keep every value', async () => {
  const values = Uint16Array.from({ length: 300 * 40 }, (_, i) => (i * 40503) & 0xffff);
  const bytes = new Uint8Array(values.length * 2);
  values.forEach((value, i) => {
    bytes[2 * i] = value >> 8;
    bytes[2 * i + 1] = value & 255;
  });
  const { data } = await read(await encodeTiff(bytes, 300, 40, { channels: 1, bits: 16 }));
  assert.deepEqual(data, values);
});

test('the pixels that were given stay as they are', async () => {
  const rgba = noise(4 * 6 * 4);
  const before = rgba.slice();
  await encodeTiff(rgba, 6, 4);
  assert.deepEqual(rgba, before);
});
