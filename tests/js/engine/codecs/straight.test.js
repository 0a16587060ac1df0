import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { readPng, straightColours } from '../../../../js/engine/codecs/straight.js';

const [WIDTH, HEIGHT] = [7, 10];

/** @param {string} kind @param {Uint8Array} body */
function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), 8 + body.length);
  return out;
}

/** A PNG whose rows use all five filters in turn. @param {Uint8ClampedArray} rgba @param {{depth?: number, extra?: Buffer[]}} [options] */
function png(rgba, { depth = 8, extra = [] } = {}) {
  const stride = 4 * WIDTH;
  const at = (/** @type {number} */ row, /** @type {number} */ i) => (row < 0 || i < 0 ? 0 : rgba[row * stride + i]);
  const rows = Array.from({ length: HEIGHT }, (_, row) => {
    const kind = row % 5;
    const line = Array.from({ length: stride }, (_, i) => {
      const [left, up, before] = [at(row, i - 4), at(row - 1, i), i < 4 ? 0 : at(row - 1, i - 4)];
      const guess = left + up - before;
      const nearest = [left, up, before].reduce((best, v) => (Math.abs(guess - v) < Math.abs(guess - best) ? v : best));
      return (at(row, i) - [0, left, up, (left + up) >> 1, nearest][kind]) & 255;
    });
    return [kind, ...line];
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([depth, 6, 0, 0, 0], 8);
  const stream = deflateSync(Uint8Array.from(rows.flat()));
  const parts = [stream.subarray(0, 20), stream.subarray(20)].map((part) => chunk('IDAT', part));
  const all = [Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), ...extra, ...parts, chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat(all));
}

/** Colours under every alpha, low ones first. */
const picture = Uint8ClampedArray.from({ length: 4 * WIDTH * HEIGHT }, (_, i) => (i % 4 === 3 ? (i >> 2) % 256 : (37 * i) % 256));

/** As a canvas gives it back: multiplied with alpha in 8 bits, and divided. @param {Uint8ClampedArray} rgba */
function throughCanvas(rgba) {
  return rgba.map((value, i) => {
    const alpha = rgba[i | 3];
    if (i % 4 === 3) return value;
    return alpha ? Math.round((255 * Math.round((value * alpha) / 255)) / alpha) : 0;
  });
}

test('colours under a low alpha are those of the file, whatever the filters', async () => {
  const seen = { width: WIDTH, height: HEIGHT, rgba: throughCanvas(picture) };
  assert.notDeepEqual(seen.rgba, picture);
  assert.deepEqual(await straightColours(png(picture), 'image/png', seen), picture);
});

test('opaque pictures are not read again', async () => {
  const rgba = picture.map((value, i) => (i % 4 === 3 ? 255 : value));
  assert.equal(await straightColours(png(picture), 'image/png', { width: WIDTH, height: HEIGHT, rgba }), rgba);
});

test('a file that says something else than the canvas is not believed', async () => {
  const rgba = throughCanvas(picture);
  rgba[(403 % rgba.length) | 3] ^= 1;
  assert.equal(await straightColours(png(picture), 'image/png', { width: WIDTH, height: HEIGHT, rgba }), rgba);
});

test('colour-managed and deeper files are left to the browser, broken ones too', async () => {
  assert.equal(await readPng(png(picture, { depth: 16 })), null);
  assert.equal(await readPng(png(picture, { extra: [chunk('gAMA', Buffer.from([0, 0, 1, 0]))] })), null);
  const broken = png(picture);
  broken[60] ^= 255;
  const rgba = throughCanvas(picture);
  assert.equal(await straightColours(broken, 'image/png', { width: WIDTH, height: HEIGHT, rgba }), rgba);
});
