// The worker of the AI, as a message port: loaded once, fresh after a failure, a cancel or a change of precision.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MaskMaker } from '../../../../js/engine/ai/mask.js';
import { WispError } from '../../../../js/engine/errors.js';
import { hanging } from '../../wait.js';
import { workers } from '../../workers.js';

/** @param {(name: string) => any} spawn @param {object} [more] */
const maker = (spawn, more = {}) =>
  new MaskMaker({ spawn, base: 'here', index: [], side: 1, bytes: { small: 10, large: 20 }, threads: 0, keep: true, ...more });

const input = new Uint8ClampedArray(4);

const mask = (/** @type {number} */ index) => ({ mask: () => ({ value: { by: index } }) });

test('a new mask asked for at the moment of a cancel is made', async () => {
  const { hang, begun } = hanging();
  const { spawn, ended, closed } = workers((index) => (index === 0 ? { mask: hang } : mask(index)));
  const ai = maker(spawn);
  const stop = new AbortController();
  const first = ai.make(input, 'small', { signal: stop.signal });
  await begun(1);
  stop.abort();
  const second = ai.make(input, 'small', {});
  await assert.rejects(first, { name: 'AbortError' });
  assert.deepEqual(await second, { by: 1 });
  await closed(1);
  assert.deepEqual(ended, [0]);
  ai.close();
});

test('the AI is loaded once a precision, and its events say so', async () => {
  const { spawn, ports } = workers(mask);
  const ai = maker(spawn);
  const stages = /** @type {any[]} */ ([]);
  const onEvent = (/** @type {any} */ { stage, total }) => stages.push([stage, total]);
  for (const precision of ['small', 'small', 'large']) await ai.make(input, precision, { onEvent });
  assert.deepEqual(stages, [
    ['load', 10],
    ['mask', 1],
    ['load', 20],
  ]);
  assert.equal(ports.length, 2);
  ai.close();
});

test('an AI that failed to load is loaded afresh; where memory is short it ends after each mask', async () => {
  const failing = workers((index) => ({
    mask: () => {
      if (index === 0) throw new WispError('mask', 'model_failed');
      return { value: 'mask' };
    },
  }));
  const ai = maker(failing.spawn);
  await assert.rejects(ai.make(input, 'small', {}), { code: 'model_failed' });
  assert.equal(await ai.make(input, 'small', {}), 'mask');
  ai.close();
  const { spawn, ended, closed } = workers(mask);
  const poor = maker(spawn, { keep: false });
  for (const index of [0, 1]) assert.deepEqual(await poor.make(input, 'small', {}), { by: index });
  await closed(2);
  assert.deepEqual(ended, [0, 1]);
});

test('an AI whose worker died while it loaded did not load; one that had loaded died', async () => {
  const { spawn, ports } = workers((index) => ({
    mask: () => (index === 0 || ports[index] === doomed ? (ports[index].close(), new Promise(() => {})) : { value: 'mask' }),
  }));
  let doomed = /** @type {MessagePort | null} */ (null);
  const ai = maker(spawn);
  await assert.rejects(ai.make(input, 'small', {}), { stage: 'mask', code: 'model_failed' });
  assert.equal(await ai.make(input, 'small', {}), 'mask');
  doomed = ports[1];
  await assert.rejects(ai.make(input, 'small', {}), { stage: 'mask', code: 'worker_died' });
  ai.close();
});
