import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advance, beginProgress, quarter, secondsLeft, spansOf, stepOf } from '../../../../js/page/session/progress.js';
import { stages } from '../../schema.js';

const spans = spansOf(stages);
/** @param {any} stage @param {number} done @param {number} total */
const event = (stage, done, total) => ({ type: /** @type {const} */ ('stage'), stage, done, total });

test('the bar never falls and ends full', () => {
  let progress = beginProgress(0);
  let last = 0;
  const events = [
    event('decode', 1, 1),
    event('mask', 1, 4),
    event('load', 0, 44),
    event('mask', 4, 4),
    event('survey', 1, 1),
    event('refine', 0, 10),
    event('refine', 10, 10),
  ];
  for (const each of events) {
    progress = advance(progress, each, 10, spans);
    assert.ok(progress.share >= last);
    last = progress.share;
  }
  assert.equal(last, 1);
});

test('time left waits for two seconds of evidence in the stage', () => {
  let progress = advance(beginProgress(0), event('refine', 0, 10), 1000, spans);
  progress = advance(progress, event('refine', 4, 10), 2500, spans);
  assert.equal(secondsLeft(progress, 2500), null);
  assert.equal(secondsLeft(progress, 5000), 6);
  assert.equal(secondsLeft(advance(progress, event('refine', 10, 10), 6000, spans), 6000), null);
});

test('steps and quarters', () => {
  assert.deepEqual([stepOf('decode'), stepOf('load'), stepOf('survey'), stepOf('refine')], [1, 2, 3, 4]);
  assert.deepEqual([0, 0.24, 0.25, 0.99, 1].map(quarter), [0, 0, 25, 75, 75]);
});

test('the bar is divided by the weights of the stages', () => {
  const { enhance, load, mask, survey, refine } = spans;
  const width = (/** @type {[number, number]} */ [from, to]) => to - from;
  assert.equal(refine[1], 1);
  assert.deepEqual([enhance[1], load[1], mask[1], survey[1]], [load[0], mask[0], survey[0], refine[0]], 'no gaps');
  assert.ok(Math.abs(width(survey) / width(refine) - 2) < 1e-9);
  assert.ok(Math.abs((width(load) + width(mask)) / width(refine) - 1) < 1e-9);
});
