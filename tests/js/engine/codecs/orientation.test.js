import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exifBlock, orientationIn, upright, withoutExif } from '../../../../js/engine/codecs/orientation.js';

const plane = { width: 3, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };

test('every orientation is turned as its number says', () => {
  /** @type {Record<number, [number, number, string]>} */
  const wanted = {
    1: [3, 2, '123456'],
    2: [3, 2, '321654'],
    3: [3, 2, '654321'],
    4: [3, 2, '456123'],
    5: [2, 3, '142536'],
    6: [2, 3, '415263'],
    7: [2, 3, '635241'],
    8: [2, 3, '362514'],
  };
  for (const [orientation, [width, height, text]] of Object.entries(wanted)) {
    const found = upright(plane, Number(orientation));
    assert.deepEqual([found.width, found.height, [...found.data].join('')], [width, height, text], orientation);
  }
});

/** @param {number} value @param {boolean} little */
function exif(value, little) {
  const data = new DataView(new ArrayBuffer(26));
  data.setUint16(0, little ? 0x4949 : 0x4d4d);
  data.setUint16(2, 42, little);
  data.setUint32(4, 8, little);
  data.setUint16(8, 1, little);
  data.setUint16(10, 274, little);
  data.setUint16(12, 3, little);
  data.setUint32(14, 1, little);
  data.setUint16(18, value, little);
  return new Uint8Array(data.buffer);
}

/** A WebP of nothing but its frame. @param {Uint8Array} block */
function webp(block) {
  const out = Buffer.alloc(12 + 18 + 8 + block.length);
  out.write('RIFF', 0, 'latin1');
  out.writeUInt32LE(out.length - 8, 4);
  out.write('WEBPVP8X', 8, 'latin1');
  out.writeUInt32LE(10, 16);
  out[20] = 0x18;
  out.write('EXIF', 30, 'latin1');
  out.writeUInt32LE(block.length, 34);
  out.set(block, 38);
  return new Uint8Array(out);
}

/** A PNG of nothing but its head, a text and maybe more chunks. @param {[string, Uint8Array][]} more */
function png(...more) {
  const chunks = [['IHDR', new Uint8Array(13)], ['tEXt', new Uint8Array(5)], ...more].map(([kind, body]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(/** @type {string} */ (kind), 4, 'latin1');
    return Buffer.concat([head, /** @type {Uint8Array} */ (body), Buffer.alloc(4)]);
  });
  return new Uint8Array(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]));
}

test('the block of a PNG is found behind other chunks, up to its end', () => {
  const [block, end] = [exif(8, false), /** @type {[string, Uint8Array]} */ (['IEND', new Uint8Array(0)])];
  const file = png(['eXIf', block], end);
  const found = exifBlock(file, 'image/png');
  assert.ok(found);
  assert.deepEqual(file.subarray(found.body, found.body + block.length), block);
  assert.equal(orientationIn(file, found), 8);
  assert.deepEqual(new Uint8Array(Buffer.concat(withoutExif(file, 'image/png', found))), png(end));
  assert.equal(exifBlock(png(end), 'image/png'), null);
  assert.equal(exifBlock(png(end, ['eXIf', block]), 'image/png'), null, 'behind the end nothing is read');
  assert.equal(exifBlock(file.subarray(0, found.start + 11), 'image/png'), null, 'cut off inside the chunk’s head');
});

test('the tag is found in both orders of bytes, and what makes no sense turns nothing', () => {
  for (const little of [true, false]) {
    const file = webp(exif(6, little));
    assert.equal(orientationIn(file, exifBlock(file, 'image/webp')), 6);
    for (const value of [1, 8]) assert.equal(orientationIn(webp(exif(value, little)), exifBlock(file, 'image/webp')), value);
    for (const value of [0, 9, 300]) assert.equal(orientationIn(webp(exif(value, little)), exifBlock(file, 'image/webp')), 1);
  }
  const cut = webp(exif(6, true).subarray(0, 12));
  assert.equal(orientationIn(cut, exifBlock(cut, 'image/webp')), 1);
});

test('a file without its EXIF block says so in its frame', () => {
  const file = webp(exif(6, true));
  const block = exifBlock(file, 'image/webp');
  assert.ok(block);
  const left = Buffer.concat(withoutExif(file, 'image/webp', block));
  assert.equal(left.readUInt32LE(4), left.length - 8);
  assert.equal(left[20], 0x10);
  assert.equal(exifBlock(new Uint8Array(left), 'image/webp'), null);
});
