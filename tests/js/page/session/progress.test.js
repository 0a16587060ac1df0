import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countStates, listProgress } from '../../../../js/page/features/queue/counts.js';
import { failedText, uniqueNames } from '../../../../js/page/features/queue/names.js';
import { estimate, learn, lesson } from '../../../../js/page/session/pace.js';
import { advance, beginProgress, quarter, secondsLeft, stepOf } from '../../../../js/page/session/progress.js';

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
    progress = advance(progress, each, 10);
    assert.ok(progress.share >= last);
    last = progress.share;
  }
  assert.equal(last, 1);
});

test('time left waits for two seconds of evidence in the stage', () => {
  let progress = advance(beginProgress(0), event('refine', 0, 10), 1000);
  progress = advance(progress, event('refine', 4, 10), 2500);
  assert.equal(secondsLeft(progress, 2500), null);
  assert.equal(secondsLeft(progress, 5000), 6);
  assert.equal(secondsLeft(advance(progress, event('refine', 10, 10), 6000), 6000), null);
});

test('steps and quarters', () => {
  assert.deepEqual([stepOf('decode'), stepOf('load'), stepOf('survey'), stepOf('refine')], [1, 2, 3, 4]);
  assert.deepEqual([0, 0.24, 0.25, 0.99, 1].map(quarter), [0, 0, 25, 75, 75]);
});

test('a device learns its pace, and other qualities follow in proportion', () => {
  assert.equal(estimate(null, 'best', 1e6), null);
  const pace = learn(null, { quality: 'balanced', base: 3, hair: 4, unknown: 1e5, pixels: 1e6 });
  assert.equal(estimate(pace, 'balanced', 1e6), 7);
  assert.ok(/** @type {number} */ (estimate(pace, 'fast', 1e6)) < 5);
  assert.ok(/** @type {number} */ (estimate(pace, 'best', 1e6)) > 8);
  assert.equal(estimate(pace, 'balanced', 1e6, 2e5), 11);
  const later = learn(pace, { quality: 'balanced', base: 5, hair: 8, unknown: 1e5, pixels: 1e6 });
  assert.equal(later.base, 4);
  assert.equal(later.rate, 60);
});

test('hair is solved for on the survey: a photo of many megapixels takes no longer for it', () => {
  const pace = learn(null, { quality: 'fast', base: 3, hair: 4, unknown: 1e6, pixels: 1e7 });
  assert.equal(estimate(pace, 'fast', 1e7), 7);
  assert.equal(estimate(pace, 'fast', 1e6), 7);
  assert.ok(/** @type {number} */ (estimate(pace, 'fast', 1e5)) < 4);
});

test('what is loaded once teaches nothing', () => {
  const made = /** @type {any} */ ({
    settings: {},
    timings: { mask: 30_000, survey: 1000, preview: 500, refine: 2000 },
    photo: { width: 1000, height: 2000 },
    summary: { unknown: 5e5 },
  });
  assert.deepEqual(lesson(made, 28_000), { quality: 'balanced', base: 2.5, hair: 3, unknown: 5e5, pixels: 2e6 });
  assert.equal(lesson(made, 90_000).base, 0);
});

test('the list counts its states and knows how far it is', () => {
  /** @type {{state: import('../../../../js/page/features/queue/counts.js').State, seconds: number}[]} */
  const all = [
    { state: 'ready', seconds: 4 },
    { state: 'failed', seconds: 0 },
    { state: 'working', seconds: 0 },
    { state: 'waiting', seconds: 0 },
  ];
  assert.deepEqual(countStates(all), { all: 4, waiting: 1, working: 1, ready: 1, failed: 1, stopped: 0 });
  assert.deepEqual(listProgress(all, 0.5), { position: 3, share: 0.625, seconds: 6 });
  assert.equal(listProgress([{ state: 'working', seconds: 0 }], 0).seconds, null);
});

test('names in the ZIP are unique on any disk, and failures are listed', () => {
  assert.deepEqual(uniqueNames(['a.png', 'A.png', 'a.png', 'a (2).png', 'b']), ['a.png', 'A (2).png', 'a (3).png', 'a (2) (2).png', 'b']);
  assert.equal(failedText('Head', [{ name: 'x.pdf', why: 'Not a photo.' }]), 'Head\n\nx.pdf: Not a photo.\n');
});
