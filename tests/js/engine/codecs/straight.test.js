import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { readPng } from '../../../../js/engine/codecs/read/png.js';
import { agree, straightColours } from '../../../../js/engine/codecs/straight.js';

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

test('a PNG gives the colours under a low alpha as they are, whatever the filters', async () => {
  const { data, alpha, channels } = await readPng(png(picture));
  assert.equal(channels, 3);
  assert.deepEqual(
    [...picture],
    Array.from({ length: WIDTH * HEIGHT }, (_, i) => [...data.subarray(3 * i, 3 * i + 3), alpha?.[i] ?? -1]).flat(),
  );
});

test('no more is unpacked than the header announces, and a stream that ends too early is an error', async () => {
  const long = png(picture);
  new DataView(long.buffer, long.byteOffset).setUint32(20, HEIGHT - 1);
  assert.equal((await readPng(long)).data.length, 3 * WIDTH * (HEIGHT - 1));
  new DataView(long.buffer, long.byteOffset).setUint32(20, HEIGHT + 1);
  await assert.rejects(readPng(long), RangeError);
});

test('what a canvas gave stays where it is opaque, or where nothing better can be had', async () => {
  const opaque = picture.map((value, i) => (i % 4 === 3 ? 255 : value));
  for (const rgba of [opaque, throughCanvas(picture)]) {
    const seen = { width: WIDTH, height: HEIGHT, rgba };
    assert.equal(await straightColours(png(picture), 'image/webp', null, seen), rgba); // Node has no ImageDecoder
  }
});

test('straight colours are believed only where they agree with what was seen', () => {
  const seen = throughCanvas(picture);
  assert.ok(agree(seen, picture));
  assert.ok(
    !agree(
      seen,
      picture.map((value, i) => (i === 403 % picture.length || i === (100 | 3) ? value ^ 1 : value)),
    ),
  );
});
