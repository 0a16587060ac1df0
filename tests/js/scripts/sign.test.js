// Real keys, real signatures.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sign, verify } from '../../../scripts/sign.mjs';

const there = spawnSync('ssh-keygen', ['-?']).error === undefined;

test('checksums are signed; neither a changed byte nor another key verifies', { skip: !there && 'no ssh-keygen' }, (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wispcut-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [sums, mine, other, signers] = ['dist.sha256', 'mine', 'other', 'signers'].map((name) => join(folder, name));
  for (const key of [mine, other]) spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const trust = (/** @type {string} */ key) => writeFileSync(signers, `wispcut ${readFileSync(`${key}.pub`, 'utf8')}`);
  writeFileSync(sums, 'ab  dist/index.html\n');
  assert.equal(sign(sums, mine), `${sums}.sig`);
  trust(mine);
  verify(sums, signers);
  trust(other);
  assert.throws(() => verify(sums, signers), /is not what was signed/);
  trust(mine);
  writeFileSync(sums, 'ac  dist/index.html\n');
  assert.throws(() => verify(sums, signers), /is not what was signed/);
});
