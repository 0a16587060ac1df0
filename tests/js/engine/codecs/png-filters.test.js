// Which filter a row gets, rows that cross from one stripe to the next, and what progress says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { encodePng } from '../../../../js/engine/codecs/png.js';

/** The chunks of a PNG, and its filtered rows. @param {Blob} blob @param {number} stride bytes a row */
async function rowsOf(blob, stride) {
  const data = Buffer.from(await blob.arrayBuffer());
  const kinds = [];
  const parts = [];
  for (let at = 8; at < data.length; at += 12 + data.readUInt32BE(at)) {
    const kind = data.toString('latin1', at + 4, at + 8);
    kinds.push(kind);
    if (kind === 'IDAT') parts.push(data.subarray(at + 8, at + 8 + data.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const filters = Array.from({ length: raw.length / (stride + 1) }, (_, r) => raw[r * (stride + 1)]);
  return { kinds, filters, raw };
}

/** @param {number} side @param {(r: number, c: number) => number} level */
const grey = (side, level) => Uint8Array.from({ length: side * side }, (_, i) => level(Math.floor(i / side), i % side));

test('each kind of picture gets the filter that leaves least', async () => {
  const side = 40;
  const noise = (/** @type {number} */ i) => (i * 2654435761) >>> 25;
  const pictures = {
    0: grey(side, (r, c) => ((r + c) % 2 ? 3 : -3) & 255), // small around zero, its differences are larger
    1: grey(side, (r, c) => (noise(r) + 3 * c) & 255), // each row goes on by itself
    2: grey(side, (r, c) => (noise(c) + 3 * r) & 255), // each column goes on by itself
    4: grey(side, (r, c) => (15 * r + 30 * (c >> 1)) & 255), // now the left, now the upper neighbour is nearer
  };
  for (const [filter, pixels] of Object.entries(pictures)) {
    const { filters } = await rowsOf(await encodePng(pixels, side, side, { channels: 1 }), side);
    const count = filters.filter((used) => used === Number(filter)).length;
    assert.ok(count > side / 2, `filter ${filter} in ${count} of ${side} rows: ${filters}`);
  }
});

test('where two neighbours are equally near, Paeth takes them in the order of the specification', async () => {
  const side = 40;
  const pixels = grey(side, (r, c) => (15 * r + 30 * (c >> 1)) & 255);
  const [left, above, corner] = [8, 11, 10]; // left + above - corner is 9: as near to left as to the corner
  for (let r = 1; r < side; r += 2) {
    pixels[(r - 1) * side + 12] = corner;
    pixels[(r - 1) * side + 13] = above;
    pixels[r * side + 12] = left;
  }
  const { filters, raw } = await rowsOf(await encodePng(pixels, side, side, { channels: 1 }), side);
  let checked = 0;
  for (let r = 1; r < side; r += 2) {
    if (filters[r] !== 4) continue;
    assert.equal(raw[r * (side + 1) + 14], (pixels[r * side + 13] - left) & 255);
    checked += 1;
  }
  assert.ok(checked > side / 4, `${checked} rows`);
});

test('the first row of a later stripe is filtered by the last row of the stripe before', async () => {
  const [width, height] = [3000, 1500]; // 4.5 MB: two stripes
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < pixels.length; i += 1) pixels[i] = ((i % width) * 7919 + Math.floor(i / width)) & 255;
  const told = /** @type {number[]} */ ([]);
  const { filters, raw } = await rowsOf(
    await encodePng(pixels, width, height, { channels: 1, onProgress: (part) => told.push(part) }),
    width,
  );
  assert.ok(filters.slice(1).every((filter) => filter === 2));
  for (let r = 1; r < height; r += 1) assert.equal(raw[r * (width + 1) + 1], 1, `row ${r} is the row above plus one`);
  assert.equal(told.length, 2);
  assert.ok(told[0] > 0.5 && told[0] < 1);
  assert.equal(told[1], 1);
});

test('the file says that its colours are sRGB, before the pixels', async () => {
  const { kinds } = await rowsOf(await encodePng(new Uint8Array(4), 1, 1), 4);
  assert.deepEqual([...new Set(kinds)], ['IHDR', 'sRGB', 'IDAT', 'IEND']);
});
