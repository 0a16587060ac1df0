import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knobCalled } from '../../../../js/engine/schema.js';
import { LONGEST_NAME, MOST, nameOf, presetOf, readPresets, withPreset } from '../../../../js/page/document/presets.js';
import { knobs } from '../../schema.js';

const decided = ['cutout.background', 'trimap.erode'].map((name) => knobCalled(knobs, name));
const presets = { plain: {}, white: { 'cutout.background': 'white' }, wide: { 'cutout.background': 'white', 'trimap.erode': 9 } };

test('a preset decides its knobs, by their defaults where it names no value, and leaves the others', () => {
  const before = { trimap: { erode: 7, foreground: 200 }, cutout: { mask_only: true } };
  const after = withPreset(before, presets.white, decided);
  assert.deepEqual(after, { trimap: { foreground: 200 }, cutout: { mask_only: true, background: 'white' } });
});

test('what was kept of settings gives them back, and its name', () => {
  const settings = { trimap: { erode: 9, foreground: 200 }, cutout: { background: 'white' } };
  const kept = presetOf(settings, decided);
  assert.deepEqual(kept, presets.wide);
  assert.equal(nameOf(settings, presets, decided), 'wide');
  assert.equal(nameOf({}, presets, decided), 'plain');
  assert.equal(nameOf({ trimap: { erode: 3 } }, presets, decided), null);
  assert.deepEqual(withPreset({ trimap: { foreground: 200 } }, kept, decided), settings);
});

test('of what was remembered only what fits is read', () => {
  for (const bad of [null, 'a', [], 7]) assert.deepEqual(readPresets(bad, decided), {});
  const kept = {
    ...presets,
    '': {},
    [' space']: {},
    ['n'.repeat(LONGEST_NAME + 1)]: {},
    range: { 'trimap.erode': 99 },
    other: { 'trimap.foreground': 200 },
    nothing: null,
  };
  assert.deepEqual(readPresets(kept, decided), presets);
  const many = Object.fromEntries(Array.from({ length: MOST + 9 }, (_, i) => [`p${i}`, {}]));
  assert.equal(Object.keys(readPresets(many, decided)).length, MOST);
});
