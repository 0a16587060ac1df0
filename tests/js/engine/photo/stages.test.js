import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstChanged, mustRun } from '../../../../js/engine/photo/stages.js';
import { readKnobs } from '../../../../js/engine/schema.js';
import { schemaOf } from '../../schema.js';

const knobs = readKnobs(
  schemaOf({
    enhance: { gamma: { 'x-stage': 'view', default: 1 } },
    trimap: { erode: { 'x-stage': 'survey', default: 5 } },
    cutout: { background: { 'x-stage': 'cutout', default: 'transparent' } },
    backdrop: { kappa: { 'x-stage': 'command', default: 3 } },
  }),
);

test('the first stage that a change asks for; a default named is no change', () => {
  assert.equal(firstChanged(knobs, {}, { trimap: { erode: 5 } }), null);
  assert.equal(firstChanged(knobs, {}, { cutout: { background: 'white' } }), 'cutout');
  assert.equal(firstChanged(knobs, { trimap: { erode: 9 } }, { enhance: { gamma: 2 } }), 'view');
  assert.equal(firstChanged(knobs, {}, { backdrop: { kappa: 2 } }), null, 'what only a command reads asks for nothing');
  assert.equal(firstChanged(knobs, {}, { backdrop: { kappa: 2 }, cutout: { background: 'white' } }), 'cutout');
  assert.equal(mustRun('refine', 'survey'), true);
  assert.equal(mustRun('mask', 'survey'), false);
  assert.equal(mustRun('view', null), false);
});
