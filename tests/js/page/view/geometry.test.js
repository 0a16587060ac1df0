import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fit, MAX_ZOOM, nextStep, photoRect, settle, toPhoto, visible, zoomAt } from '../../../../js/page/view/geometry.js';

const photo = { width: 4000, height: 3000 };
const stage = { width: 1000, height: 700 };

test('a fitted photo lies in the middle with its margin', () => {
  const rect = photoRect(fit(photo, stage, 28), photo, stage);
  assert.ok(Math.abs(rect.height - 644) < 1e-9);
  assert.ok(Math.abs(rect.y - 28) < 1e-9);
  assert.ok(Math.abs(rect.x * 2 + rect.width - stage.width) < 1e-9);
});

test('zooming keeps the point under the pointer', () => {
  const camera = fit(photo, stage, 28);
  const point = { x: 123, y: 456 };
  const before = toPhoto(camera, stage, point);
  const after = toPhoto(zoomAt(camera, 3.7, stage, point, 0.01), stage, point);
  assert.ok(Math.hypot(before.x - after.x, before.y - after.y) < 1e-9);
});

test('zoom has a least and a largest', () => {
  const camera = fit(photo, stage, 0);
  const point = { x: 0, y: 0 };
  assert.equal(zoomAt(camera, 1e9, stage, point, 0.01).zoom, MAX_ZOOM);
  assert.equal(zoomAt(camera, 0, stage, point, 0.2).zoom, 0.2);
});

test('a photo larger than the stage never leaves a gap, a smaller one stays centred', () => {
  const far = settle({ zoom: 1, x: 99999, y: -5 }, photo, stage, 28);
  const rect = photoRect(far, photo, stage);
  assert.equal(rect.x + rect.width, stage.width - 28);
  assert.equal(rect.y, 28);
  assert.deepEqual(settle({ zoom: 0.05, x: 1, y: 1 }, photo, stage, 28), { zoom: 0.05, x: 2000, y: 1500 });
});

test('the visible part is cut to the stage', () => {
  assert.deepEqual(visible({ x: -50, y: 20, width: 2000, height: 100 }, stage), { x: 0, y: 20, width: 1000, height: 100 });
  assert.deepEqual(visible({ x: 2000, y: 0, width: 10, height: 10 }, stage).width, 0);
});

test('zoom steps are half octaves through 1 in both directions', () => {
  assert.ok(Math.abs(nextStep(1, 1) - Math.SQRT2) < 1e-12);
  assert.ok(Math.abs(nextStep(nextStep(1, 1), -1) - 1) < 1e-12);
  assert.ok(Math.abs(nextStep(0.9, 1) - 1) < 1e-12);
  assert.ok(Math.abs(nextStep(1.1, -1) - 1) < 1e-12);
});
