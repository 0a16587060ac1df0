import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { encodePng } from '../../../../js/engine/codecs/png.js';
import { presetOf, withLongest, withPercent, withSide } from '../../../../js/page/document/size.js';
import { niceStep, readPlot } from '../../../../js/page/features/export/plot.js';
import { bandsOf, estimatePng } from '../../../../js/page/features/export/png-size.js';
import { reasonOf } from '../../../../js/page/features/export/reasons.js';
import { look } from '../../../../js/page/i18n/index.js';

const photo = { width: 4096, height: 2731 };

test('a typed side keeps the proportions and its own exact value', () => {
  assert.deepEqual(withSide(photo, photo, 'width', 1600, true), { width: 1600, height: 1067 });
  assert.deepEqual(withSide(photo, photo, 'height', 100.4, true), { width: 150, height: 100 });
  assert.deepEqual(withSide(photo, photo, 'width', 1600, false), { width: 1600, height: 2731 });
});

test('a download is never larger than the photo', () => {
  for (const linked of [true, false]) assert.deepEqual(withSide(photo, photo, 'width', 128000, linked), photo);
  assert.deepEqual(withPercent(photo, 400), photo);
  assert.deepEqual(withPercent(photo, 0.001), { width: 1, height: 1 });
  assert.deepEqual(withSide({ width: 9000, height: 10 }, photo, 'width', 2, true), { width: 2, height: 1 });
});

test('presets are found again from their size', () => {
  assert.equal(presetOf(photo, null), 'original');
  assert.equal(presetOf(photo, withLongest(photo, 1600)), 'edge 1600');
  assert.equal(presetOf(photo, withPercent(photo, 50)), 'edge 2048');
  assert.equal(presetOf(photo, withPercent(photo, 25)), 'percent 25');
  assert.equal(presetOf(photo, { width: 7, height: 7 }), 'own');
});

test('a PNG is estimated from bands that are spread over the whole picture', async () => {
  const bands = bandsOf(4000);
  assert.equal(bands[0].first, 0);
  assert.equal(bands.at(-1)?.first, 3984);
  assert.deepEqual(bandsOf(100), [{ first: 0, count: 100 }]);
  const [width, height] = [64, 1000];
  const noise = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255);
  const real = (await encodePng(noise, width, height)).size;
  assert.ok(Math.abs((await estimatePng(noise, width, height)) / real - 1) < 0.1);
});

test('ticks step by 1, 2 or 5', () => {
  assert.deepEqual(
    [1, 0.9, 3, 0.0032, 70].map((range) => niceStep(range, 4)).map((step) => Number(step.toPrecision(3))),
    [0.5, 0.5, 1, 0.001, 20],
  );
});

test('the plot shows the limit and the choice, and the fit inside its frame', () => {
  const report = {
    probe_samples: [0.01, 0.5, 1, 1.5].map((strength) => ({ strength, metric_value: 0.0008 * strength ** 2 })),
    effective_target_artifact_ratio: 0.001,
    measured_metric_value: 0.001,
    selected_strength: 1.12,
    fit_coefficients: [0, 0.0008, 0, 0],
  };
  const plot = /** @type {NonNullable<ReturnType<typeof readPlot>>} */ (readPlot(report));
  assert.ok(plot.right >= 1.12 && plot.top >= 0.003);
  assert.equal(plot.probes.length, 4);
  assert.ok(plot.line.every(({ y }) => y <= plot.top));
  assert.ok(Math.abs(plot.line[48].y - 0.0008 * plot.line[48].x ** 2) < 1e-12);
  assert.equal(readPlot({ ...report, probe_samples: [] }), null);
});

test('every recommendation has its reason in both languages, with the numbers of the report', () => {
  const source = readFileSync(new URL('../../../../py/wispcut/resample/recommend.py', import.meta.url), 'utf8');
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
