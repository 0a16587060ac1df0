// The worker of codecs, as a message port: a cancel ends what it is meant for, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pictures } from '../../../../js/engine/codecs/pictures.js';
import { counter, hanging } from '../../wait.js';
import { workers } from '../../workers.js';

const hang = () => new Promise(() => {});

const picture = () => ({
  pixels: new Uint8Array(4),
  width: 1,
  height: 1,
  channels: /** @type {const} */ (4),
  bits: /** @type {const} */ (8),
  quality: 90,
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

test('a worker that dies over a picture is said to have died; the next picture gets another', async () => {
  const { spawn, ports } = workers((index) => ({ decode: () => (index === 0 ? (ports[0].close(), hang()) : { value: 'well' }) }));
  const pictures = new Pictures(spawn);
  await assert.rejects(pictures.decode(new Blob(), 1, 0), { stage: 'open', code: 'worker_died' });
  assert.equal(await pictures.decode(new Blob(), 1, 0), 'well');
  pictures.close();
});

/** @param {(name: string) => any} spawn @param {object} [more] */
