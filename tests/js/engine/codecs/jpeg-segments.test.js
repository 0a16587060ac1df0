import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adobeTransform, embeddedProfile } from '../../../../js/engine/codecs/embedded.js';
import { readHeader } from '../../../../js/engine/codecs/header.js';
import { jpegSegments } from '../../../../js/engine/codecs/jpeg-segments.js';
import { exifBlock } from '../../../../js/engine/codecs/orientation.js';

const START = [0xff, 0xd8];
const END = [0xff, 0xd9];
/** @param {number} marker @param {number[]} body */
const segment = (marker, body) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
const letters = (/** @type {string} */ text) => [...text].map((letter) => letter.charCodeAt(0));
const segments = (/** @type {number[]} */ ...bytes) => [...jpegSegments(Uint8Array.from(bytes))];

test('each segment is given with its place, up to the first scan', () => {
  const comment = segment(0xfe, [1, 2, 3]);
  const scan = segment(0xda, [4]);
  assert.deepEqual(segments(...START, ...comment, ...scan, 0xff, 0xfe, 0, 2, ...END), [
    { marker: 0xfe, start: 2, body: 6, end: 9 },
    { marker: 0xda, start: 9, body: 13, end: 14 },
  ]);
});

test('fill bytes and bytes between two segments are stepped over', () => {
  const comment = segment(0xfe, [1]);
  for (const between of [[0xff], [0xff, 0xff, 0xff], [0], [0xff, 0], [0, 0x12, 0xfe]]) {
    const [first, second, ...more] = segments(...START, ...between, ...comment, ...between, ...segment(0xda, []));
    assert.deepEqual([first.marker, first.start], [0xfe, 2 + between.length]);
    assert.deepEqual([second.marker, second.start], [0xda, 7 + 2 * between.length]);
    assert.equal(more.length, 0);
  }
});

test('a file that is cut gives what begins before the cut, and no scan', () => {
  const whole = [...START, ...segment(0xfe, [1, 2]), ...segment(0xfe, [3, 4])];
  assert.deepEqual(
    segments(...whole.slice(0, -1)).map(({ end }) => end),
    [8, 14],
    'the last one ends beyond the file',
  );
  assert.equal(segments(...whole.slice(0, 11)).length, 1, 'a length of which a byte is missing is none');
  assert.deepEqual(segments(), []);
  assert.deepEqual(segments(...START), []);
});

test('size, EXIF, profile and inks are found behind the same odd bytes, and none behind the scan', () => {
  const profile = [...letters('ICC_PROFILE\0'), 1, 1, 7, 8, 9];
  const adobe = [...letters('Adobe'), 0, 100, 0, 0, 0, 0, 2];
  const parts = [
    segment(0xe1, [...letters('Exif\0\0'), 0x49, 0x49]),
    segment(0xe2, profile),
    segment(0xee, adobe),
    segment(0xc0, [8, 0, 3, 0, 5, 4]),
  ];
  const scan = segment(0xda, []);
  for (const odd of [[], [0xff], [0, 0xe1]]) {
    const before = Uint8Array.from([...START, ...parts.flatMap((part) => [...odd, ...part]), ...odd, ...scan, ...END]);
    assert.deepEqual(exifBlock(before, 'image/jpeg'), { start: 2 + odd.length, end: 14 + odd.length, body: 12 + odd.length });
    assert.deepEqual(embeddedProfile(before, 'image/jpeg'), Uint8Array.of(7, 8, 9));
    assert.equal(adobeTransform(before), 2);
    assert.deepEqual(readHeader(before), { type: 'image/jpeg', width: 5, height: 3, inks: true, whole: true });
    const behind = Uint8Array.from([...START, ...odd, ...scan, ...parts.flat(), ...END]);
    assert.equal(exifBlock(behind, 'image/jpeg'), null);
    assert.equal(embeddedProfile(behind, 'image/jpeg'), null);
    assert.equal(adobeTransform(behind), null);
    assert.equal(readHeader(behind), null);
  }
});

test('an Adobe segment that ends before its last byte says nothing', () => {
  assert.equal(adobeTransform(Uint8Array.from([...START, 0xff, 0xee, 0, 14, ...letters('Adobe'), 0, 100, 0, 0, 0, 0])), null);
});
