import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, record, redo, undo } from '../../../../js/page/document/history.js';

test('undo and redo walk the same documents back and forth', () => {
  const [a, b, c] = [{ n: 1 }, { n: 2 }, { n: 3 }];
  let history = record(record(begin(a), b), c);
  history = undo(history);
  assert.equal(history.present, b);
  history = undo(undo(history));
  assert.equal(history.present, a);
  history = redo(redo(redo(history)));
  assert.equal(history.present, c);
});

test('a new step forgets what was undone', () => {
  const history = record(undo(record(begin('a'), 'b')), 'c');
  assert.deepEqual(history.future, []);
  assert.equal(undo(history).present, 'a');
});

test('a dragged slider is one step, two drags are two', () => {
  let history = begin(0);
  for (let i = 1; i <= 5; i++) history = record(history, i, 'knob a', 1000 + i * 50);
  history = record(history, 6, 'knob a', 9000);
  assert.equal(undo(history).present, 5);
  assert.equal(undo(undo(history)).present, 0);
});

test('changes of different knobs never join', () => {
  const history = record(record(begin(0), 1, 'knob a', 10), 2, 'knob b', 20);
  assert.equal(undo(history).present, 1);
});

test('the same document is no step, and the past has an end', () => {
  const start = begin('x');
  assert.equal(record(start, 'x'), start);
  let history = begin(-1);
  for (let i = 0; i < 500; i++) history = record(history, i);
  assert.equal(history.past.length, 200);
});
