import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDoc } from '../../../../js/page/document/stored.js';
import { knobs } from '../../schema.js';

const stroke = { id: 5, tool: 'keep', size: 12, points: [1, 2, 3.5, 4], time: 9 };
const nothing = { settings: {}, marks: [], size: null, crop: false };
const background = knobs.find(({ name }) => name === 'cutout.background') ?? null;

test('a document comes back as it was', () => {
  const doc = { settings: { trimap: { erode: 7.5 } }, marks: [stroke], size: { width: 40, height: 30 }, crop: true };
  assert.deepEqual(readDoc(structuredClone(doc), knobs), doc);
});

test('what is damaged is left out, and never an error', () => {
  for (const given of [null, undefined, 3, 'x', [], { marks: 3, settings: [], size: 'x', crop: 1 }])
    assert.deepEqual(readDoc(given, knobs), nothing);
  const bad = [null, {}, { ...stroke, tool: 'constructor' }, { ...stroke, size: 0 }, { ...stroke, size: Infinity }];
  const points = [[], [1], [1, 2, 3], [1, NaN], [1, '2'], [1, 1e9], 'xy'].map((each) => ({ ...stroke, points: each }));
  assert.deepEqual(readDoc({ marks: [...bad, stroke, ...points] }, knobs).marks, [stroke]);
  for (const size of [{ width: 0, height: 1 }, { width: 1.5, height: 2 }, { width: 1 }, { width: Infinity, height: 1 }])
    assert.equal(readDoc({ size }, knobs).size, null);
  assert.deepEqual(readDoc({ settings: { trimap: { erode: 99 }, magic: {} } }, knobs).settings, {});
});

test('a background picture that did not come back is none', () => {
  const given = { settings: { cutout: { background: 'image' } } };
  const withImage = knobs.map((knob) => (knob === background ? { ...knob, choices: [...knob.choices, 'image'] } : knob));
  assert.deepEqual(readDoc(given, withImage).settings, given.settings);
  assert.deepEqual(readDoc(given, withImage, background).settings, {});
});
