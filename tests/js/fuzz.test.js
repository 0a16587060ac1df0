// Each kept find of the fuzzer ends in a result or in a named error; npm run fuzz looks on.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generator, mutate } from '../../fuzz/mutate.js';
import { TARGETS } from '../../fuzz/targets.js';
import { WispError } from '../../js/engine/errors.js';

const corpus = new URL('../../fuzz/corpus/', import.meta.url);

for (const [name, target] of Object.entries(TARGETS)) {
  const folder = readdirSync(corpus).filter((entry) => entry === `page-${name}`);
  for (const file of folder.flatMap((entry) => readdirSync(new URL(entry, corpus)))) {
    test(`${name}: ${file}`, { timeout: 10_000 }, async () => {
      try {
        await target(new Uint8Array(readFileSync(new URL(`page-${name}/${file}`, corpus))));
      } catch (error) {
        assert.ok(error instanceof WispError && error.code !== 'internal', String(error));
      }
    });
  }
}

test('the same seed makes the same inputs, none larger than allowed', () => {
  const first = new Uint8Array(64).fill(7);
  const made = (/** @type {number} */ seed) => {
    const random = generator(seed);
    return Array.from({ length: 200 }, () => mutate(first, Uint8Array.of(1, 2, 3), random, 70));
  };
  assert.deepEqual(made(5), made(5));
  assert.notDeepEqual(made(5), made(6));
  assert.ok(made(5).every((bytes) => bytes.length <= 70));
  assert.ok(new Set(made(5).map((bytes) => bytes.join())).size > 150);
});
