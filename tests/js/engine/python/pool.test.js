// The pool, with workers that are message ports: death, retry, cancel, recycling.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WispError } from '../../../../js/engine/errors.js';
import { counter, hanging } from '../../wait.js';
import { job, poolOf } from './pool-of.js';

const hang = () => new Promise(() => {});

/**
 * Begin a job that never ends by itself, and cancel it under way.
 * @param {ReturnType<typeof poolOf>['pool']} it
 * @param {(n: number) => Promise<void>} begun
 */
async function cancelHanging(it, begun) {
  const stop = new AbortController();
  const under = it.run(job('hang', {}, { signal: stop.signal }));
  await begun(1);
  stop.abort();
  await assert.rejects(under, { name: 'AbortError' });
}

/** As on an isolated page, for the length of a test: Pythons can be interrupted. @param {import('node:test').TestContext} t */
function isolate(t) {
  Object.assign(globalThis, { crossOriginIsolated: true });
  t.after(() => Object.assign(globalThis, { crossOriginIsolated: undefined }));
}

test('jobs are shared among the workers and all answered', async () => {
  const second = counter();
  const { pool: it, end } = poolOf((index) => ({
    who: async (/** @type {any} */ { n }) => {
      // The first worker is busy until the second has begun: it cannot do all alone.
      if (index === 1) second.happen();
      else await second.times(1);
      return { value: [n, index] };
    },
  }));
  await it.warm();
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => it.run(job('who', { n }))));
  assert.deepEqual(
    answers.map(([n]) => n),
    Array.from({ length: 12 }, (_, n) => n),
  );
  assert.equal(new Set(answers.map(([, who]) => who)).size, 2);
  assert.equal(it.state.workers, 'ready');
  end();
});

test('a job whose worker dies is done once more by another', async () => {
  let lives = 0;
  const {
    pool: it,
    ports,
    end,
  } = poolOf((index) => ({
    work: () => {
      lives += 1;
      return lives === 1 ? (ports[index].close(), hang()) : { value: 'done' };
    },
  }));
  await it.warm();
  assert.equal(await it.run(job('work')), 'done');
  assert.equal(lives, 2);
  end();
});

test('a job that kills two workers fails, and the pool goes on', async () => {
  const {
    pool: it,
    ports,
    end,
  } = poolOf((index) => ({
    kill: () => {
      ports[index].close();
      return hang();
    },
    work: () => ({ value: 1 }),
  }));
  await it.warm();
  await assert.rejects(it.run(job('kill')), { code: 'worker_died' });
  assert.equal(await it.run(job('work')), 1);
  end();
});

test('arguments are made afresh for the second attempt', async () => {
  let made = 0;
  const {
    pool: it,
    ports,
    end,
  } = poolOf((index) => ({ take: (/** @type {any} */ { data }) => (index === 0 ? (ports[0].close(), hang()) : { value: data.length }) }), {
    size: 1,
  });
  await it.warm();
  const prepare = () => {
    made += 1;
    const data = new Uint8Array(5);
    return { args: { data }, transfer: [data.buffer] };
  };
  assert.equal(await it.run({ name: 'take', prepare }), 5);
  assert.equal(made, 2);
  end();
});

test('a cancel frees the pool: waiting jobs go, busy workers are replaced', async () => {
  const { hang, begun } = hanging();
  const { pool: it, ports, end } = poolOf(() => ({ hang, work: () => ({ value: 'ok' }) }));
  await it.warm();
  const stop = new AbortController();
  const jobs = Array.from({ length: 5 }, () => it.run(job('hang', {}, { signal: stop.signal })));
  await begun(2);
  stop.abort();
  for (const one of jobs) await assert.rejects(one, { name: 'AbortError' });
  assert.equal(await it.run(job('work')), 'ok');
  assert.ok(ports.length > 2, 'replacements were started');
  end();
});

test('a cancelled job whose interrupted worker dies is not done again', async (t) => {
  isolate(t);
  const { hang, begun } = hanging();
  let again = false;
  const { pool: it, ports, spawned, end } = poolOf(() => ({ hang, work: () => ({ value: 'ok' }) }));
  await it.warm();
  await cancelHanging(it, begun);
  begun(2).then(() => (again = true));
  ports[0].close(); // within the time that an interrupted Python has to stop
  await spawned(2);
  for (let i = 0; i < 4; i += 1) assert.equal(await it.run(job('work')), 'ok');
  assert.equal(again, false);
  end();
});

test('an interrupted worker that does not stop is replaced', async (t) => {
  isolate(t);
  /** @type {Uint8Array[]} */
  const interrupts = [];
  const boot = (/** @type {Uint8Array} */ interrupt) => {
    interrupts.push(interrupt);
    return {};
  };
  const { hang, begun } = hanging();
  const { pool: it, ports, end } = poolOf(() => ({ hang, work: () => ({ value: 'ok' }) }), { size: 1, boot });
  await it.warm();
  await cancelHanging(it, begun);
  assert.equal(interrupts[0][0], 2, 'Python is asked to stop');
  assert.equal(await it.run(job('work')), 'ok');
  assert.equal(ports.length, 2);
  end();
});

