// The pool at its edges: what it publishes, failed starts beside running workers, interrupts that are heard in time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError, WispError } from '../../../../js/engine/errors.js';
import { counter } from '../../wait.js';
import { job, poolOf } from './pool-of.js';

const hang = () => new Promise(() => {});
/** Resolves once `found` holds; the test's own limit ends it otherwise. @param {() => unknown} found */
async function until(found) {
  while (!found()) await new Promise((done) => setImmediate(done));
}

test('a cold pool publishes its boot: step and bytes, then ready workers, then heap', async () => {
  const boot = async (/** @type {any} */ _, /** @type {any} */ emit) => {
    await emit({ step: 'core' });
    await emit({ done: 3, total: 9 });
    return {};
  };
  const { pool: it, states, end } = poolOf(() => ({ boot, work: () => ({ value: 1 }) }), { size: 1 });
  assert.equal(it.state.workers, 'cold');
  await it.warm();
  assert.deepEqual(
    states.map(({ workers, step, bytes, ready }) => [workers, step, bytes.done, ready]),
    [
      ['booting', '', 0, 0],
      ['booting', 'core', 0, 0],
      ['booting', 'core', 3, 0],
      ['ready', '', 3, 1],
    ],
  );
  assert.deepEqual(it.state.bytes, { done: 3, total: 9 });
  await it.run(job('work'));
  assert.equal(states.at(-1).heap, 1);
  end();
});

test('a pool that is warm answers a second warm at once, and boots no more than its size', async () => {
  const { pool: it, ports, end } = poolOf(() => ({ work: () => ({ value: 1 }) }));
  await it.warm();
  await it.warm();
  it.want(5);
  await until(() => it.state.ready === 2);
  await Promise.all(Array.from({ length: 6 }, () => it.run(job('work'))));
  assert.equal(ports.length, 2);
  end();
});

test('a worker is booted for work alone: that there is, or that is said to come', async () => {
  const begun = counter();
  const hang = () => {
    begun.happen();
    return new Promise(() => {});
  };
  const { pool: it, ports, spawned, end } = poolOf(() => ({ hang, work: () => ({ value: 1 }) }), { size: 4 });
  await it.warm();
  for (let i = 0; i < 3; i += 1) await it.run(job('work'));
  await Promise.all([1, 2].map(() => it.run(job('work', {}, { urgent: true }))));
  assert.equal(ports.length, 1, 'what is urgent is short');
  it.run(job('hang')).catch(() => {});
  assert.equal(await it.run(job('work', {}, { urgent: true })), 1, 'and waits for no long work');
  it.run(job('hang')).catch(() => {});
  await begun.times(2);
  assert.equal(ports.length, 2);
  it.want(3);
  await spawned(3);
  await until(() => it.state.ready === 3);
  assert.equal(ports.length, 3);
  end();
});

test('while the others are held back one worker boots and works; they follow when the last hold ends', async () => {
  const { pool: it, ports, end } = poolOf(() => ({ work: () => ({ value: 1 }) }), { size: 3 });
  const [first, second] = [it.hold(), it.hold()];
  it.want(3);
  await it.warm();
  await Promise.all([it.run(job('work')), it.run(job('work'))]);
  first();
  first(); // once counts
  assert.equal(await it.run(job('work')), 1);
  assert.equal(ports.length, 1);
  second();
  await until(() => it.state.ready === 3);
  end();
});

test('a later worker that does not start only makes the pool smaller', async () => {
  const {
    pool: it,
    states,
    end,
  } = poolOf((index) => ({
    boot: () => (index ? Promise.reject(new WispError('load', 'load_failed')) : {}),
    work: () => ({ value: index }),
  }));
  await it.warm();
  it.want(2);
  await until(() => it.state.size === 1);
  assert.equal(it.state.workers, 'ready');
  assert.equal(it.state.error, null);
  assert.equal(states.at(-1).size, 1);
  assert.equal(await it.run(job('work')), 0);
  end();
});

