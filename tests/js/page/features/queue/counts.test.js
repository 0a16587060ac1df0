import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countStates, listProgress } from '../../../../../js/page/features/queue/counts.js';

test('the list counts its states and knows how far it is', () => {
  /** @type {{state: import('../../../../../js/page/features/queue/counts.js').State, seconds: number}[]} */
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
