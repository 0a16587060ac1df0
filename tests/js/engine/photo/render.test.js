import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WispError } from '../../../../js/engine/errors.js';
import { render, subjectBox } from '../../../../js/engine/photo/render.js';
import { readKnobs } from '../../../../js/engine/schema.js';
import { constants, schemaOf } from '../../schema.js';

const photo = {
  name: 'a.png',
  type: 'image/png',
  width: 2,
  height: 1,
  rgba: new Uint8ClampedArray(8),
  file: new Blob(),
  orientation: 1,
  told: [],
};
const result = /** @type {any} */ ({ photo, rgba: new Uint8ClampedArray(8), settings: {}, planes: {} });
const knobs = readKnobs(
  schemaOf({
    cutout: {
      ...{ background: { default: 'transparent' }, mask_only: { default: false }, margin: { default: 16 } },
      ...{ shadow: { default: 'none' }, shadow_on_transparent: { default: false } },
    },
    export: {
      ...{ quality: { default: 90 }, mask_bits: { default: '8' }, frame: { default: 'none' } },
      ...{ margin: { default: 8 }, long_side: { default: 0 }, max_kb: { default: 0 } },
    },
  }),
);
const settings = { cutout: { background: 'image' } };
/** @param {Partial<import('../../../../js/engine/types.js').RenderOptions>} more @param {Partial<import('../../../../js/engine/photo/render.js').Tools>} tools */
const draw = (more, tools = {}) =>
  render(/** @type {import('../../../../js/engine/photo/render.js').Tools} */ ({ knobs, constants, ...tools }), result, settings, {
    kind: 'cutout',
    format: 'png',
    ...more,
  });

test('a background picture that is missing is asked for by name', async () => {
  await assert.rejects(draw({}), { code: 'no_background', stage: 'encode', message: /Choose the background picture again\.$/ });
});

test('so is one whose file has changed since it was chosen; other failures keep their names', async () => {
  const decode = (/** @type {string} */ code) => ({ decode: () => Promise.reject(new WispError('open', code, { details: 'gone' })) });
  await assert.rejects(draw({ image: new Blob() }, decode('truncated')), { code: 'no_background', details: 'gone' });
  await assert.rejects(draw({ image: new Blob() }, decode('out_of_memory')), { code: 'out_of_memory' });
});

test('the subject box has its margin and stays inside', () => {
  const rgba = new Uint8ClampedArray(10 * 8 * 4);
  const of = (/** @type {Uint8ClampedArray} */ pixels) => ({ photo: { ...photo, width: 10, height: 8 }, rgba: pixels });
  rgba[3] = 7;
  rgba[(3 * 10 + 4) * 4 + 3] = 8;
  assert.deepEqual(subjectBox(of(rgba), 2, 8), [1, 2, 6, 7], 'fainter pixels are no part of the subject');
  assert.deepEqual(subjectBox(of(rgba), 99, 8), [0, 0, 8, 10]);
  assert.deepEqual(subjectBox(of(new Uint8ClampedArray(10 * 8 * 4)), 2, 8), [0, 0, 8, 10]);
});

/** A picture of one row, each pixel with its column as red; nothing is encoded. @param {number[]} alphas */
function row(alphas) {
  const rgba = Uint8ClampedArray.from(alphas.flatMap((alpha, i) => [i, 0, 0, alpha]));
  const original = Uint8ClampedArray.from(alphas.flatMap((_, i) => [i, 9, 9, 255]));
  const picture = /** @type {any} */ ({ ...result, rgba, photo: { ...photo, width: alphas.length, height: 1, rgba: original } });
  const encode = async (/** @type {any} */ job) => job;
  const file = (/** @type {any} */ more, /** @type {any} */ chosen = {}) =>
    render(/** @type {any} */ ({ knobs, constants, encode }), picture, { cutout: { margin: 0, ...chosen } }, { format: 'png', ...more });
  return async (/** @type {any} */ more, /** @type {any} */ chosen = {}) => {
    const { blob, name } = await file(more, chosen);
    const { pixels, width, channels, bits } = /** @type {any} */ (blob);
    return { name, width, channels, first: [...pixels.subarray(0, (channels * bits) / 8)] };
  };
}

test('each kind of file has its pixels and its name', async () => {
  const file = row([0, 200, 255, 0]);
  const size = { width: 4, height: 1 };
  assert.deepEqual(await file({ kind: 'cutout', size }), { name: 'a-cutout.png', width: 4, channels: 4, first: [0, 0, 0, 0] });
  assert.deepEqual(await file({ kind: 'mask' }), { name: 'a-mask.png', width: 4, channels: 1, first: [0] });
  assert.deepEqual(await file({ kind: 'original', size }), { name: 'a-original.png', width: 4, channels: 4, first: [0, 9, 9, 255] });
  assert.deepEqual(await file({ kind: 'subject' }), { name: 'a-subject.png', width: 2, channels: 4, first: [1, 0, 0, 200] });
  assert.deepEqual(await file({ kind: 'subject' }, { mask_only: true }), { name: 'a-subject.png', width: 2, channels: 1, first: [200] });
});

test('a mask is a PNG where a JPEG is asked for; a JPEG without a background is refused', async () => {
  const file = row([0, 200, 255, 0]);
  assert.equal((await file({ kind: 'mask', format: 'jpeg' })).name, 'a-mask.png');
  assert.equal((await file({ kind: 'mask', format: 'webp' })).name, 'a-mask.webp');
  assert.equal((await file({ kind: 'cutout', format: 'jpeg' }, { mask_only: true })).name, 'a-cutout.jpg');
  await assert.rejects(file({ kind: 'cutout', format: 'jpeg' }), { code: 'jpeg_transparent', message: /Choose a background/ });
});
