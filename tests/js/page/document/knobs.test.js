import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knobCalled, readKnobs, settingOf } from '../../../../js/engine/schema.js';
import {
  complete,
  differing,
  fitted,
  fromSlider,
  isLogarithmic,
  LOG_STEPS,
  toSlider,
  withoutPicture,
  withValue,
} from '../../../../js/page/document/knobs.js';
import { checkSettings, readRecipe, writeRecipe } from '../../../../js/page/document/recipe.js';
import { schemaOf } from '../../schema.js';

const schema = schemaOf({
  trimap: {
    erode: { default: 5, minimum: 0, maximum: 40, 'x-step': 0.5, 'x-unit': 'px' },
    foreground: { default: 240, minimum: 128, maximum: 255, 'x-kind': 'integer', 'x-step': 1 },
  },
  cutout: {
    background: { default: 'transparent', enum: ['transparent', 'white'], 'x-kind': 'choice' },
    colour: { default: '#80a090', 'x-kind': 'colour' },
    mask_only: { default: false, 'x-kind': 'flag' },
  },
  guided_filter: { epsilon: { default: 1e-4, minimum: 1e-6, maximum: 0.1 } },
});
const knobs = readKnobs(schema);
const knob = (/** @type {string} */ name) => knobCalled(knobs, name);

test('settings keep only what differs from the default', () => {
  const changed = withValue({}, knob('trimap.erode'), 9);
  assert.deepEqual(changed, { trimap: { erode: 9 } });
  assert.equal(settingOf(changed, knob('trimap.erode')), 9);
  assert.equal(settingOf(changed, knob('trimap.foreground')), 240);
  assert.deepEqual(withValue(changed, knob('trimap.erode'), 5), {});
  assert.equal(withValue(changed, knob('trimap.erode'), 9), changed);
});

test('a background picture is not kept, other settings are', () => {
  const background = knob('cutout.background');
  const white = { cutout: { background: 'white' } };
  assert.equal(withoutPicture(white, background), white);
  const image = { cutout: { background: 'image', mask_only: true }, trimap: { erode: 6 } };
  assert.deepEqual(withoutPicture(image, background), { cutout: { mask_only: true }, trimap: { erode: 6 } });
});

test('differing names the knobs that a change touched, through defaults', () => {
  const full = complete({}, knobs);
  assert.deepEqual(differing(full, {}, knobs), []);
  assert.deepEqual(
    differing(full, { trimap: { erode: 6 } }, knobs).map(({ name }) => name),
    ['trimap.erode'],
  );
});

test('wide ranges get a logarithmic slider that keeps both ends', () => {
  const epsilon = knob('guided_filter.epsilon');
  assert.equal(isLogarithmic(epsilon), true);
  assert.equal(isLogarithmic(knob('trimap.erode')), false);
  assert.equal(fromSlider(epsilon, 0), 1e-6);
  assert.equal(fromSlider(epsilon, LOG_STEPS), 0.1);
  assert.equal(toSlider(epsilon, 1e-4), Math.round(LOG_STEPS * 0.4));
});

test('typed numbers are made fit', () => {
  assert.equal(fitted(knob('trimap.foreground'), 300.4), 255);
  assert.equal(fitted(knob('trimap.foreground'), 200.6), 201);
  assert.equal(fitted(knob('trimap.erode'), 3.25), 3.25);
});

test('a recipe comes back as it was', () => {
  const settings = { trimap: { erode: 7.5 }, cutout: { background: 'white', colour: '#112233', mask_only: true } };
  const text = writeRecipe(settings, knobs, { version: '1.0', python: '3', numpy: '2', scipy: '1' });
  assert.deepEqual(readRecipe(text, knobs, 'r.json'), { settings, complaints: [] });
  assert.equal(JSON.parse(text).settings.trimap.foreground, 240);
  assert.equal(JSON.parse(text).wispcut, '1.0', 'the command line knows a recipe by this name');
});

test('bad values are all named, with range and value, and nothing is taken', () => {
  const bad = {
    trimap: { erode: 99, foreground: 200.5 },
    cutout: { background: 'plaid', colour: 'red', mask_only: 1, what: 1 },
    magic: {},
  };
  const { settings, complaints } = readRecipe(JSON.stringify({ settings: bad }), knobs, 'r.json');
  assert.deepEqual(settings, {});
  const seen = complaints.map(({ key, values }) => [key, values.knob, values.value]);
  assert.deepEqual(seen, [
    ['recipe.range', 'trimap.erode', '99'],
    ['recipe.whole', 'trimap.foreground', '200.5'],
    ['recipe.choice', 'cutout.background', '"plaid"'],
    ['recipe.colour', 'cutout.colour', '"red"'],
    ['recipe.flag', 'cutout.mask_only', '1'],
    ['recipe.unknown', 'cutout.what', '1'],
    ['recipe.unknown', 'magic', '{}'],
  ]);
  assert.equal(complaints[0].values.high, '40');
});

test('what is no recipe at all is said so', () => {
  assert.equal(readRecipe('{', knobs, 'x.json').complaints[0].key, 'recipe.notJson');
  assert.equal(readRecipe('[1]', knobs, 'x.json').complaints[0].key, 'recipe.object');
  assert.equal(readRecipe('{"wispcut": "9.9"}', knobs, 'x.json').complaints[0].key, 'recipe.none');
  assert.equal(checkSettings({ trimap: 3 }, knobs).complaints[0].key, 'recipe.object');
  assert.equal(readRecipe('{"trimap":{"erode":null}}', knobs, 'x.json').complaints[0].key, 'recipe.range');
});
