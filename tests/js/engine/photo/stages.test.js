import assert from 'node:assert/strict';
import { test } from 'node:test';
import { megapixelLimit, poolSize } from '../../../../js/engine/device.js';
import { asWispError, fill, MESSAGES, WispError } from '../../../../js/engine/errors.js';
import { headersFor } from '../../../../js/engine/offline/headers.js';
import { firstChanged, knobsOf, mustRun } from '../../../../js/engine/photo/stages.js';

const schema = {
  properties: {
    enhance: { properties: { gamma: { 'x-stage': 'view', default: 1 } } },
    trimap: { properties: { erode: { 'x-stage': 'survey', default: 5 } } },
    cutout: { properties: { background: { 'x-stage': 'cutout', default: 'transparent' } } },
    backdrop: { properties: { kappa: { 'x-stage': 'command', default: 3 } } },
  },
};

test('the first stage that a change asks for; a default named is no change', () => {
  const knobs = knobsOf(schema);
  assert.equal(firstChanged(knobs, {}, { trimap: { erode: 5 } }), null);
  assert.equal(firstChanged(knobs, {}, { cutout: { background: 'white' } }), 'cutout');
  assert.equal(firstChanged(knobs, { trimap: { erode: 9 } }, { enhance: { gamma: 2 } }), 'view');
  assert.equal(firstChanged(knobs, {}, { backdrop: { kappa: 2 } }), null, 'what only a command reads asks for nothing');
  assert.equal(firstChanged(knobs, {}, { backdrop: { kappa: 2 }, cutout: { background: 'white' } }), 'cutout');
  assert.equal(mustRun('refine', 'survey'), true);
  assert.equal(mustRun('mask', 'survey'), false);
  assert.equal(mustRun('view', null), false);
});

test('sentences take their values', () => {
  assert.equal(fill('{a} of {b}', { a: 1 }), '1 of {b}');
  for (const text of Object.values(MESSAGES)) assert.match(text, /^[A-Z].*\.$/s);
  assert.equal(new WispError('x', 'not_image').message, MESSAGES.not_image);
});

test('failed allocations are told as memory', () => {
  assert.equal(/** @type {WispError} */ (asWispError(new RangeError('Array buffer allocation failed'), 'refine')).code, 'out_of_memory');
  assert.equal(/** @type {WispError} */ (asWispError(new Error('x'), 'refine')).code, 'internal');
});

test('only the AI worker may compile code', () => {
  const policy = (/** @type {string} */ path) => headersFor(path)['Content-Security-Policy'];
  for (const path of ['/', '/some/where/index.html', '/assets/refine.worker-abc.js', '/assets/encode.worker-abc.js', '/mask.workers.js']) {
    assert.doesNotMatch(policy(path), /'unsafe-eval'|script-src[^;]*blob:/);
    assert.match(policy(path), /connect-src 'self';/);
  }
  assert.match(policy('/sub/assets/mask.worker-abc.js'), /'unsafe-eval'/);
  assert.match(policy('/sub/assets/mask.worker-abc.js'), /connect-src 'self' blob:;/);
});

test('the pool fits the device', () => {
  const device = { cores: 8, memory: 8, phone: false, ios: false };
  assert.equal(poolSize(device), 4);
  assert.equal(poolSize({ ...device, cores: 2 }), 2);
  assert.equal(poolSize({ ...device, memory: 1 }), 1);
  assert.equal(poolSize({ ...device, ios: true }), 1);
  assert.equal(megapixelLimit(device), 100);
  assert.ok(megapixelLimit({ ...device, ios: true }) < 100);
});
