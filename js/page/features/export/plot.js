/** The numbers behind the sharpness plot: ranges, ticks, the fitted line as a path. Pure. */

/** @typedef {import('../../../engine/types.js').ResizeReport} ResizeReport */
/** @typedef {ResizeReport['probe_samples'][number]} Probe */
/** @typedef {Pick<ResizeReport, 'probe_samples' | 'fit_coefficients' | 'selected_strength' | 'measured_metric_value' | 'effective_target_artifact_ratio'>} Probed */
/**
 * @typedef {object} Plot
 * @property {number} right largest strength shown
 * @property {number} top largest share shown
 * @property {number[]} columns ticks of the strength
 * @property {number[]} rows ticks of the share
 * @property {Probe[]} probes
 * @property {{x: number, y: number}[]} line the fit, clipped to the top
 */

/**
 * A step of 1, 2 or 5 times a power of ten that cuts a range into at most `count` parts.
 * @param {number} range
 * @param {number} count
 */
export function niceStep(range, count) {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return step * power;
}

/**
 * @param {Probed} report of the resizing
 * @returns {Plot | null} null when nothing was probed
 */
export function readPlot(report) {
  const probes = report.probe_samples.filter((probe) => Number.isFinite(probe.metric_value));
  if (!probes.length) return null;
  const chosen = report.selected_strength;
  const limit = report.effective_target_artifact_ratio;
  // The choice and the limit stand in the middle of the picture, whatever far probes say.
  const widest = Math.min(Math.max(...probes.map(({ strength }) => strength)), Math.max(chosen * 2.4, 0.05));
  const highest = Math.max(limit * 3.2, report.measured_metric_value);
  const columnStep = niceStep(widest, 4);
  const rowStep = niceStep(highest, 4);
  const right = Math.ceil(widest / columnStep - 1e-9) * columnStep;
  const top = Math.ceil(highest / rowStep - 1e-9) * rowStep;
  return {
    right,
    top,
    columns: ticks(right, columnStep),
    rows: ticks(top, rowStep),
    probes: probes.filter(({ strength, metric_value: share }) => strength <= right && share <= top * 1.001),
    line: curve(report.fit_coefficients, right, top),
  };
}

/** @param {number} end @param {number} step */
function ticks(end, step) {
  return Array.from({ length: Math.round(end / step) + 1 }, (_, i) => i * step);
}

/**
 * @param {number[] | null} coefficients from the third power down
 * @param {number} right
 * @param {number} top
 */
function curve(coefficients, right, top) {
  if (!coefficients) return [];
  const [a, b, c, d] = coefficients;
  const points = Array.from({ length: 97 }, (_, i) => {
    const x = (right * i) / 96;
    return { x, y: ((a * x + b) * x + c) * x + d };
  });
  const end = points.findIndex(({ y }) => y > top);
  return (end < 0 ? points : points.slice(0, end)).map(({ x, y }) => ({ x, y: Math.max(0, y) }));
}
