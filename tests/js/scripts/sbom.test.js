// The list of parts: each with its address, its licence in the right place, and nothing that changes from build to build.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmParts } from '../../../scripts/lib/parts.mjs';
import { bom } from '../../../scripts/lib/sbom.mjs';

const MODULES = ['comlink', 'preact', 'zod'].map((name) => `/a/node_modules/${name}/index.js`);
/** @param {object} more */
const part = (more) => ({ name: 'a', version: '1', licence: 'MIT', kind: 'JavaScript', source: 'here', texts: {}, ...more });

test('packages of npm, wheels and weights have their address; the same parts give the same bytes', () => {
  const made = bom('1.2.3', [
    part({ name: '@scope/one' }),
    part({ name: 'Two_words', kind: 'Python package', licence: 'public domain' }),
    part({ name: 'CPython', kind: 'compiled into pyodide.asm.wasm' }),
    part({ name: '@weights/isnet', kind: 'weights of the AI', source: 'npm package @weights/isnet', licence: 'AGPL-3.0-only' }),
  ]);
  assert.deepEqual(
    made.components.map(({ purl, type }) => [purl, type]),
    [
      ['pkg:npm/%40scope/one@1', 'library'],
      ['pkg:pypi/two-words@1', 'library'],
      [undefined, 'library'],
      ['pkg:npm/%40weights/isnet@1', 'machine-learning-model'],
    ],
  );
  assert.deepEqual(made.components[0].licenses, [{ expression: 'MIT' }]);
  assert.deepEqual(made.components[1].licenses, [{ license: { name: 'public domain' } }]);
  assert.equal(made.metadata.component.version, '1.2.3');
});

test('every part of the page stands there once, under a reference of its own', () => {
  const parts = npmParts(MODULES);
  const { components, dependencies } = bom('1', parts);
  const refs = components.map((component) => component['bom-ref']);
  assert.equal(refs.length, parts.length);
  assert.equal(new Set(refs).size, refs.length);
  assert.deepEqual(dependencies[0].dependsOn, refs);
  assert.deepEqual(bom('1', npmParts(MODULES)), bom('1', parts));
});
