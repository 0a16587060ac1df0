// Downloads over a real connection that is cut, damaged or stands still, at the start, in the middle and at the end.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { fetchChecked, sha256Hex } from '../../../js/engine/fetch.js';

const STALL = 600;
const PLACES = /** @type {const} */ (['start', 'middle', 'end']);
const body = new Uint8Array(300_000).map((_, i) => (i * 31) % 251);
const entry = { sha256: await sha256Hex(body.buffer) };
/** @type {Record<string, number>} */
const cuts = { start: 0, middle: body.length >> 1, end: body.length - 1 };

/** Addresses are `/how/place`, `/fine`, `/slow` and `/missing`. */
const server = createServer((request, response) => {
  const [, how, place] = /** @type {string} */ (request.url).split('/');
  asked.push(/** @type {string} */ (request.url));
  const at = cuts[place];
  if (how === 'missing') return response.writeHead(404).end('no');
  if (how === 'stall' && place === 'start') return undefined;
  if (how === 'cut' && place === 'start') return request.socket.destroy();
  response.writeHead(200, { 'Content-Length': body.length });
  if (how === 'fine' || (how === 'once' && asked.filter((url) => url === request.url).length > 1)) return response.end(body);
  if (how === 'damage' || how === 'once') {
    const wrong = body.slice();
    wrong[at] ^= 1;
    return response.end(wrong);
  }
  if (how === 'slow') return trickle(response, 0);
  response.write(body.subarray(0, at));
  return how === 'cut' ? setTimeout(() => request.socket.destroy(), 20) : undefined;
});
const asked = /** @type {string[]} */ ([]);
await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
const fetching = (/** @type {string} */ path, options = {}) =>
  fetchChecked(`http://127.0.0.1:${port}${path}`, entry, 'load', { stall: STALL, ...options });
after(() => server.close() && server.closeAllConnections());

/** A piece every third of the limit; four limits in all. @param {import('node:http').ServerResponse} response @param {number} at */
function trickle(response, at) {
  const next = Math.min(body.length, at + body.length / 12);
  response.write(body.subarray(at, next));
  if (next < body.length) setTimeout(() => trickle(response, next), STALL / 3);
  else response.end();
}

for (const place of PLACES) {
  test(`cut at the ${place}: it did not load`, { timeout: 20_000 }, () =>
    assert.rejects(fetching(`/cut/${place}`), { code: 'load_failed' }),
  );

  test(`damaged at the ${place}: it is fetched afresh once, then called damaged`, { timeout: 20_000 }, async () => {
    await assert.rejects(fetching(`/damage/${place}`), { code: 'damaged_file' });
    assert.equal(asked.filter((url) => url === `/damage/${place}`).length, 2);
    assert.deepEqual(new Uint8Array(await (await fetching(`/once/${place}`)).arrayBuffer()), body);
  });

  test(`standing still at the ${place}: it did not load, and why is said`, { timeout: 20_000 }, () =>
    assert.rejects(fetching(`/stall/${place}`), { code: 'load_failed', details: /nothing arrived for 0\.6 s/ }),
  );

  test(`a cancel while it stands still at the ${place}`, { timeout: 20_000 }, async () => {
    const stop = new AbortController();
    const going = fetching(`/stall/${place}`, { signal: stop.signal, stall: 1e6 });
    setTimeout(() => stop.abort(), 50);
    await assert.rejects(going, { name: 'AbortError' });
  });
}

test('slow is not still, and every byte is told', { timeout: 30_000 }, async () => {
  let told = 0;
  const whole = await fetching('/slow', { onBytes: (/** @type {number} */ bytes) => (told += bytes) });
  assert.deepEqual(new Uint8Array(await whole.arrayBuffer()), body);
  assert.equal(told, body.length);
});

test('bytes that arrived in vain are taken back', { timeout: 20_000 }, async () => {
  let told = 0;
  await assert.rejects(fetching('/damage/middle', { onBytes: (/** @type {number} */ bytes) => (told += bytes) }));
  assert.equal(told, 0);
});

test('an answer that heeds no signal is given up all the same', { timeout: 20_000 }, () =>
  assert.rejects(fetching('/fine', { get: () => new Promise(() => {}) }), { code: 'load_failed' }),
);

test('what is missing is named', { timeout: 20_000 }, () =>
  assert.rejects(fetching('/missing'), { code: 'load_failed', details: /HTTP 404/ }),
);
