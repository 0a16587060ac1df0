import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readKnobs } from '../../../../js/engine/schema.js';
import { sameFile } from '../../../../js/page/document/same-file.js';
import { schemaOf } from '../../schema.js';

const knobs = readKnobs(schemaOf({ trimap: { erode: { default: 5, minimum: 0, maximum: 40 } } }));
/** @type {import('../../../../js/page/document/strokes.js').Stroke} */
const stroke = { id: 1, time: 0, tool: 'keep', size: 9, points: [1, 1] };
/** @returns {import('../../../../js/page/document/document.js').Doc} */
const doc = (change = {}) => ({ settings: {}, marks: [], size: null, crop: false, ...change });

test('a file comes out the same by what is asked for, not by the objects that ask', () => {
  assert.ok(sameFile(doc(), doc({ settings: { trimap: { erode: 5 } } }), knobs));
  const marks = [stroke];
  const size = { width: 10, height: 20 };
  assert.ok(sameFile(doc({ marks: [stroke], size }), doc({ marks, size: { ...size } }), knobs));
});

test('settings, size, crop and marks each make another file', () => {
  const changes = [{ settings: { trimap: { erode: 6 } } }, { size: { width: 10, height: 20 } }, { crop: true }, { marks: [stroke] }];
  for (const change of changes) {
    assert.ok(!sameFile(doc(), doc(change), knobs), Object.keys(change)[0]);
    assert.ok(!sameFile(doc(change), doc(), knobs), Object.keys(change)[0]);
  }
});