test('without shared memory there is no interrupt; with it, each worker has its own', async (t) => {
  const plain = poolOf(() => ({}), { size: 1 });
  await plain.pool.warm();
  assert.equal(plain.boots[0].interrupt, null);
  plain.end();
  Object.assign(globalThis, { crossOriginIsolated: true });
  const { SharedArrayBuffer } = globalThis;
  t.after(() => Object.assign(globalThis, { crossOriginIsolated: undefined, SharedArrayBuffer }));
  Object.assign(globalThis, { SharedArrayBuffer: undefined }); // WebKitGTK
  const isolatedOnly = poolOf(() => ({}), { size: 1 });
  await isolatedOnly.pool.warm();
  assert.equal(isolatedOnly.boots[0].interrupt, null);
  isolatedOnly.end();
  Object.assign(globalThis, { SharedArrayBuffer });
  const shared = poolOf(() => ({}));
  await shared.pool.warm();
  shared.pool.want(2);
  await until(() => shared.boots.length === 2);
  const [one, two] = shared.boots.map(({ interrupt }) => interrupt);
  assert.ok(one.buffer instanceof SharedArrayBuffer && two.buffer instanceof SharedArrayBuffer);
  one[0] = 2;
  assert.equal(two[0], 0);
  shared.end();
});

test('a worker that stops when it is interrupted is kept, and its next job is not interrupted', async (t) => {
  Object.assign(globalThis, { crossOriginIsolated: true });
  t.after(() => Object.assign(globalThis, { crossOriginIsolated: undefined }));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let interrupt = /** @type {any} */ (null);
  const {
    pool: it,
    ports,
    end,
  } = poolOf(
    () => ({
      boot: (/** @type {any} */ given) => {
        interrupt = given.interrupt;
        return {};
      },
      compute: async () => {
        await until(() => interrupt[0] === 2);
        throw abortError();
      },
      work: () => ({ value: interrupt[0] }),
    }),
    { size: 1 },
  );
  await it.warm();
  let begun = false;
  const stop = new AbortController();
  const computing = it.run(job('compute', {}, { signal: stop.signal, onStart: () => (begun = true) }));
  await until(() => begun);
  stop.abort();
  await assert.rejects(computing, { name: 'AbortError' });
  assert.equal(await it.run(job('work')), 0);
  t.mock.timers.tick(10_000);
  assert.equal(await it.run(job('work')), 0);
  assert.equal(ports.length, 1);
  end();
});

test('a cancel of one job leaves the others alone, waiting or running', async () => {
  let release = () => {};
  const gate = new Promise((done) => (release = () => done(undefined)));
  const ran = /** @type {string[]} */ ([]);
  const {
    pool: it,
    ports,
    end,
  } = poolOf(
    () => ({
      work: async (/** @type {any} */ { name }) => {
        ran.push(name);
        await gate;
        return { value: name };
      },
    }),
    { size: 1 },
  );
  await it.warm();
  const stop = new AbortController();
  const running = it.run(job('work', { name: 'running' }));
  const waiting = it.run(job('work', { name: 'cancelled' }, { signal: stop.signal }));
  const last = it.run(job('work', { name: 'last' }));
  await until(() => ran.length);
  stop.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  release();
  assert.deepEqual([await running, await last], ['running', 'last']);
  assert.deepEqual(ran, ['running', 'last']);
  assert.equal(ports.length, 1);
  end();
});

test('a worker whose survey was sent is asked for another one', async () => {
  const sent = /** @type {string[]} */ ([]);
  const { pool: it, end } = poolOf(
    () => ({
      loadSurvey: (/** @type {any} */ { key }) => {
        sent.push(key);
        return {};
      },
      survey: () => ({ value: 1 }),
      work: () => ({ value: 1 }),
    }),
    { size: 1 },
  );
  await it.warm();
  const survey = (/** @type {string} */ key) => ({ survey: { key, bytes: new Uint8Array(1) } });
  for (const key of ['a', 'b', 'b', 'a']) await it.run(job('work', {}, survey(key)));
  await it.run(job('survey', { key: 'c' }));
  await it.run(job('work', {}, survey('c')));
  assert.deepEqual(sent, ['a', 'b', 'a'], 'a worker that made a survey holds it');
  end();
});

test('a closed pool publishes nothing more, and boots nothing', async () => {
  const { pool: it, ports, states, end } = poolOf(() => ({ hang }));
  await it.warm();
  end();
  const [seen, started] = [states.length, ports.length];
  await assert.rejects(it.warm(), { name: 'AbortError' });
  await assert.rejects(it.run(job('hang')), { name: 'AbortError' });
  assert.equal(states.length, seen);
  assert.equal(ports.length, started);
});

test('a heap of exactly the limit is kept', async () => {
  const { pool: it, ports, end } = poolOf(() => ({ work: () => ({ value: 1 }) }), { size: 1, heapLimit: 1 });
  await it.warm();
  await it.run(job('work'));
  await it.run(job('work'));
  assert.equal(ports.length, 1);
  end();
});
