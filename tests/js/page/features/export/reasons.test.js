import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reasonOf } from '../../../../../js/page/features/export/reasons.js';
import { look } from '../../../../../js/page/i18n/index.js';

test('every recommendation has its reason in both languages, with the numbers of the report', () => {
  const source = readFileSync(new URL('../../../../../py/wispcut/resample/recommend.py', import.meta.url), 'utf8');
  const kinds = [...source.matchAll(/_recommend\(\s+"(\w+)"/g)].map(([, kind]) => kind);
  assert.equal(kinds.length, 6);
  const report = {
    evaluator_result: { features: { edge_density: 0.2 }, suggested_strength: 0.44 },
    region_coverage: { risky_halo_zone_fraction: 0.3 },
  };
  const say = { percent: (/** @type {number} */ share) => `${share * 100} %`, number: String };
  for (const kind of kinds) {
    for (const severity of ['Info', 'Warning']) {
      const why = reasonOf({ kind, severity, patch: { resize: { target_artifact_ratio: 0.002 } } }, report, say);
      for (const language of /** @type {const} */ (['en', 'de'])) {
        assert.match(look(language, why?.key ?? '', why?.values) ?? '', /^[^{}]+\.$/, `${kind} ${language}`);
      }
    }
  }
  assert.equal(reasonOf({ kind: 'New', severity: 'Info', patch: {} }, report, say), null);
});
