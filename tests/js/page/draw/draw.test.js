// Pictures of the stage give their memory back. Canvases are counted; nothing is painted here.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { blurred, coarseCutout } from '../../../../js/page/draw/coarse.js';
import { stretched } from '../../../../js/page/draw/source.js';

/** @type {any[]} */
let canvases = [];
const alive = () => canvases.filter(({ width }) => width > 0);
const context = () => ({
  drawImage() {},
  putImageData() {},
  createImageData: (/** @type {number} */ width, /** @type {number} */ height) => ({ data: new Uint8ClampedArray(width * height * 4) }),
});

class FakeBitmap {
  closed = false;
  close() {
    this.closed = true;
  }
}

Object.assign(globalThis, {
  ImageBitmap: FakeBitmap,
  document: {
    createElement() {
      const canvas = { width: 0, height: 0, getContext: context };
      canvases.push(canvas);
      return canvas;
    },
  },
});

beforeEach(() => {
  canvases = [];
});

const picture = /** @type {any} */ ({ width: 40, height: 30 });

test('a coarse cutout leaves one canvas', () => {
  const alpha = { width: 8, height: 6, channels: /** @type {const} */ (1), data: new Uint8ClampedArray(48) };
  const made = coarseCutout(picture, alpha);
  assert.deepEqual(alive(), [made]);
});

test('so does a blurred picture, in a browser without filters', () => {
  const made = blurred(picture, 4);
  assert.deepEqual(alive(), [made]);
});

test('a stretched picture goes with its source', () => {
  const bitmap = new FakeBitmap();
  stretched(/** @type {any} */ (bitmap), 100, 100).dispose();
  assert.ok(bitmap.closed);
  stretched(picture, 100, 100).dispose();
  assert.equal(picture.width, 0);
});
