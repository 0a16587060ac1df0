// What is shipped is named with its licence, from the packages themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageOf, within } from '../../../scripts/lib/bundled.mjs';
import { notices, unfit } from '../../../scripts/lib/licences.mjs';
import { npmParts } from '../../../scripts/lib/parts.mjs';

/** @param {object} more */
const part = (more) => ({ name: 'a', version: '1', licence: 'MIT', kind: 'x', source: 'here', texts: {}, ...more });

test('what is in the bundles is named, and what was bundled into it before, at the version that it holds', () => {
  const parts = npmParts([
    '/home/a/node_modules/@imgly/background-removal/dist/index.mjs',
    '/home/a/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs',
    '/home/a/node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
    '\0vite/preload-helper.js',
    '/home/a/js/page/app/App.jsx',
  ]);
  const versions = Object.fromEntries(parts.map(({ name, version }) => [name, version]));
  assert.equal(versions['lodash-es'], '4.17.21', 'not the one in node_modules');
  assert.ok('onnxruntime-common' in versions && 'vite' in versions && 'zod' in versions);
  assert.ok(!('protobufjs' in versions), 'a dependency that no bundle holds is not shipped');
  assert.deepEqual(unfit(parts), []);
  for (const { name, texts } of parts) assert.notDeepEqual(texts, {}, name);
  const font = parts.find(({ name }) => name.startsWith('@fontsource'));
  assert.match(Object.values(font?.texts ?? {}).join(), /SIL OPEN FONT LICENSE/i);
});

test('a module tells its package', () => {
  assert.equal(packageOf('/a/node_modules/@b/c/node_modules/d/e.js?x'), 'd');
  assert.equal(packageOf('node_modules/@b/c/e.wasm'), '@b/c');
  assert.equal(packageOf('/a/js/page/e.js'), null);
  assert.deepEqual([...within('// ../../node_modules/.pnpm/@a+b@1.2.3_c@4/node_modules/@a/b/i.js')], [['@a/b', '1.2.3']]);
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
