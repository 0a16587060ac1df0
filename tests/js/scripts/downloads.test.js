// Downloads and stamps: a wrong hash stops with the name of the file, a right one is fetched once, a step runs once.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fetchPinned } from '../../../scripts/lib/fetch.mjs';
import { cache } from '../../../scripts/lib/paths.mjs';
import { hashOf, once, sha256 } from '../../../scripts/lib/stamp.mjs';

const folder = mkdtempSync(join(tmpdir(), 'wispcut-'));
const file = 'wispcut-test-1.0.0.tgz';
const calls = join(folder, 'calls');
const path = process.env.PATH;
const when = { skip: process.platform === 'win32' };
/** @type {import('../../../scripts/lib/fetch.mjs').Pin} */
const pin = { from: 'npm', name: 'wispcut-test', version: '1.0.0', file, bytes: 6, sha256: sha256('hello\n') };

mkdirSync(join(folder, 'bin'));
// A client that writes the file where it is told to, and counts its calls.
const client = `#!/bin/sh\nwhile [ "$1" != --pack-destination ]; do shift; done\necho hello > "$2/${file}"\necho call >> ${calls}\n`;
writeFileSync(join(folder, 'bin/npm'), client, { mode: 0o755 });
process.env.PATH = `${join(folder, 'bin')}:${path}`;

after(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
  rmSync(join(cache, 'downloads', file), { force: true });
  rmSync(join(cache, 'stamps', 'test-step'), { force: true });
});

test('a wrong hash stops with the name of the file, and nothing is kept', when, async () => {
  await assert.rejects(fetchPinned({ ...pin, sha256: '0'.repeat(64) }), (/** @type {Error} */ error) => {
    assert.match(error.message, new RegExp(`^${file} has the SHA-256 .*What to do: `, 's'));
    return true;
  });
  assert.equal(existsSync(join(cache, 'downloads', file)), false);
});

test('a whole file is fetched once, a damaged one is named and fetched again', when, async (t) => {
  /** @type {string[]} */
  const said = [];
  t.mock.method(process.stderr, 'write', (/** @type {string} */ text) => Boolean(said.push(text)));
  const place = await fetchPinned(pin);
  rmSync(calls);
  assert.equal(await fetchPinned(pin), place);
  assert.equal(existsSync(calls), false);
  assert.doesNotMatch(said.join(''), /damaged/);
  writeFileSync(place, 'jello\n');
  await fetchPinned(pin);
  assert.match(said.join(''), new RegExp(`^${file} in .cache/downloads is damaged`, 'm'));
  assert.equal(existsSync(calls), true);
});

test('a step runs once for the same inputs, and again after a failure', async () => {
  let runs = 0;
  const step = (/** @type {string} */ key, fails = false) =>
    once('test-step', hashOf(key), [], async () => {
      runs += 1;
      if (fails) throw new Error('stopped');
    });
  rmSync(join(cache, 'stamps', 'test-step'), { force: true });
  assert.deepEqual([await step('a'), await step('a'), await step('b')], [true, false, true]);
  await assert.rejects(step('c', true), /stopped/);
  assert.equal(await step('c'), true);
  assert.equal(runs, 4);
});
