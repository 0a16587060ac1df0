// The workers of pictures and of the AI, as message ports: a cancel ends what it is meant for, and nothing beside it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MaskMaker } from '../../../../js/engine/ai/mask.js';
import { Pictures } from '../../../../js/engine/codecs/pictures.js';
import { WispError } from '../../../../js/engine/errors.js';
import { offer } from '../../../../js/engine/rpc.js';
import { counter, hanging } from '../../wait.js';

/** @param {(index: number) => Record<string, any>} functions what the worker of this number offers */
function workers(functions) {
  const ports = /** @type {MessagePort[]} */ ([]);
  const ended = /** @type {number[]} */ ([]);
  const closed = counter();
  return {
    ports,
    ended,
    closed: closed.times,
    spawn: () => {
      const { port1, port2 } = new MessageChannel();
      const index = ports.length;
      offer(functions(index), { endpoint: port2 });
      port2.addEventListener('close', () => {
        ended.push(index);
        closed.happen();
      });
      ports.push(port2);
      port2.start();
      port1.start();
      return port1;
    },
  };
}

const hang = () => new Promise(() => {});
const picture = () => ({
  pixels: new Uint8Array(4),
  width: 1,
  height: 1,
  channels: /** @type {const} */ (4),
  format: /** @type {const} */ ('png'),
});

test('a call made at the moment of a cancel is not cancelled with it', async () => {
  const { hang, begun } = hanging();
  const { spawn, ended, closed, ports } = workers((index) => ({ decode: index === 0 ? hang : () => ({ value: `by ${index}` }) }));
  const pictures = new Pictures(spawn);
  const stop = new AbortController();
  const first = pictures.decode(new Blob(), 1, 0, stop.signal);
  await begun(1);
  stop.abort();
  const second = pictures.decode(new Blob(), 1, 0);
  await assert.rejects(first, { name: 'AbortError' });
  assert.equal(await second, 'by 1');
  await closed(1);
  assert.deepEqual(ended, [0], 'the worker of the cancelled call ended');
  assert.equal(await pictures.decode(new Blob(), 1, 0), 'by 1');
  assert.equal(ports.length, 2);
  pictures.close();
});

test('what runs beside a cancelled call comes to its end', async () => {
  let finish = () => {};
  const encoding = counter();
  const encode = () => {
    encoding.happen();
    return new Promise((done) => (finish = () => done({ value: 'file' })));
  };
  const { spawn, ended, closed } = workers(() => ({ decode: hang, encode }));
  const pictures = new Pictures(spawn);
  const stop = new AbortController();
  const ahead = pictures.decode(new Blob(), 1, 0, stop.signal);
  const download = pictures.encode(picture(), {});
  await encoding.times(1);
  stop.abort();
  await assert.rejects(ahead, { name: 'AbortError' });
  finish();
  assert.equal(await download, 'file');
  await closed(1);
  assert.deepEqual(ended, [0]);
});

test('a call that was cancelled before it began costs nobody a worker', async () => {
  const { spawn, ports } = workers(() => ({ decode: () => ({ value: 1 }) }));
  const pictures = new Pictures(spawn);
  await pictures.decode(new Blob(), 1, 0);
  await assert.rejects(pictures.decode(new Blob(), 1, 0, AbortSignal.abort()), { name: 'AbortError' });
  await pictures.decode(new Blob(), 1, 0);
  assert.equal(ports.length, 1);
  pictures.close();
});

test('a worker that dies over a picture had too little memory; the next picture gets another', async () => {
  const { spawn, ports } = workers((index) => ({ decode: () => (index === 0 ? (ports[0].close(), hang()) : { value: 'well' }) }));
  const pictures = new Pictures(spawn);
  await assert.rejects(pictures.decode(new Blob(), 1, 0), { stage: 'open', code: 'out_of_memory' });
  assert.equal(await pictures.decode(new Blob(), 1, 0), 'well');
  pictures.close();
});

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
