import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHeader, unreadKind } from '../../../../js/engine/codecs/header.js';

const bytes = (/** @type {(number | string)[]} */ ...parts) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [part])));
const be = (/** @type {number} */ n, size = 4) => Array.from({ length: size }, (_, i) => (n / 256 ** (size - 1 - i)) & 255);
const le = (/** @type {number} */ n, size = 4) => be(n, size).reverse();

const jpeg = bytes(
  0xff,
  0xd8,
  0xff,
  0xe1,
  ...be(6, 2),
  0xff,
  0xd9,
  0,
  0,
  0xff,
  0xff,
  0xc2,
  ...be(11, 2),
  8,
  ...be(300, 2),
  ...be(400, 2),
  1,
  1,
  17,
  0,
  0xff,
  0xda,
  ...be(2, 2),
  1,
  2,
  3,
  0xff,
  0xd9,
);

test('JPEG: progressive too, past other segments and fill bytes', () => {
  assert.deepEqual(readHeader(jpeg), { type: 'image/jpeg', width: 400, height: 300, whole: true });
});

test('JPEG: the end of a thumbnail is not the end of the photo', () => {
  assert.equal(readHeader(jpeg.subarray(0, jpeg.length - 2))?.whole, false);
});

test('WebP: lossy, lossless, extended', () => {
  const riff = (/** @type {(number | string)[]} */ ...rest) => bytes('RIFF', ...le(bytes(...rest).length + 4), 'WEBP', ...rest);
  assert.deepEqual(readHeader(riff('VP8 ', ...le(20), 0, 0, 0, 0x9d, 1, 0x2a, ...le(640, 2), ...le(480, 2))), {
    type: 'image/webp',
    width: 640,
    height: 480,
    whole: true,
  });
  const bits = (640 - 1) | ((480 - 1) << 14);
  assert.equal(readHeader(riff('VP8L', ...le(9), 0x2f, ...le(bits)))?.height, 480);
  const extended = riff('VP8X', ...le(10), 0, 0, 0, 0, ...le(69999, 3), ...le(99, 3));
  assert.deepEqual(readHeader(extended), { type: 'image/webp', width: 70000, height: 100, whole: true });
  assert.equal(readHeader(extended.slice(0, -1)), null, 'cut off inside the header');
});

test('GIF and BMP', () => {
  assert.deepEqual(readHeader(bytes('GIF89a', ...le(30, 2), ...le(20, 2), 0, 0, 0, 1, 0x3b)), {
    type: 'image/gif',
    width: 30,
    height: 20,
    whole: true,
  });
  const bmp = bytes(
    'BM',
    ...le(78),
    ...le(0),
    ...le(54),
    ...le(40),
    ...le(2),
    ...le(0x100000000 - 3),
    ...le(1, 2),
    ...le(24, 2),
    ...le(0),
    ...Array(20).fill(0),
    ...Array(24).fill(9),
  );
  assert.deepEqual(readHeader(bmp), { type: 'image/bmp', width: 2, height: 3, whole: true });
  assert.equal(readHeader(bmp.subarray(0, bmp.length - 9))?.whole, false);
});

test('AVIF: the largest extent counts, and a box that runs past the end is a cut', () => {
  const ispe = (/** @type {number} */ w, /** @type {number} */ h) => [...be(20), 'ispe', 0, 0, 0, 0, ...be(w), ...be(h)];
  const inner = [...ispe(100, 80), ...ispe(4000, 3000)];
  const avif = bytes(...be(20), 'ftypavif', 0, 0, 0, 0, 'mif1', ...be(8 + bytes(...inner).length), 'meta', ...inner);
  assert.deepEqual(readHeader(avif), { type: 'image/avif', width: 4000, height: 3000, whole: true });
  assert.equal(readHeader(avif.subarray(0, avif.length - 1))?.whole, false);
  assert.equal(readHeader(bytes(...be(20), 'ftypheic', ...avif.subarray(12)))?.type, 'image/heic');
});

test('AVIF: a box with a long size, one to the end, and none smaller than its head', () => {
  const start = [...be(20), 'ftypavif', 0, 0, 0, 0, 'mif1'];
  const ispe = [...be(20), 'ispe', 0, 0, 0, 0, ...be(40), ...be(30)];
  const found = { type: 'image/avif', width: 40, height: 30, whole: true };
  assert.deepEqual(readHeader(bytes(...start, ...be(1), 'meta', ...be(36, 8), ...ispe)), found);
  assert.deepEqual(readHeader(bytes(...start, ...be(0), 'meta', ...ispe)), found);
  assert.equal(readHeader(bytes(...start, ...be(1), 'meta', ...be(0, 8), ...ispe)), null);
  assert.equal(readHeader(bytes(...start, ...be(7), 'meta', ...ispe)), null);
});

test('kinds that no browser decodes are known by name', () => {
  assert.equal(unreadKind(bytes('II*\0', 8, 0, 0, 0)), 'TIFF');
  assert.equal(unreadKind(bytes('8BPS', 0, 1)), 'PSD');
  assert.equal(unreadKind(bytes(0xff, 0x0a, 0, 0)), 'JPEG XL');
  assert.equal(unreadKind(bytes('<?xml version="1.0"?>\n<svg xmlns="…"/>')), 'SVG');
  assert.equal(unreadKind(bytes('<html><svg/></html>')), null);
  assert.equal(unreadKind(bytes('MM')), null);
});

test('an image bomb is read from its header alone', () => {
  const bomb = bytes(0x89, 'PNG\r\n\x1a\n', ...be(13), 'IHDR', ...be(100000), ...be(100000), 8, 6, 0, 0, 0);
  assert.deepEqual([readHeader(bomb)?.width, readHeader(bomb)?.height], [100000, 100000]);
});

test('noise, text and scraps are no picture, and never throw', () => {
  assert.equal(readHeader(bytes('<svg xmlns="…"/>')), null);
  assert.equal(readHeader(new Uint8Array()), null);
  let seed = 1;
  for (const start of [
    [],
    [0xff, 0xd8],
    [...bytes('RIFF')],
    [...bytes('BM')],
    [...bytes('\0\0\0 ftypavif')],
    [0x89, ...bytes('PNG\r\n\x1a\n')],
  ]) {
    for (let n = 0; n < 200; n += 1) {
      const scrap = Uint8Array.from([...start, ...Array.from({ length: n }, () => (seed = (seed * 1103515245 + 12345) >>> 0) >>> 24)]);
      assert.doesNotThrow(() => readHeader(scrap));
    }
  }
});

test('a PNG of millions of empty chunks costs milliseconds', () => {
  const count = 4_000_000;
  const bytes = new Uint8Array(8 + 25 + 12 * count);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 9, 0, 0, 0, 7]);
  for (let at = 33; at < bytes.length; at += 12) bytes[at + 4] = 0x74;
  const before = process.cpuUsage();
  assert.deepEqual(readHeader(bytes), { type: 'image/png', width: 9, height: 7, whole: false });
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 300_000, `${(user + system) / 1000} ms`);
});
