import assert from 'node:assert/strict';
import { test } from 'node:test';
import { niceStep, readPlot } from '../../../../../js/page/features/export/plot.js';

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
