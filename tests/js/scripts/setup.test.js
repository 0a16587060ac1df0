// What a build installs is a small part of what tests install, at the same versions.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { howToInstall } from '../../../scripts/lib/chromium.mjs';
import { at } from '../../../scripts/lib/paths.mjs';

/**
 * Each package of a requirements file: its first line, its hashes.
 * @param {string} path
 */
function locked(path) {
  const blocks = readFileSync(at(path), 'utf8').split(/^(?=[a-z])/m);
  return new Map(blocks.map((block) => [block.split(/\s/, 1)[0], (block.match(/sha256:[0-9a-f]{64}/g) ?? []).sort()]));
}

test('the packages of a build are those of the tests: same versions, same hashes', () => {
  const [build, dev] = [locked('requirements/build.txt'), locked('requirements/dev.txt')];
  assert.ok(build.size > 0);
  for (const [name, hashes] of build) {
    assert.match(name, /^[a-z0-9-]+==[0-9.]+$/);
    assert.ok(hashes.length > 0, name);
    assert.deepEqual(dev.get(name), hashes, name);
  }
});

test('the documentation keeps the versions of the tests', () => {
  const [docs, dev] = [locked('requirements/docs.txt'), locked('requirements/dev.txt')];
  const versions = new Map([...dev.keys()].map((line) => /** @type {[string, string]} */ (line.split('=='))));
  assert.ok([...docs.keys()].some((line) => line.startsWith('sphinx==')));
  for (const [name, version] of [...docs.keys()].map((line) => line.split('=='))) {
    if (versions.has(name)) assert.equal(version, versions.get(name), name);
  }
});

test('a build installs no linter, no type checker, no test tool and no peer', () => {
  const names = [...locked('requirements/build.txt').keys()].map((line) => line.split('==')[0]);
  assert.deepEqual(names.sort(), ['pillow', 'setuptools']);
  const { dependencies } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  for (const tool of ['@biomejs/biome', 'typescript', 'axe-core']) assert.ok(!(tool in dependencies), tool);
});

test('a machine without Chromium is told what to type', () => {
  assert.match(howToInstall('linux', true), /apt-get install chromium/);
  assert.doesNotMatch(howToInstall('linux', false), /apt-get/);
  assert.match(howToInstall('darwin', false), /brew install/);
  assert.match(howToInstall('win32', false), /winget install/);
  for (const platform of /** @type {NodeJS.Platform[]} */ (['linux', 'darwin', 'win32'])) {
    assert.match(howToInstall(platform, false), /playwright(\.exe)? install chromium[\s\S]*CHROMIUM=/);
  }
});
