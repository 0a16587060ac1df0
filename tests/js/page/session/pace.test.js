import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimate, learn, measured } from '../../../../js/page/session/pace.js';

const SURVEY = 1e6;

test('a device learns its pace, and other qualities follow in proportion', () => {
  assert.equal(estimate(null, 'best', 1e6, SURVEY), null);
  const pace = learn(null, { quality: 'balanced', base: 3, hair: 4, unknown: 1e5, pixels: 1e6 }, SURVEY);
  assert.equal(estimate(pace, 'balanced', 1e6, SURVEY), 7);
  assert.ok(/** @type {number} */ (estimate(pace, 'fast', 1e6, SURVEY)) < 5);
  assert.ok(/** @type {number} */ (estimate(pace, 'best', 1e6, SURVEY)) > 8);
  assert.equal(estimate(pace, 'balanced', 1e6, SURVEY, 2e5), 11);
  const later = learn(pace, { quality: 'balanced', base: 5, hair: 8, unknown: 1e5, pixels: 1e6 }, SURVEY);
  assert.equal(later.base, 4);
  assert.equal(later.rate, 60);
});

test('hair is solved for on the survey: a photo of many megapixels takes no longer for it', () => {
  const pace = learn(null, { quality: 'fast', base: 3, hair: 4, unknown: 1e6, pixels: 1e7 }, SURVEY);
  assert.equal(estimate(pace, 'fast', 1e7, SURVEY), 7);
  assert.equal(estimate(pace, 'fast', 1e6, SURVEY), 7);
  assert.ok(/** @type {number} */ (estimate(pace, 'fast', 1e5, SURVEY)) < 4);
});

test('what is loaded once teaches nothing', () => {
  const made = /** @type {any} */ ({
    timings: { mask: 30_000, survey: 1000, preview: 500, refine: 2000 },
    photo: { width: 1000, height: 2000 },
    summary: { unknown: 5e5 },
  });
  assert.deepEqual(measured(made, 'balanced', 28_000), { quality: 'balanced', base: 2.5, hair: 3, unknown: 5e5, pixels: 2e6 });
  assert.equal(measured(made, 'balanced', 90_000).base, 0);
});