test('a job for which the memory of two workers is too small says so', async () => {
  const { pool: it, end } = poolOf(() => ({
    big: () => {
      throw new WispError('refine', 'out_of_memory', { details: 'MemoryError' });
    },
  }));
  await it.warm();
  await assert.rejects(it.run(job('big')), { stage: 'refine', code: 'out_of_memory', details: 'MemoryError' });
  end();
});

test('a failed start rejects every task that waits, and can be retried', async () => {
  let broken = true;
  const { pool: it, end } = poolOf(() => ({
    boot: () => {
      if (broken) throw new WispError('load', 'load_failed');
      return { value: {} };
    },
    work: () => ({ value: 7 }),
  }));
  const waiting = it.run(job('work'));
  await assert.rejects(it.warm(), { code: 'load_failed' });
  await assert.rejects(waiting, { code: 'load_failed' });
  assert.equal(it.state.workers, 'failed');
  await assert.rejects(it.run(job('work')), { code: 'load_failed' });
  broken = false;
  await it.retry();
  assert.equal(await it.run(job('work')), 7);
  end();
});

test('a coded error of a job is its own and leaves the worker alive', async () => {
  const {
    pool: it,
    ports,
    end,
  } = poolOf(
    () => ({
      bad: () => {
        throw new WispError('survey', 'no_foreground');
      },
      work: () => ({ value: 1 }),
    }),
    { size: 1 },
  );
  await it.warm();
  await assert.rejects(it.run(job('bad')), { code: 'no_foreground' });
  assert.equal(await it.run(job('work')), 1);
  assert.equal(ports.length, 1);
  end();
});

test('a worker whose heap grew past the limit is replaced when free', async () => {
  const { pool: it, ports, setHeap, end } = poolOf(() => ({ work: () => ({ value: 1 }) }), { size: 1, heapLimit: 100 });
  await it.warm();
  setHeap(101);
  await it.run(job('work'));
  setHeap(1);
  await it.run(job('work'));
  assert.equal(ports.length, 2);
  end();
});

test('the survey is sent to a worker once', async () => {
  let sent = 0;
  const { pool: it, end } = poolOf(
    () => ({
      loadSurvey: () => {
        sent += 1;
        return {};
      },
      work: () => ({ value: 1 }),
    }),
    { size: 1 },
  );
  await it.warm();
  const survey = { key: 'a', bytes: new Uint8Array(3) };
  for (let i = 0; i < 4; i += 1) await it.run(job('work', {}, { survey }));
  assert.equal(sent, 1);
  end();
});

test('urgent jobs go first', async () => {
  const order = /** @type {string[]} */ ([]);
  const { pool: it, end } = poolOf(
    () => ({
      work: (/** @type {any} */ { name }) => {
        order.push(name);
        return { value: 1 };
      },
    }),
    { size: 1 },
  );
  await it.warm();
  const jobs = ['a', 'b', 'c'].map((name) => it.run(job('work', { name })));
  jobs.push(it.run(job('work', { name: 'now' }, { urgent: true })));
  await Promise.all(jobs);
  assert.deepEqual(order, ['a', 'now', 'b', 'c']);
  end();
});

test('a closed pool refuses', async () => {
  const { pool: it, end } = poolOf(() => ({ hang }));
  await it.warm();
  const waiting = it.run(job('hang'));
  end();
  await assert.rejects(waiting, { name: 'AbortError' });
  await assert.rejects(it.run(job('hang')), { name: 'AbortError' });
});

test('a start that stands still fails, says where, and can be tried again', async () => {
  let starts = 0;
  const boot = (/** @type {any} */ _, /** @type {(event: any) => void} */ emit) => {
    starts += 1;
    emit({ step: 'packages' });
    return starts === 1 ? hang() : {};
  };
  const { pool: it, end } = poolOf(() => ({ boot, work: () => ({ value: 1 }) }), { size: 1, bootStill: 300 });
  await assert.rejects(it.warm(), { code: 'load_failed', details: /stood still at packages/ });
  assert.equal(it.state.workers, 'failed');
  await it.retry();
  assert.equal(await it.run(job('work')), 1);
  end();
});

test('a worker that dies between two jobs is replaced; what it did is not done again', async () => {
  let done = 0;
  const work = () => {
    done += 1;
    return { value: done };
  };
  const { pool: it, ports, spawned, end } = poolOf(() => ({ work }), { size: 1 });
  await it.warm();
  await it.run(job('work'));
  ports[0].close();
  await spawned(2);
  assert.equal(await it.run(job('work')), 2);
  end();
});

test('the pool publishes when it boots and when it is ready', async () => {
  const states = /** @type {string[]} */ ([]);
  const onState = (/** @type {any} */ { workers }) => states.push(workers);
  const { pool: it, end } = poolOf(() => ({}), { size: 1, onState });
  await it.warm();
  assert.deepEqual([...new Set(states)], ['booting', 'ready']);
  end();
});
