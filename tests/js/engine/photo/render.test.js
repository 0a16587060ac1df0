import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WispError } from '../../../../js/engine/errors.js';
import { render } from '../../../../js/engine/photo/render.js';

const photo = { name: 'a.png', type: 'image/png', width: 2, height: 1, rgba: new Uint8ClampedArray(8), file: new Blob() };
const result = /** @type {any} */ ({ photo, rgba: new Uint8ClampedArray(8), settings: {}, planes: {} });
const settings = { cutout: { background: 'image' } };
/** @param {Partial<import('../../../../js/engine/types.js').RenderOptions>} more @param {Partial<import('../../../../js/engine/photo/render.js').Tools>} tools */
const draw = (more, tools = {}) =>
  render(/** @type {import('../../../../js/engine/photo/render.js').Tools} */ (tools), result, settings, {
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
