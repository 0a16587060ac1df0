import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { library, wasmAt } from '../../../../js/engine/codecs/library.js';

test('a library is started once, however many ask', async () => {
  let starts = 0;
  const engine = library('open', async () => ({ number: ++starts }));
  const [one, two] = await Promise.all([engine(), engine()]);
  assert.equal(one, two);
  assert.equal(await engine(), one);
  assert.equal(starts, 1);
});

test('a failure is told with its stage and reason, and the next call tries again', async () => {
  let starts = 0;
  const engine = library('encode', async () => {
    if (++starts === 1) throw new TypeError('404');
    return 'there';
  });
  const failed = { code: 'load_failed', stage: 'encode', details: 'TypeError: 404' };
  const both = await Promise.allSettled([engine(), engine()]);
  for (const each of both) {
    assert.ok(each.status === 'rejected');
    const { code, stage, details } = each.reason;
    assert.deepEqual({ code, stage, details }, failed);
  }
  assert.equal(await engine(), 'there');
  assert.equal(starts, 2);
});

test('a download that stands still, is cut or missing fails, and the next call tries again', { timeout: 20_000 }, async (t) => {
  const ways = ['still', 'cut', 'missing', 'fine'];
  const server = createServer((_request, response) => {
    const way = ways.shift();
    if (way === 'missing') return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Length': 8 });
    response.write('half');
    if (way === 'cut') response.destroy();
    return way === 'fine' ? response.end('more') : undefined;
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  t.after(() => server.close() && server.closeAllConnections());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const engine = library('open', () => wasmAt(`http://127.0.0.1:${port}/codec.wasm`, { stall: 300 }));
  await assert.rejects(engine(), { code: 'load_failed', details: /nothing arrived for 0\.3 s/ });
  await assert.rejects(engine(), { code: 'load_failed' });
  await assert.rejects(engine(), { code: 'load_failed', details: /HTTP 404/ });
  assert.equal(new TextDecoder().decode(await engine()), 'halfmore');
});
