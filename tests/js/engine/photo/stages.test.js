import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rerunsOf, staleStages } from '../../../../js/engine/photo/stages.js';
import { readKnobs } from '../../../../js/engine/schema.js';
import { schemaOf, stages } from '../../schema.js';

const knobs = readKnobs(
  schemaOf({
    enhance: { gamma: { 'x-stage': 'view', default: 1 } },
    trimap: { erode: { 'x-stage': 'survey', default: 5 } },
    cutout: { background: { 'x-stage': 'cutout', default: 'transparent' } },
    backdrop: { kappa: { 'x-stage': 'command', default: 3 } },
  }),
);

test('a change runs its stage again and what follows from it; a default named is no change', () => {
  const stale = (/** @type {any} */ before, /** @type {any} */ after) => [...staleStages(stages, knobs, before, after)];
  assert.deepEqual(stale({}, { trimap: { erode: 5 } }), []);
  assert.deepEqual(stale({}, { cutout: { background: 'white' } }), ['cutout']);
  assert.deepEqual(stale({ trimap: { erode: 9 } }, { enhance: { gamma: 2 } }), ['view', 'mask', 'survey', 'refine', 'cutout']);
  assert.deepEqual(stale({}, { backdrop: { kappa: 2 } }), [], 'what only a command reads runs nothing again');
  assert.deepEqual(stale({}, { backdrop: { kappa: 2 }, cutout: { background: 'white' } }), ['cutout']);
  assert.deepEqual(rerunsOf(stages, 'survey'), ['survey', 'refine', 'cutout']);
});
