import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTiff } from '../../../../../js/engine/codecs/read/tiff.js';

const [SHORT, LONG] = [3, 4];

/**
 * A TIFF of two grey pixels in one strip, unpacked, behind its tags.
 * @param {boolean} little @param {number[]} strip bytes as they are stored @param {[number, number, number, number?][]} tags
 */
function twoPixels(little, strip, tags) {
  /** @type {[number, number, number, number?][]} tag, type, value, count */
  const all = [[256, SHORT, 2], [257, SHORT, 1], [259, SHORT, 1], [262, SHORT, 1], [273, LONG, 0], [279, LONG, strip.length], ...tags];
  all.sort(([a], [b]) => a - b);
  const at = 10 + 12 * all.length + 4;
  const data = new DataView(new ArrayBuffer(at + strip.length));
  data.setUint16(0, little ? 0x4949 : 0x4d4d);
  data.setUint16(2, 42, little);
  data.setUint32(4, 8, little);
  data.setUint16(8, all.length, little);
  all.forEach(([tag, type, value, count = 1], i) => {
    const entry = 10 + 12 * i;
    data.setUint16(entry, tag, little);
    data.setUint16(entry + 2, type, little);
    data.setUint32(entry + 4, count, little);
    if (type === SHORT) data.setUint16(entry + 8, value, little);
    else data.setUint32(entry + 8, tag === 273 ? at : value, little);
  });
  const bytes = new Uint8Array(data.buffer);
  bytes.set(strip, at);
  return bytes;
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
const values = async (bytes) => [...(await readTiff(bytes)).data];

test('differences of 16 bits are added in the order of the bytes of the file', async () => {
  /** @type {[number, number, number][]} */
  const tags = [
    [258, SHORT, 16],
    [317, SHORT, 2],
  ];
  assert.deepEqual(await values(twoPixels(true, [0x2c, 0x01, 0xf4, 0x01], tags)), [300, 800]);
  assert.deepEqual(await values(twoPixels(false, [0x01, 0x2c, 0x01, 0xf4], tags)), [300, 800]);
});

test("the floats' predictor has one order of bytes in every file", async () => {
  const planes = [0x3f, 0, 0x41, 0x80, 0, 0, 0, 0]; // 1 and 0.5: their first bytes, their second bytes, …, as differences
  for (const little of [true, false])
    assert.deepEqual(
      await values(
        twoPixels(little, planes, [
          [258, SHORT, 32],
          [339, SHORT, 3],
          [317, SHORT, 3],
        ]),
      ),
      [1, 0.5],
    );
});

test('fewer samples than pixels are damage, not an empty picture', async () => {
  const bytes = twoPixels(
    true,
    [7, 9],
    [
      [258, SHORT, 8],
      [277, SHORT, 1, 8],
    ],
  );
  await assert.rejects(readTiff(bytes), RangeError);
});
