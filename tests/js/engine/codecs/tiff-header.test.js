import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHeader, unreadKind } from '../../../../js/engine/codecs/header.js';

/**
 * A TIFF of 4 x 3 grey pixels behind its tags.
 * @param {{little?: boolean, tags?: [number, number, number][]}} [options] more tags, sorted in by number
 */
function tiff({ little = true, tags = [] } = {}) {
  /** @type {[number, number, number][]} */
  const all = [[256, 3, 4], [257, 3, 3], [259, 3, 1], [273, 4, 0], [279, 4, 12], ...tags];
  all.sort(([a], [b]) => a - b);
  const at = 10 + 12 * all.length + 4;
  const data = new DataView(new ArrayBuffer(at + 12));
  data.setUint16(0, little ? 0x4949 : 0x4d4d);
  data.setUint16(2, 42, little);
  data.setUint32(4, 8, little);
  data.setUint16(8, all.length, little);
  all.forEach(([tag, type, value], i) => {
    const entry = 10 + 12 * i;
    data.setUint16(entry, tag, little);
    data.setUint16(entry + 2, type, little);
    data.setUint32(entry + 4, 1, little);
    if (type === 3) data.setUint16(entry + 8, value, little);
    else data.setUint32(entry + 8, tag === 273 ? at : value, little);
  });
  return new Uint8Array(data.buffer);
}

test('TIFF: size in both orders of bytes, and whether its strips are there', () => {
  for (const little of [true, false]) {
    const file = tiff({ little });
    assert.deepEqual(readHeader(file), { type: 'image/tiff', width: 4, height: 3, whole: true });
    assert.equal(readHeader(file.subarray(0, -1))?.whole, false);
    for (let length = 0; length < 60; length += 1) assert.equal(readHeader(file.subarray(0, length)), null);
  }
});

test('what only looks like a photo is none: a small picture before the real one, a digital negative', () => {
  for (const tags of /** @type {[number, number, number][][]} */ ([[[254, 4, 1]], [[50706, 4, 1]]])) {
    const file = tiff({ tags });
    assert.equal(readHeader(file), null);
    assert.equal(unreadKind(file), 'TIFF');
  }
});
