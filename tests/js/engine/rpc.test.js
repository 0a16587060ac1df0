// The protocol over a MessageChannel: every call settles once, whatever happens on the other side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WispError } from '../../../js/engine/errors.js';
import { Caller } from '../../../js/engine/rpc.js';
import { counter } from '../wait.js';
import { callerOf } from '../workers.js';

test('a result comes back, its buffer transferred both ways', async () => {
  const { caller, end } = callerOf({
    double: (/** @type {any} */ { data }) => {
      const out = data.map((/** @type {number} */ v) => v * 2);
      return { value: out, transfer: [out.buffer] };
    },
  });
  const data = Uint8Array.of(1, 2, 3);
  assert.deepEqual(await caller.call('double', { data }, { transfer: [data.buffer] }), Uint8Array.of(2, 4, 6));
  assert.equal(data.length, 0, 'the buffer was handed over, not copied');
  end();
});

test('a coded error keeps stage, code, message, details and values', async () => {
  const { caller, end } = callerOf({
    fail: () => {
      throw new WispError('open', 'too_large', { values: { limit: 100, megapixels: 630 }, details: 'why' });
    },
  });
  await assert.rejects(caller.call('fail', {}), (/** @type {WispError} */ error) => {
    assert.ok(error instanceof WispError);
    assert.deepEqual([error.stage, error.code, error.details, error.values.megapixels], ['open', 'too_large', 'why', 630]);
    assert.match(error.message, /this one has 630/);
    return true;
  });
  end();
});

test('anything else thrown becomes an internal error with its stack', async () => {
  const { caller, end } = callerOf({
    refine: () => {
      throw new TypeError('odd');
    },
  });
  await assert.rejects(caller.call('refine', {}), { name: 'WispError', code: 'internal', stage: 'refine' });
  end();
});

test('explain gives foreign errors their code', async () => {
  const explain = () => new WispError('survey', 'no_foreground', { details: 'Traceback' });
  const { caller, end } = callerOf(
    {
      survey: () => {
        throw new Error('python');
      },
    },
    { explain },
  );
  await assert.rejects(caller.call('survey', {}), { code: 'no_foreground', details: 'Traceback' });
  end();
});

test('a call without a sign of life ends its worker; one that tells something may take any time', async () => {
  const { caller, dead, end } = callerOf({
    slow: async (/** @type {unknown} */ _, /** @type {(event: string) => void} */ emit) => {
      for (let i = 0; i < 8; i += 1) {
        await new Promise((done) => setTimeout(done, 50));
        emit('alive');
      }
      return { value: 1 };
    },
    hang: () => new Promise(() => {}),
  });
  assert.equal(await caller.call('slow', {}, { still: 300, onEvent: () => {} }), 1);
  const hung = caller.call('hang', {}, { still: 100 });
  await assert.rejects(hung, { code: 'worker_hangs', stage: 'hang', details: /no sign of life from hang for 0\.1 s/ });
  assert.equal(dead.length, 1);
  end();
});

test('an abort rejects at once and the late answer changes nothing', async () => {
  const begun = counter();
  let answer = () => {};
  const { caller, end } = callerOf({
    slow: () => {
      begun.happen();
      return new Promise((done) => (answer = () => done({ value: 1 })));
    },
    next: () => ({ value: 2 }),
  });
  const stop = new AbortController();
  const job = caller.call('slow', {}, { signal: stop.signal });
  await begun.times(1);
  stop.abort();
  await assert.rejects(job, { name: 'AbortError' });
  await assert.rejects(caller.call('slow', {}, { signal: stop.signal }), { name: 'AbortError' });
  answer();
  assert.equal(await caller.call('next', {}), 2);
  assert.equal(caller.pending.size, 0);
  end();
});

test('death rejects every call under way and every later one, and is reported once', async () => {
  const { caller, dead, end } = callerOf({ hang: () => new Promise(() => {}) });
  const jobs = [caller.call('hang', {}), caller.call('hang', {})];
  caller.die(new WispError('load', 'worker_died', { details: 'killed' }));
  for (const job of jobs) await assert.rejects(job, { code: 'worker_died', details: 'killed' });
  await assert.rejects(caller.call('hang', {}), { code: 'worker_died' });
  caller.die(new WispError('load', 'internal'));
  assert.equal(dead.length, 1);
  end();
});

test('a closed port is a death', async () => {
  const { caller, other } = callerOf({ hang: () => new Promise(() => {}) });
  await caller.ready;
  const job = caller.call('hang', {});
  other.close();
  await assert.rejects(job, { code: 'worker_died' });
});

for (const kind of ['error', 'messageerror']) {
  test(`the ${kind} event of a worker rejects its calls`, async () => {
    const { caller, port, other } = callerOf({ hang: () => new Promise(() => {}) });
    await caller.ready;
    const job = caller.call('hang', {});
    port.dispatchEvent(new Event(kind));
    await assert.rejects(job, { code: 'worker_died' });
    other.close();
  });
}

test('a fatal error ends the worker after its answer', async () => {
  const { caller, dead, end } = callerOf({
    big: () => {
      throw new WispError('refine', 'out_of_memory');
    },
  });
  await assert.rejects(caller.call('big', {}), { code: 'out_of_memory' });
  assert.deepEqual(
    dead.map(({ stage, code }) => [stage, code]),
    [['refine', 'out_of_memory']],
  );
  end();
});

test('a retired worker ends when its last call has settled', async () => {
  let finish = () => {};
  const { caller, end } = callerOf({
    wait: () => new Promise((done) => (finish = () => done({ value: 'whole' }))),
    hang: () => new Promise(() => {}),
  });
  const code = () => caller.dead?.code;
  const stop = new AbortController();
  const hanging = caller.call('hang', {}, { signal: stop.signal });
  const waiting = caller.call('wait', {});
  await caller.ready;
  caller.retire();
  stop.abort();
  await assert.rejects(hanging, { name: 'AbortError' });
  assert.equal(code(), undefined);
  finish();
  assert.equal(await waiting, 'whole');
  assert.equal(code(), 'worker_died');
  end();
});

test('events arrive while the call runs and stop with it', async () => {
  const { caller, end } = callerOf({
    count: async (/** @type {any} */ _, /** @type {any} */ emit) => {
      for (const n of [1, 2, 3]) await emit(n);
      return { value: 'done' };
    },
  });
  const seen = /** @type {number[]} */ ([]);
  assert.equal(await caller.call('count', {}, { onEvent: (n) => seen.push(n) }), 'done');
  assert.deepEqual(seen, [1, 2, 3]);
  end();
});

test('an argument that cannot be sent rejects the call', async () => {
  const { caller, end } = callerOf({ any: () => ({}) });
  await caller.ready;
  await assert.rejects(caller.call('any', { run: () => 1 }));
  assert.equal(caller.pending.size, 0);
  end();
});

test('a worker that never begins is a load that failed, not a lack of memory', async () => {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  const dead = /** @type {WispError[]} */ ([]);
  /** @type {Caller<Record<string, (args: any, emit: (event: any) => void) => any>>} */
  const caller = new Caller(port1, { patience: 50, onDead: (error) => dead.push(error) });
  await assert.rejects(caller.call('anything', {}), { code: 'load_failed', details: /did not begin within 0\.05 s/ });
  assert.equal(dead.length, 1);
  port2.close();
});
