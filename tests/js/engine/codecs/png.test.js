import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32, inflateSync } from 'node:zlib';
import { readHeader } from '../../../../js/engine/codecs/header.js';
import { encodePng } from '../../../../js/engine/codecs/png.js';

/** A plain decoder, to check with. @param {Uint8Array} file */
function decode(file) {
  const data = Buffer.from(file);
  const parts = [];
  let at = 8;
  while (at < data.length) {
    const length = data.readUInt32BE(at);
    const kind = data.toString('latin1', at + 4, at + 8);
    assert.equal(data.readUInt32BE(at + 8 + length), crc32(data.subarray(at + 4, at + 8 + length)), kind);
    if (kind === 'IDAT') parts.push(data.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height, kind] = [data.readUInt32BE(16), data.readUInt32BE(20), data[25]];
  const step = ({ 0: 1, 2: 3, 6: 4 }[kind] ?? 0) * (data[24] / 8);
  const raw = inflateSync(Buffer.concat(parts));
  const out = new Uint8Array(width * height * step);
  const stride = width * step;
  for (let r = 0; r < height; r += 1) {
    const filter = raw[r * (stride + 1)];
    for (let i = 0; i < stride; i += 1) {
      const a = i < step ? 0 : out[r * stride + i - step];
      const b = r ? out[(r - 1) * stride + i] : 0;
      const c = r && i >= step ? out[(r - 1) * stride + i - step] : 0;
      const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      out[r * stride + i] = raw[r * (stride + 1) + 1 + i] + [0, a, b, (a + b) >> 1, paeth][filter];
    }
  }
  return { width, height, out };
}

for (const [width, height, channels] of /** @type {[number, number, 1 | 3 | 4][]} */ ([
  [1, 1, 4],
  [1, 9, 1],
  [17, 1, 3],
  [31, 23, 4],
  [640, 480, 1],
])) {
  test(`${width} x ${height} x ${channels} comes back byte for byte`, async () => {
    const pixels = Uint8ClampedArray.from(
      { length: width * height * channels },
      (_, i) => 128 + 120 * Math.sin(i / 7) + ((i * 2654435761) >>> 29),
    );
    const file = new Uint8Array(await (await encodePng(pixels, width, height, { channels })).arrayBuffer());
    assert.deepEqual(decode(file), { width, height, out: new Uint8Array(pixels) });
    assert.deepEqual(readHeader(file), { type: 'image/png', width, height, whole: true });
    assert.equal(readHeader(file.subarray(0, file.length - 5))?.whole, false);
  });
}

test('the colour of transparent pixels stays', async () => {
  const pixels = Uint8ClampedArray.of(200, 100, 50, 0, 10, 20, 30, 1);
  const file = new Uint8Array(await (await encodePng(pixels, 2, 1)).arrayBuffer());
  assert.deepEqual(decode(file).out, new Uint8Array(pixels));
});

test('16 bits come back byte for byte', async () => {
  const pixels = Uint8Array.from({ length: 13 * 7 * 2 }, (_, i) => (i * 2654435761) >>> 24);
  const file = new Uint8Array(await (await encodePng(pixels, 13, 7, { channels: 1, bits: 16 })).arrayBuffer());
  assert.deepEqual(decode(file), { width: 13, height: 7, out: pixels });
  await assert.rejects(encodePng(pixels.subarray(1), 13, 7, { channels: 1, bits: 16 }), /13 x 7 x 2/);
});

test('a wrong length is refused', async () => {
  await assert.rejects(encodePng(new Uint8Array(5), 2, 1), /2 x 1 x 4/);
});
