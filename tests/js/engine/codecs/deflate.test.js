// Deflate by runs and Huffman codes: what zlib reads out of it, and how large it is beside zlib's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync, inflateRawSync } from 'node:zlib';
import { adler32, codeLengths, deflate, LAST } from '../../../../js/engine/codecs/deflate.js';

/** @param {Uint8Array[]} parts */
const read = (...parts) => new Uint8Array(inflateRawSync(Buffer.concat([...parts.map(deflate), LAST])));
/** Noise of every level, repeatable. @param {number} n @param {number} [levels] */
const noise = (n, levels = 256) => {
  let seed = 1;
  return Uint8Array.from({ length: n }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed >>> 24) % levels;
  });
};

test('zlib reads back every length of a run, by itself and after others', () => {
  for (let n = 0; n < 600; n += 1) {
    const bytes = new Uint8Array(n + 2).fill(7, 1, n + 1);
    assert.deepEqual(read(bytes), bytes, `${n} bytes`);
  }
  const all = Uint8Array.from(Array.from({ length: 300 }, (_, n) => Array(n).fill(n & 255)).flat());
  assert.deepEqual(read(all), all);
});

test('nothing, one byte, noise, and more than a block come back', () => {
  const sizes = [0, 1, 2, 255, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 700_001];
  for (const n of sizes) for (const levels of [1, 2, 256]) assert.deepEqual(read(noise(n, levels)), noise(n, levels), `${n} of ${levels}`);
});

test('parts made apart are one stream', () => {
  const bytes = noise(100_003, 5);
  const parts = [bytes.subarray(0, 1), bytes.subarray(1, 50_000), bytes.subarray(50_000)];
  assert.deepEqual(read(...parts), bytes);
});

test('noise hardly grows, and one level is nearly nothing', () => {
  assert.ok(deflate(noise(1 << 20)).length < 1.005 * (1 << 20));
  assert.ok(deflate(new Uint8Array(1 << 20)).length < 4000);
});

test('a tree that would be too deep is kept within its limit, and is full', () => {
  const counts = Uint32Array.from({ length: 30 }, (_, i) => 1.6 ** i); // near Fibonacci: one level a symbol
  for (const limit of [7, 15]) {
    const lengths = codeLengths(counts, limit);
    assert.ok(Math.max(...lengths) <= limit && Math.min(...lengths) > 0, `${lengths}`);
    assert.equal(
      lengths.reduce((sum, bits) => sum + 2 ** -bits, 0),
      1,
    );
  }
});

test('the checksum is that of zlib, over parts too', () => {
  const bytes = noise(200_001).fill(255, 0, 90_000);
  const stream = deflateSync(bytes);
  assert.equal(adler32(bytes.subarray(70_000), adler32(bytes.subarray(0, 70_000))), stream.readUInt32BE(stream.length - 4));
});
