// The worker of the first look, as a message port: there while it is wanted, gone after its answer, a failure, a cancel.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FirstLook } from '../../../../js/engine/ai/first-look.js';
import { WispError } from '../../../../js/engine/errors.js';
import { hanging } from '../../wait.js';
import { workers } from '../../workers.js';

const files = { base: 'here', model: { path: 'm', bytes: 1, sha256: '' }, wasm: [] };
const input = new Uint8ClampedArray(4);
const looker = (/** @type {(name: string) => any} */ spawn) => new FirstLook({ spawn, files, side: 1 });
const whole = (/** @type {number} */ index) => ({ load: () => ({}), look: () => ({ value: { by: index } }) });

test('warmed once, it answers once, and its memory is free; the next photo gets a fresh one', async () => {
  const { spawn, closed, ports } = workers(whole);
  const first = looker(spawn);
  first.warm();
  first.warm();
  assert.deepEqual(await first.make(input, {}), { by: 0 });
  await closed(1);
  assert.deepEqual(await first.make(input, {}), { by: 1 });
  assert.equal(ports.length, 2);
  assert.equal(input.length, 4, 'the photo keeps its pixels');
});

test('a failed load fails its look alone, and is tried again', async () => {
  const { spawn, closed } = workers((index) => ({
    ...whole(index),
    load: () => {
      if (index === 0) throw new WispError('mask', 'load_failed');
      return {};
    },
  }));
  const first = looker(spawn);
  first.warm();
  await assert.rejects(first.make(input, {}), { code: 'load_failed' });
  await closed(1);
  assert.deepEqual(await first.make(input, {}), { by: 1 });
});

for (const moment of ['load', 'look'])
  test(`a cancel and a better answer end it during its ${moment}`, async () => {
    const { hang, begun } = hanging();
    const { spawn, closed } = workers((index) => ({ ...whole(index), [moment]: hang }));
    const first = looker(spawn);
    const stop = new AbortController();
    const cancelled = first.make(input, { signal: stop.signal });
    await begun(1);
    stop.abort();
    await assert.rejects(cancelled, { name: 'AbortError' });
    await closed(1);
    const late = first.make(input, {});
    await begun(2);
    first.rest();
    await assert.rejects(late, { name: 'AbortError' });
    await closed(2);
    first.rest();
  });

test('the failure of one that was cancelled leaves its successor alone', async () => {
  const { hang, begun } = hanging();
  const { spawn, closed, ended } = workers((index) => ({ ...whole(index), load: hang }));
  const first = looker(spawn);
  const stop = new AbortController();
  const cancelled = first.make(input, { signal: stop.signal });
  await begun(1);
  stop.abort();
  first.warm(); // before the cancelled load has told of its end
  await assert.rejects(cancelled, { name: 'AbortError' });
  await begun(2);
  first.rest();
  await closed(2);
  assert.deepEqual(ended, [0, 1]);
});
