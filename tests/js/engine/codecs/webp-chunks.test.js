import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embeddedProfile } from '../../../../js/engine/codecs/embedded.js';
import { webpChunks } from '../../../../js/engine/codecs/webp-chunks.js';

/** @param {string} kind @param {number[]} body */
const chunk = (kind, body) => [...Buffer.from(kind), body.length, 0, 0, 0, ...body, ...(body.length % 2 ? [0] : [])];
const file = (/** @type {number[]} */ ...chunks) => Uint8Array.from([...Buffer.from('RIFF\0\0\0\0WEBP'), ...chunks]);

test('chunks begin at even places; the body has its own length', () => {
  assert.deepEqual(
    [...webpChunks(file(...chunk('VP8X', [1, 2, 3]), ...chunk('EXIF', [4])))],
    [
      { kind: 'VP8X', start: 12, body: 20, length: 3, end: 24 },
      { kind: 'EXIF', start: 24, body: 32, length: 1, end: 34 },
    ],
  );
});

test('a file that is cut gives what begins before the cut', () => {
  const whole = file(...chunk('VP8X', [1, 2]), ...chunk('EXIF', [3, 4]));
  assert.deepEqual(
    [...webpChunks(whole.subarray(0, -1))].map(({ end }) => end),
    [22, 32],
  );
  assert.equal([...webpChunks(whole.subarray(0, 29))].length, 1, 'a length of which a byte is missing is none');
  assert.deepEqual([...webpChunks(new Uint8Array(0))], []);
});

test('the profile of a WebP has no padding', () => {
  assert.deepEqual(embeddedProfile(file(...chunk('VP8X', []), ...chunk('ICCP', [7, 8, 9])), 'image/webp'), Uint8Array.of(7, 8, 9));
  assert.equal(embeddedProfile(file(...chunk('VP8X', [])), 'image/webp'), null);
});
