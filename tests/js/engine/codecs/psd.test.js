import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { packRows } from '../../../../js/engine/codecs/packbits.js';
import { encodePsd } from '../../../../js/engine/codecs/psd.js';

const [WIDTH, HEIGHT] = [301, 37];
/** The same as in tests/formats/test_psd.py: stretches that repeat, and some that do not. @param {number} seed */
function picture(seed) {
  const out = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let i = 0; i < out.length; i += 1) {
    const x = (i >> 2) % WIDTH;
    out[i] = x < 180 ? (Math.floor(i / 1204) * 5 + (i % 4) * 60 + seed) & 255 : (i * i * 31 + i * 7 + seed) & 255;
  }
  return out;
}

/** @param {Uint8Array} packed @param {number} size */
function unpacked(packed, size) {
  const out = new Uint8Array(size);
  let to = 0;
  for (let at = 0; at < packed.length; ) {
    const head = packed[at];
    if (head < 128) out.set(packed.subarray(at + 1, at + 2 + head), to);
    else out.fill(packed[at + 1], to, to + 257 - head);
    to += head < 128 ? head + 1 : 257 - head;
    at += head < 128 ? head + 2 : 2;
  }
  assert.equal(to, size);
  return out;
}

test('what is packed is unpacked again, whatever repeats', () => {
  for (const width of [1, 2, 3, 127, 128, 129, 130, 257, 400]) {
    for (const every of [1, 2, 3, 4, 127, 128, 129, 1000]) {
      const plane = Uint8Array.from({ length: 3 * width }, (_, i) => Math.floor((i % width) / every) * 37);
      const { lengths, data } = packRows(plane, width, 3);
      assert.equal(lengths[0] + lengths[1] + lengths[2], data.length);
      assert.deepEqual(unpacked(data, plane.length), plane);
    }
  }
});

test("a file has the bytes of the package's writer", async () => {
  const hash = async (/** @type {Blob} */ blob) =>
    createHash('sha256')
      .update(new Uint8Array(await blob.arrayBuffer()))
      .digest('hex');
  const [merged, subject, background] = [picture(1), picture(2), picture(3)];
  assert.equal(
    await hash(encodePsd(merged, subject, null, WIDTH, HEIGHT)),
    '5f00eb05fe5d8137f6efba3191c4189190bf9e8184be70d6fdc6f1b264a3c2d7',
  );
  for (let i = 3; i < merged.length; i += 4) merged[i] = 255;
  assert.equal(
    await hash(encodePsd(merged, subject, background, WIDTH, HEIGHT)),
    '8be2f93e21a65d1122fefb77669e7e699430ea3b02d1b9f3bd4d7bfdb9b802f3',
  );
});

test('a side that the format does not hold is refused', () => {
  const row = new Uint8Array(30001 * 4);
  assert.throws(() => encodePsd(row, row, null, 30001, 1), { code: 'encode_failed', message: /at most 30000 pixels/ });
});
