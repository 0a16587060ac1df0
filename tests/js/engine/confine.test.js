// A scope of its own (a thread) that confines itself, and two real hosts: its own and another.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

const came = /** @type {string[]} */ ([]);
/** @param {string} name */
async function host(name) {
  const server = createServer((request, response) => {
    came.push(`${name} ${request.method} ${request.url}`);
    response.end('here');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  return { server, url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/` };
}

const SCRIPT = `(async ([confineUrl, own, foreign, scopes]) => {
  const { parentPort } = require('node:worker_threads');
  globalThis.self = globalThis;
  globalThis.location = new URL(own);
  for (const name of ['XMLHttpRequest', 'Worker', 'importScripts']) globalThis[name] ??= class {};
  const { confine } = await import(confineUrl);
  confine({ scopes });
  const ask = (url, init) => fetch(url, init).then(() => 'reached', () => 'refused');
  const left = () => ['XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'importScripts'].filter((name) => name in globalThis);
  parentPort.postMessage({
    left: left(),
    own: await ask(own + 'file'),
    blob: await ask(URL.createObjectURL(new Blob(['x']))),
    foreign: await ask(foreign + 'photo'),
    post: await ask(own + 'post', { method: 'POST', body: 'photo' }),
    request: await ask(new Request(foreign + 'request', { method: 'POST', body: 'photo' })),
    late: await ask(own + 'late'),
  });
})(require('node:worker_threads').workerData)`;

test('a confined scope loads files of its own origin and reaches no other', { timeout: 60_000 }, async (t) => {
  const [own, foreign] = await Promise.all([host('own'), host('foreign')]);
  t.after(() => {
    for (const { server } of [own, foreign]) server.close() && server.closeAllConnections();
  });
  for (const [scopes, left] of /** @type {[boolean, string[]][]} */ ([
    [true, ['Worker', 'importScripts']],
    [false, []],
  ])) {
    came.length = 0;
    const workerData = [new URL('../../../js/engine/confine.js', import.meta.url).href, own.url, foreign.url, scopes];
    const worker = new Worker(SCRIPT, { eval: true, workerData });
    t.after(() => worker.terminate());
    const told = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    const answers = { own: 'reached', blob: 'reached', foreign: 'refused', post: 'refused', request: 'refused', late: 'reached' };
    assert.deepEqual(told, { left, ...answers });
    assert.deepEqual(came, ['own GET /file', 'own GET /late']);
  }
});
