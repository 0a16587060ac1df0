// The protocol at its edges: unknown functions, aborts on the other side, events after a cancel, ends that nobody asked about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError, WispError } from '../../../js/engine/errors.js';
import { Caller, workerName } from '../../../js/engine/rpc.js';
import { callerOf } from '../workers.js';

test('a function that the worker does not have is an internal error with its name', async () => {
  const { caller, end } = callerOf({});
  await assert.rejects(caller.call('nowhere', {}), (/** @type {WispError} */ error) => {
    assert.equal(error.code, 'internal');
    assert.match(error.details, /nowhere/);
    return true;
  });
  end();
});

test('an abort on the other side arrives as an abort, not as an error with a code', async () => {
  const explain = () => new WispError('survey', 'internal');
  const { caller, dead, end } = callerOf({ stop: () => Promise.reject(abortError()) }, { explain });
  await assert.rejects(caller.call('stop', {}), { name: 'AbortError' });
  assert.equal(dead.length, 0);
  end();
});

test('an error that has a code already is not explained again', async () => {
  const explain = () => new WispError('survey', 'internal');
  const bad = () => Promise.reject(new WispError('open', 'not_image'));
  const { caller, end } = callerOf({ bad }, { explain });
  await assert.rejects(caller.call('bad', {}), { stage: 'open', code: 'not_image' });
  end();
});

test('health comes with every answer, good or bad', async () => {
  let heap = 0;
  const count = () => ({ heap: (heap += 1) });
  const { caller, end } = callerOf(
    { good: () => ({}), bad: () => Promise.reject(new Error('odd')), stop: () => Promise.reject(abortError()) },
    { health: count },
  );
  const seen = [];
  for (const name of ['good', 'bad', 'stop']) {
    await caller.call(name, {}).catch(() => {});
    seen.push(caller.health.heap);
  }
  assert.deepEqual(seen, [1, 2, 3]);
  end();
});

test('what a worker emits after a cancel is not heard', async () => {
  let more = () => {};
  let sent = () => {};
  const gate = new Promise((done) => (more = () => done(undefined)));
  const after = new Promise((done) => (sent = () => done(undefined)));
  const { caller, end } = callerOf({
    count: async (/** @type {any} */ _, /** @type {any} */ emit) => {
      await emit('before');
      await gate;
      await emit('after');
      sent();
      return {};
    },
  });
  const stop = new AbortController();
  const heard = /** @type {string[]} */ ([]);
  let first = () => {};
  const began = new Promise((done) => (first = () => done(undefined)));
  const job = caller.call(
    'count',
    {},
    {
      signal: stop.signal,
      onEvent: (/** @type {string} */ event) => {
        heard.push(event);
        first();
      },
    },
  );
  await began;
  stop.abort();
  await assert.rejects(job, { name: 'AbortError' });
  more();
  await after;
  assert.deepEqual(heard, ['before']);
  end();
});

test('a call that settled is forgotten: an abort afterwards changes nothing', async () => {
  const { caller, end } = callerOf({ work: () => ({ value: 1 }) });
  const stop = new AbortController();
  assert.equal(await caller.call('work', {}, { signal: stop.signal }), 1);
  stop.abort();
  assert.equal(caller.pending.size, 0);
  assert.equal(await caller.call('work', {}), 1);
  end();
});

test('an end on purpose cancels what is under way, and is not reported as a death', async () => {
  const { caller, dead, end } = callerOf({ hang: () => new Promise(() => {}) });
  await caller.ready;
  const job = caller.call('hang', {});
  caller.terminate();
  await assert.rejects(job, { name: 'AbortError' });
  assert.deepEqual(dead, []);
  await assert.rejects(caller.call('hang', {}), { code: 'worker_died' });
  end();
});

test('a worker that is retired at rest ends at once', async () => {
  const { caller, end } = callerOf({ work: () => ({ value: 1 }) });
  await caller.call('work', {});
  const code = () => caller.dead?.code;
  assert.equal(code(), undefined);
  caller.retire();
  assert.equal(code(), 'worker_died');
  end();
});

for (const [begun, code, details] of /** @type {const} */ ([
  [false, 'load_failed', 'a worker did not begin: out of luck'],
  [true, 'worker_died', 'out of luck'],
])) {
  test(`an error of a worker that ${begun ? 'has begun' : 'never began'} is ${code}, with the words of the event`, async () => {
    const target = Object.assign(new EventTarget(), { postMessage() {}, ended: 0 });
    const endpoint = /** @type {any} */ (Object.assign(target, { terminate: () => (target.ended += 1) }));
    const caller = /** @type {any} */ (new Caller(endpoint));
    caller.begun = begun;
    const job = caller.call('hang', {});
    endpoint.dispatchEvent(Object.assign(new Event('error'), { message: 'out of luck' }));
    await assert.rejects(job, { code, details });
    assert.equal(target.ended, 1, 'the worker is ended');
  });
}

test('no two workers have one name', () => {
  const names = Array.from({ length: 100 }, workerName);
  assert.equal(new Set(names).size, 100);
});
