import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { longPress } from '../../../../../js/page/features/stage/long-press.js';

const LONG = 10_000;
const peeking = { value: false };
const press = longPress(peeking);
/** @param {number} x @param {string} [pointerType] */
const at = (x, pointerType = 'touch') => /** @type {PointerEvent} */ ({ pointerType, clientX: x, clientY: 100 });

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => {
  press.end();
  mock.timers.reset();
});

test('a finger that rests, or shakes a little, shows the original until it is lifted', () => {
  press.begin(at(100));
  press.move(at(104));
  assert.equal(peeking.value, false);
  mock.timers.tick(LONG);
  assert.equal(peeking.value, true);
  press.end();
  assert.equal(peeking.value, false);
});

test('a finger that moves does not rest, however long it stays then', () => {
  press.begin(at(100));
  press.move(at(120));
  mock.timers.tick(LONG);
  assert.equal(peeking.value, false);
});

test('moving ends what a rest began', () => {
  press.begin(at(100));
  mock.timers.tick(LONG);
  press.move(at(120));
  assert.equal(peeking.value, false);
});

test('a mouse does not rest', () => {
  press.begin(at(100, 'mouse'));
  mock.timers.tick(LONG);
  assert.equal(peeking.value, false);
});

test("the browser's menu is kept away only while the original is shown", () => {
  const prevented = () => {
    const event = new Event('contextmenu', { cancelable: true });
    press.menu(event);
    return event.defaultPrevented;
  };
  press.begin(at(100));
  assert.equal(prevented(), false);
  mock.timers.tick(LONG);
  assert.equal(prevented(), true);
});
