// What a person reads when a program of the build is missing or fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../../scripts/lib/run.mjs';
import { Told } from '../../../scripts/lib/say.mjs';

test('a program that is not there is named, with what to do', async () => {
  await assert.rejects(run('no-such-program', []), (error) => {
    assert.ok(error instanceof Told);
    assert.equal(error.message, 'no-such-program is not there\n  What to do: install no-such-program, then run the same command again.');
    return true;
  });
});

test('a program that fails is told with its last words, unless it may', async () => {
  const words = ['-e', 'console.log("last words"); process.exit(3)'];
  await assert.rejects(run(process.execPath, words, { quiet: true, next: 'rest.' }), /ended with 3\nlast words\n {2}What to do: rest\./);
  assert.deepEqual(await run(process.execPath, words, { quiet: true, allow: true }), { code: 3, text: 'last words\n' });
});
