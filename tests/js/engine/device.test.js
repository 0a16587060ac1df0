import assert from 'node:assert/strict';
import { test } from 'node:test';
import { megapixelLimit, poolSize } from '../../../js/engine/device.js';

test('the pool fits the device', () => {
  const device = { cores: 8, memory: 8, phone: false, ios: false };
  assert.equal(poolSize(device), 4);
  assert.equal(poolSize({ ...device, cores: 2 }), 2);
  assert.equal(poolSize({ ...device, memory: 1 }), 1);
  assert.equal(poolSize({ ...device, ios: true }), 1);
  assert.equal(megapixelLimit(device), 100);
  assert.ok(megapixelLimit({ ...device, ios: true }) < 100);
});
