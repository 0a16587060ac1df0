import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSettings, readRecipe, writeRecipe } from '../../../../js/page/document/recipe.js';
import { knobs } from '../../schema.js';

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

test('hostile recipes get one clear line each, at once', () => {
  const first = (/** @type {string} */ text) => readRecipe(text, knobs, 'x.json').complaints[0];
  assert.equal(first('{"trimap":{"erode":1e400}}').values.value, 'Infinity', 'what is said is what is there');
  assert.equal(first('{"trimap":{"erode":1e308}}').values.value, '1e+308');
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  assert.equal(first(`{"trimap":{"erode":${deep}}}`).values.value, '[…]');
  assert.ok(['recipe.object', 'recipe.notJson'].includes(first(deep).key));
  assert.equal(first('{"trimap":{"erode":"7"}}').values.value, '"7"');
  assert.equal(first(JSON.stringify({ x: 'y'.repeat(1e6) })).key, 'recipe.large');
  assert.ok(String(first(JSON.stringify({ ['k'.repeat(1000)]: 1 })).values.knob).length <= 60);
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, 1]));
  const { complaints } = readRecipe(JSON.stringify(many), knobs, 'x.json');
  assert.equal(complaints.length, 9);
  assert.deepEqual(complaints[8], { key: 'recipe.more', values: { n: 992 } });
  assert.deepEqual(readRecipe('{"__proto__":{"erode":9},"trimap":{"__proto__":{"erode":9}}}', knobs, 'x.json').settings, {});
  assert.equal(/** @type {any} */ ({}).erode, undefined);
});
