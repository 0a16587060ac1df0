import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knobCalled, settingOf } from '../../../../js/engine/schema.js';
import {
  complete,
  differing,
  fitted,
  fromSlider,
  isLogarithmic,
  LOG_STEPS,
  toSlider,
  withoutPicture,
  withValue,
} from '../../../../js/page/document/knobs.js';
import { knobs } from '../../schema.js';

const knob = (/** @type {string} */ name) => knobCalled(knobs, name);

test('settings keep only what differs from the default', () => {
  const changed = withValue({}, knob('trimap.erode'), 9);
  assert.deepEqual(changed, { trimap: { erode: 9 } });
  assert.equal(settingOf(changed, knob('trimap.erode')), 9);
  assert.equal(settingOf(changed, knob('trimap.foreground')), 240);
  assert.deepEqual(withValue(changed, knob('trimap.erode'), 5), {});
  assert.equal(withValue(changed, knob('trimap.erode'), 9), changed);
});

test('a background picture is not kept, other settings are', () => {
  const background = knob('cutout.background');
  const white = { cutout: { background: 'white' } };
  assert.equal(withoutPicture(white, background), white);
  const image = { cutout: { background: 'image', mask_only: true }, trimap: { erode: 6 } };
  assert.deepEqual(withoutPicture(image, background), { cutout: { mask_only: true }, trimap: { erode: 6 } });
});

test('differing names the knobs that a change touched, through defaults', () => {
  const full = complete({}, knobs);
  assert.deepEqual(differing(full, {}, knobs), []);
  assert.deepEqual(
    differing(full, { trimap: { erode: 6 } }, knobs).map(({ name }) => name),
    ['trimap.erode'],
  );
});

test('wide ranges get a logarithmic slider that keeps both ends', () => {
  const epsilon = knob('guided_filter.epsilon');
  assert.equal(isLogarithmic(epsilon), true);
  assert.equal(isLogarithmic(knob('trimap.erode')), false);
  assert.equal(fromSlider(epsilon, 0), 1e-6);
  assert.equal(fromSlider(epsilon, LOG_STEPS), 0.1);
  assert.equal(toSlider(epsilon, 1e-4), Math.round(LOG_STEPS * 0.4));
});

test('typed numbers are made fit', () => {
  assert.equal(fitted(knob('trimap.foreground'), 300.4), 255);
  assert.equal(fitted(knob('trimap.foreground'), 200.6), 201);
  assert.equal(fitted(knob('trimap.erode'), 3.25), 3.25);
});
