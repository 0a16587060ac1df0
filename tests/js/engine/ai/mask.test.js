// The worker of the AI, as a message port: loaded once, fresh after a failure, a cancel or a change of precision.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitMask, MaskMaker } from '../../../../js/engine/ai/mask.js';
import { WispError } from '../../../../js/engine/errors.js';
import { hanging } from '../../wait.js';
import { workers } from '../../workers.js';

/** @param {(name: string) => any} spawn @param {object} [more] */
const maker = (spawn, more = {}) =>
  new MaskMaker({
    spawn,
    base: 'here',
    index: [],
    firstLook: { model: { path: 'm', bytes: 1, sha256: '' }, wasm: [] },
    side: 1,
    bytes: { small: 10, large: 20 },
    threads: 0,
    keep: true,
    ...more,
  });

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

test('an AI that failed to load is loaded afresh; where memory is short it ends after each photo', async () => {
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
  for (const index of [0, 0, 1]) {
    if (ended.length === 0 && index === 1) poor.rest();
    assert.deepEqual(await poor.make(input, 'small', {}), { by: index });
  }
  poor.rest();
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

test('an AI whose threads do not come up starts once more with one, and keeps to it', async () => {
  const asked = /** @type {number[]} */ ([]);
  const { spawn, ended, closed } = workers(() => ({
    mask(/** @type {{threads: number}} */ { threads }, /** @type {(event: object) => void} */ emit) {
      asked.push(threads);
      if (threads === 1) return { value: 'mask' };
      emit({ starting: 1 });
      emit({ starting: 2 });
      emit({ starting: 1 });
      return new Promise(() => {});
    },
  }));
  const ai = maker(spawn, { threadsStill: 100 });
  const stages = /** @type {string[]} */ ([]);
  assert.equal(await ai.make(input, 'small', { onEvent: (event) => stages.push(/** @type {any} */ (event).stage) }), 'mask');
  assert.equal(await ai.make(input, 'small', {}), 'mask');
  assert.deepEqual(asked, [0, 1, 1]);
  assert.deepEqual(stages, ['load', 'load'], 'threads are nothing that a person sees');
  await closed(1);
  assert.deepEqual(ended, [0]);
  ai.close();
});

test('threads that came up in time may work as long as they need; one that hangs with one thread is said', async () => {
  const { spawn } = workers((index) => ({
    mask: async (/** @type {unknown} */ _, /** @type {(event: object) => void} */ emit) => {
      emit({ starting: 1 });
      emit({ starting: index });
      await new Promise((done) => setTimeout(done, 150));
      return index ? new Promise(() => {}) : { value: 'mask' };
    },
  }));
  const ai = maker(spawn, { threadsStill: 50 });
  assert.equal(await ai.make(input, 'small', {}), 'mask');
  await assert.rejects(ai.make(input, 'large', {}), {
    code: 'worker_hangs',
    message: /try again; if it stays, reload/,
    details: /threads/,
  });
  ai.close();
});

test('a mask has the shape of the photo, to the rounding of a pixel, or is the network’s own square', () => {
  const fits = (/** @type {number} */ width, /** @type {number} */ height, photo = { width: 4000, height: 3000 }) =>
    fitMask({ width, height, channels: 1, data: new Uint8Array() }, { ...photo, orientation: 1 }, 1024, []);
  for (const [width, height] of [
    [4000, 3000],
    [400, 300],
    [133, 100],
    [1024, 1024],
    [8000, 6000],
  ])
    fits(width, height);
  fits(1000, 667, { width: 3001, height: 2000 });
  for (const [width, height] of [
    [3000, 4000],
    [512, 512],
    [1024, 1000],
    [1000, 1024],
    [400, 310],
  ])
    assert.throws(() => fits(width, height), { code: 'mask_shape', message: /400|300|512|1024/ });
});

test('a mask that lies as the photo is stored is turned with it, and said to be', () => {
  /** @type {import('../../../../js/engine/codecs/samples.js').Told[]} */
  const told = [];
  const mask = { width: 3, height: 2, channels: /** @type {1} */ (1), data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const turned = fitMask(mask, { width: 200, height: 300, orientation: 6 }, 1024, told);
  assert.deepEqual([turned.width, turned.height, ...turned.data], [2, 3, 4, 1, 5, 2, 6, 3]);
  assert.equal(told[0].code, 'mask_turned');
  assert.deepEqual([...fitMask(mask, { width: 200, height: 300, orientation: 5 }, 1024, told).data], [1, 4, 2, 5, 3, 6]);
  assert.throws(() => fitMask(mask, { width: 200, height: 300, orientation: 3 }, 1024, told), { code: 'mask_shape' });
});

test('a sketch is made where the mask will be, whatever was warmed before', async () => {
  const { spawn, ports } = workers((index) => ({
    ...mask(index),
    warm: () => ({}),
    sketch: (/** @type {any} */ { files, side }) => ({ value: { by: index, files: files.base, side } }),
  }));
  const ai = maker(spawn);
  ai.warm();
  ai.warm();
  assert.deepEqual(await ai.sketch(input, 'small', {}), { by: 0, files: 'here', side: 1 });
  assert.deepEqual(await ai.make(input, 'small', {}), { by: 0 });
  assert.equal(input.length, 4, 'the photo keeps its pixels');
  assert.deepEqual(await ai.make(input, 'large', {}), { by: 1 });
  assert.equal(ports.length, 2);
  ai.close();
});

test('a failed sketch fails alone: the mask comes from the same worker, and the next sketch is tried', async () => {
  let tried = 0;
  const { spawn, ports } = workers((index) => ({
    ...mask(index),
    sketch: () => {
      tried += 1;
      if (tried === 1) throw new WispError('mask', 'load_failed');
      return { value: 'sketch' };
    },
  }));
  const ai = maker(spawn);
  await assert.rejects(ai.sketch(input, 'small', {}), { code: 'load_failed' });
  assert.deepEqual(await ai.make(input, 'small', {}), { by: 0 });
  assert.equal(await ai.sketch(input, 'small', {}), 'sketch');
  assert.equal(ports.length, 1);
  ai.close();
});

test('a cancel ends both, and the worker', async () => {
  const { hang, begun } = hanging();
  const { spawn, closed } = workers(() => ({ sketch: hang, mask: hang }));
  const ai = maker(spawn);
  const stop = new AbortController();
  const both = [ai.sketch(input, 'small', { signal: stop.signal }), ai.make(input, 'small', { signal: stop.signal })];
  const ended = both.map((one) => assert.rejects(one, { name: 'AbortError' }));
  await begun(2);
  stop.abort();
  await Promise.all(ended);
  await closed(1);
  await assert.rejects(ai.sketch(input, 'small', { signal: stop.signal }), { name: 'AbortError' });
});

test('a thread that does not come up for the sketch: the mask is made with one', async () => {
  const { spawn, ports } = workers((index) => ({
    sketch: (/** @type {any} */ _, /** @type {any} */ emit) => {
      emit({ starting: 1 });
      return new Promise(() => {});
    },
    mask: (/** @type {any} */ { threads }) => (index === 0 ? new Promise(() => {}) : { value: threads }),
  }));
  const ai = maker(spawn, { threadsStill: 50 });
  const sketch = assert.rejects(ai.sketch(input, 'small', {}), { code: 'worker_hangs' });
  assert.equal(await ai.make(input, 'small', {}), 1);
  await sketch;
  assert.equal(ports.length, 2);
  ai.close();
});
