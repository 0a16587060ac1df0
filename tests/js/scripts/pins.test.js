// Everything that names a version of the runtime names the same one.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { at } from '../../../scripts/lib/paths.mjs';

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(at(path), 'utf8'));
const pins = read('scripts/pins.json');
const { dependencies, devDependencies } = read('package.json');
const lock = read('package-lock.json').packages;

test('pinned, asked for, locked and installed are one version', () => {
  for (const [name, { version }] of Object.entries(pins.installed)) {
    assert.equal({ ...dependencies, ...devDependencies }[name], version, name);
    assert.equal(lock[`node_modules/${name}`].version, version, name);
    assert.equal(read(`node_modules/${name}/package.json`).version, version, name);
  }
});

test('every dependency is exact, and every locked package has its hash', () => {
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) assert.match(version, /^\d/, name);
  for (const [path, { integrity, link }] of Object.entries(lock)) if (path && !link) assert.match(integrity ?? '', /^sha512-/, path);
});

test("the wheels are Pyodide's own: hashes as in its lock file", () => {
  const { packages } = read('node_modules/pyodide/pyodide-lock.json');
  for (const [name, { file, sha256 }] of Object.entries(pins.wheels)) {
    assert.equal(packages[name].sha256, sha256, name);
    assert.equal(packages[name].file_name, file.split('/').at(-1), name);
  }
});

test('the tests use the numpy that the browser uses', () => {
  const { packages } = read('node_modules/pyodide/pyodide-lock.json');
  assert.match(readFileSync(at('requirements/dev.txt'), 'utf8'), new RegExp(`^numpy==${packages.numpy.version} `, 'm'));
});

test('every pin has a SHA-256', () => {
  const hashes = JSON.stringify(pins).match(/"[0-9a-f]{64}"/g) ?? [];
  assert.ok(hashes.length >= Object.keys(pins.downloads).length + 10);
});
