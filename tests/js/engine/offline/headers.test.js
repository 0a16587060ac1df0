import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headersFor, metaPolicy } from '../../../../js/engine/offline/headers.js';

test('only the AI worker may compile code', () => {
  const policy = (/** @type {string} */ path) => headersFor(path)['Content-Security-Policy'];
  for (const path of ['/', '/some/where/index.html', '/assets/python.worker-abc.js', '/assets/codec.worker-abc.js', '/mask.workers.js']) {
    assert.doesNotMatch(policy(path), /'unsafe-eval'|script-src[^;]*blob:/);
    assert.match(policy(path), /connect-src 'self';/);
  }
  assert.match(policy('/sub/assets/mask.worker-abc.js'), /'unsafe-eval'/);
  assert.match(policy('/sub/assets/mask.worker-abc.js'), /connect-src 'self' blob:;/);
});

test('the page carries the policy that headers would send, but for what a meta element cannot hold', () => {
  const header = headersFor('/')['Content-Security-Policy'].split('; ');
  const ours = metaPolicy().split('; ');
  assert.deepEqual(
    header.filter((part) => !ours.includes(part)),
    ["frame-ancestors 'none'"],
  );
  assert.deepEqual(
    ours.filter((part) => !header.includes(part)),
    [],
  );
});
