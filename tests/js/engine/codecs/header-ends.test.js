// Headers at their limits: segments that look like sizes, ends that are missing by one byte, kinds inside kinds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHeader, unreadKind } from '../../../../js/engine/codecs/header.js';

const bytes = (/** @type {(number | string)[]} */ ...parts) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [part])));
const be = (/** @type {number} */ n, size = 4) => Array.from({ length: size }, (_, i) => (n / 256 ** (size - 1 - i)) & 255);
const le = (/** @type {number} */ n, size = 4) => be(n, size).reverse();

const frame = (/** @type {number} */ marker, /** @type {number} */ height, /** @type {number} */ width) => [
  ...[0xff, marker, ...be(11, 2), 8, ...be(height, 2), ...be(width, 2), 1, 1, 17, 0],
];
const scan = [0xff, 0xda, ...be(2, 2), 1, 2, 3];

test('JPEG: tables are no frames, every kind of frame is', () => {
  for (const marker of [0xc4, 0xc8, 0xcc]) {
    const photo = bytes(0xff, 0xd8, ...frame(marker, 7, 9), ...frame(0xc0, 300, 400), ...frame(marker, 5, 6), ...scan, 0xff, 0xd9);
    assert.deepEqual(readHeader(photo), { type: 'image/jpeg', width: 400, height: 300, whole: true }, marker.toString(16));
  }
  for (const marker of [0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xcf]) {
    assert.equal(readHeader(bytes(0xff, 0xd8, ...frame(marker, 3, 4), ...scan, 0xff, 0xd9))?.width, 4, marker.toString(16));
  }
  assert.equal(readHeader(bytes(0xff, 0xd8, ...frame(0xd0, 3, 4), ...scan, 0xff, 0xd9)), null);
});

test('JPEG: a scan without a frame is no photo; bytes between two segments are stepped over', () => {
  assert.equal(readHeader(bytes(0xff, 0xd8, ...scan, 0xff, 0xd9)), null);
  for (const between of [[0x00], [0xe1, 0x00], [0xff, 0x00, 0x41, 0xff]]) {
    const photo = bytes(0xff, 0xd8, ...between, ...frame(0xc0, 3, 4), ...between, ...scan, 0xff, 0xd9);
    assert.deepEqual(readHeader(photo), { type: 'image/jpeg', width: 4, height: 3, whole: true });
  }
});

test('JPEG: the end may be followed by anything; without one a photo of several scans is cut, of one scan the decoder tells', () => {
  const photo = bytes(0xff, 0xd8, ...frame(0xc0, 3, 4), ...scan, 0xff, 0xd9, 0, 1, 2);
  assert.equal(readHeader(photo)?.whole, true);
  const half = { type: 'image/jpeg', width: 4, height: 3, whole: true, endless: true };
  assert.deepEqual(readHeader(photo.subarray(0, photo.length - 4)), half);
  assert.deepEqual(readHeader(bytes(0xff, 0xd8, ...frame(0xc0, 3, 4), ...scan, 0xd9, 0xd9)), half);
  assert.equal(readHeader(bytes(0xff, 0xd8, ...frame(0xc2, 3, 4), ...scan, 0xff, 0xff))?.whole, false);
  assert.equal(readHeader(bytes(0xff, 0xd8, ...frame(0xc0, 3, 4)))?.whole, false, 'no scan at all');
});

test('PNG: whole with the last byte of its end, and not one byte earlier', () => {
  const png = bytes(0x89, 'PNG\r\n\x1a\n', ...be(13), 'IHDR', ...be(6), ...be(5), 8, 6, 0, 0, 0, ...be(0), ...be(0), 'IEND', ...be(0));
  assert.deepEqual(readHeader(png), { type: 'image/png', width: 6, height: 5, whole: true });
  assert.equal(readHeader(png.subarray(0, png.length - 1))?.whole, false);
});

test('WebP: 14 bits of each side count, a file of another RIFF kind is none, a short one is cut', () => {
  const riff = (/** @type {(number | string)[]} */ ...rest) => bytes('RIFF', ...le(bytes(...rest).length + 4), 'WEBP', ...rest);
  const lossy = riff('VP8 ', ...le(20), 0, 0, 0, 0x9d, 1, 0x2a, ...le(640 | 0x4000, 2), ...le(480 | 0x8000, 2), 0, 0);
  assert.deepEqual(readHeader(lossy), { type: 'image/webp', width: 640, height: 480, whole: true });
  assert.equal(readHeader(lossy.subarray(0, lossy.length - 1))?.whole, false);
  const lossless = riff('VP8L', ...le(9), 0x2f, ...le(((16384 - 1) | ((3 - 1) << 14)) >>> 0), 0);
  assert.deepEqual([readHeader(lossless)?.width, readHeader(lossless)?.height], [16384, 3]);
  assert.equal(readHeader(bytes('RIFF', ...le(40), 'WAVE', ...lossy.subarray(12))), null);
  assert.equal(readHeader(bytes('JUNK', ...le(40), 'WEBP', ...lossy.subarray(12))), null);
  assert.equal(readHeader(riff('ALPH', ...Array(40).fill(0))), null);
});

