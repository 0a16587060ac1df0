// What is shipped is named with its licence, from the packages themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notices, npmParts, unfit } from '../../../scripts/lib/licences.mjs';

/** @param {object} more */
const part = (more) => ({ name: 'a', version: '1', licence: 'MIT', kind: 'x', source: 'here', texts: {}, ...more });

test('everything that the page depends on is named, and may be combined with AGPL-3.0-or-later', () => {
  const parts = npmParts();
  const names = parts.map(({ name }) => name);
  for (const name of ['preact', 'comlink', 'onnxruntime-web', 'protobufjs', 'ndarray', '@fontsource-variable/hanken-grotesk']) {
    assert.ok(names.includes(name), name);
  }
  for (const name of ['vite', 'typescript', '@types/node']) assert.ok(!names.includes(name), `${name} is not shipped`);
  assert.deepEqual(unfit(parts), []);
  const font = parts.find(({ name }) => name.startsWith('@fontsource'));
  assert.match(Object.values(font?.texts ?? {}).join(), /SIL OPEN FONT LICENSE/i);
});

test('a licence that nobody has looked at is found', () => {
  for (const licence of ['BUSL-1.1', 'UNLICENSED', 'MIT AND SSPL-1.0', 'GPL-2.0-only'])
    assert.equal(unfit([part({ licence })]).length, 1, licence);
  assert.deepEqual(unfit([part({ licence: '(MIT OR Apache-2.0) AND BSD-3-Clause' })]), []);
});

test('each part has its line, and equal texts stand there once', () => {
  const text = notices([
    part({ name: 'one', texts: { LICENSE: 'Do as you like.' } }),
    part({ name: 'two', texts: { COPYING: 'Do as you like.\n' } }),
  ]);
  assert.match(text, /one 1\n {4}MIT; x; here/);
  assert.equal(text.split('Do as you like.').length, 2);
  assert.match(text, /one 1, LICENSE\ntwo 1, COPYING/);
});
