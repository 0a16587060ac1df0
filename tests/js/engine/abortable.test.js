import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allOrAbort, withAbort } from '../../../js/engine/abortable.js';
import { abortError } from '../../../js/engine/errors.js';

/** Works until it is stopped. @param {string[]} told @param {string} name */
const until = (told, name) => (/** @type {AbortSignal} */ signal) =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => {
      told.push(name);
      setImmediate(() => reject(abortError()));
    }),
  );
const fail = async () => {
  throw new RangeError('the cause');
};

test('all are done, or there is nothing to do', async () => {
  const done = /** @type {number[]} */ ([]);
  await allOrAbort([async () => done.push(1), async () => done.push(2)]);
  await allOrAbort([]);
  assert.deepEqual(done, [1, 2]);
});

test('the first failure aborts the others; the call rejects with it when all have settled', async () => {
  const told = /** @type {string[]} */ ([]);
  const settled = allOrAbort([until(told, 'a'), fail, until(told, 'b')]).catch((error) => {
    told.push('failed');
    throw error;
  });
  await assert.rejects(settled, { message: 'the cause' });
  assert.deepEqual(told, ['a', 'b', 'failed']);
});

test('a cancel stops all', async () => {
  const told = /** @type {string[]} */ ([]);
  const stop = new AbortController();
  const working = allOrAbort([until(told, 'a'), until(told, 'b')], stop.signal);
  stop.abort();
  await assert.rejects(working, { name: 'AbortError' });
  assert.deepEqual(told, ['a', 'b']);
  await assert.rejects(allOrAbort([fail], stop.signal), { name: 'AbortError' });
});

test('a cancel ends the waiting, not the work', async () => {
  const stop = new AbortController();
  let finish = () => {};
  const work = new Promise((done) => (finish = () => done('whole')));
  const waiting = withAbort(work, stop.signal);
  stop.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  await assert.rejects(withAbort(work, stop.signal), { name: 'AbortError' });
  finish();
  assert.equal(await withAbort(work, new AbortController().signal), 'whole');
  assert.equal(await withAbort(work), 'whole');
});