test('GIF: both versions; the end must come after the header', () => {
  const gif = (/** @type {string} */ version, /** @type {number[]} */ ...rest) =>
    readHeader(bytes(version, ...le(30, 2), ...le(20, 2), 0, 0, 0, ...rest));
  assert.equal(gif('GIF87a', 1, 0x3b)?.whole, true);
  assert.equal(gif('GIF89a', 1, 2)?.whole, false);
  assert.equal(gif('GIF89a', 0x3b)?.whole, false, 'a byte of the header that looks like an end');
  assert.equal(gif('GIF88a', 1, 0x3b), null);
});

test('BMP: the oldest header has short sides; compressed pixels have no size to check; rows end at four bytes', () => {
  const bmp = (/** @type {{head?: number, width?: number, height?: number, bits?: number, packing?: number, data: number}} */ given) => {
    const { head = 40, width = 3, height = 2, bits = 24, packing = 0, data } = given;
    const start = [...le(54), ...le(head), ...le(width >>> 0), ...le(height >>> 0), ...le(1, 2), ...le(bits, 2), ...le(packing)];
    return readHeader(bytes('BM', ...le(78), ...le(0), ...start, ...Array(20).fill(0), ...Array(data).fill(9)));
  };
  const core = bytes(
    'BM',
    ...le(78),
    ...le(0),
    ...le(26),
    ...le(12),
    ...le(3, 2),
    ...le(2, 2),
    ...le(1, 2),
    ...le(24, 2),
    ...Array(24).fill(9),
  );
  assert.deepEqual(readHeader(core), { type: 'image/bmp', width: 3, height: 2, whole: true });
  assert.equal(readHeader(core.subarray(0, core.length - 1))?.whole, false);
  assert.equal(bmp({ head: 39, data: 24 }), null);
  assert.equal(bmp({ data: 24 })?.whole, true, 'a row of nine bytes takes twelve');
  assert.equal(bmp({ data: 23 })?.whole, false);
  assert.equal(bmp({ packing: 1, data: 1 })?.whole, true);
  assert.equal(bmp({ width: 33, height: 1, bits: 1, data: 8 })?.whole, true, 'bits, not bytes, fill a row');
  assert.equal(bmp({ width: 33, height: 1, bits: 1, data: 7 })?.whole, false);
});

test('AVIF and HEIC: the brand decides, and without an extent there is no picture', () => {
  const ispe = [...be(20), 'ispe', 0, 0, 0, 0, ...be(40), ...be(30)];
  const file = (/** @type {string} */ brand, /** @type {(number | string)[]} */ ...rest) =>
    readHeader(bytes(...be(16), `ftyp${brand}`, ...be(0), ...rest));
  for (const brand of ['avif', 'avis']) assert.equal(file(brand, ...ispe)?.type, 'image/avif');
  for (const brand of ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1']) assert.equal(file(brand, ...ispe)?.type, 'image/heic');
  assert.equal(file('mp42', ...ispe), null);
  assert.equal(file('avif', ...be(20), 'free', ...Array(12).fill(0)), null);
});

test('AVIF: a brand behind the first box, or in a box of another kind, is none', () => {
  assert.equal(readHeader(bytes(...be(16), 'freeavif', ...be(0), ...be(20), 'ispe', ...be(0), ...be(40), ...be(30))), null);
  assert.equal(readHeader(bytes(...be(16), 'ftypmp42', ...be(0), ...be(20), 'ispeavif', ...be(40), ...be(30))), null);
});

test('both byte orders of TIFF, and an XML file that is no SVG', () => {
  assert.equal(unreadKind(bytes('MM\0*', 0, 0, 0, 8)), 'TIFF');
  assert.equal(unreadKind(bytes('<?xml version="1.0"?><html/>')), null);
  assert.equal(unreadKind(bytes('<svg xmlns="…"/>')), 'SVG');
  assert.equal(unreadKind(bytes(...be(12), 'JXL \r\n')), 'JPEG XL');
});
