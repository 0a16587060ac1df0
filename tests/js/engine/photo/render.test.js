import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WispError } from '../../../../js/engine/errors.js';
import { render, subjectBox } from '../../../../js/engine/photo/render.js';
import { readKnobs } from '../../../../js/engine/schema.js';
import { constants, schemaOf } from '../../schema.js';

const photo = { name: 'a.png', type: 'image/png', width: 2, height: 1, rgba: new Uint8ClampedArray(8), file: new Blob() };
const result = /** @type {any} */ ({ photo, rgba: new Uint8ClampedArray(8), settings: {}, planes: {} });
const knobs = readKnobs(
  schemaOf({ cutout: { background: { default: 'transparent' }, mask_only: { default: false }, margin: { default: 16 } } }),
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
