/** Tries as rings, the fit as a line, the limit dashed, the choice in plum with its number. */
import { say, t } from '../../i18n/index.js';

const BOX = { left: 34, right: 292, top: 10, bottom: 128 };

/** @param {{plot: import('./plot.js').Plot, report: import('../../../engine/types.js').ResizeReport}} props */
export function Plot({ plot, report }) {
  const x = (/** @type {number} */ strength) => BOX.left + (BOX.right - BOX.left) * (strength / plot.right);
  const y = (/** @type {number} */ share) => BOX.bottom - (BOX.bottom - BOX.top) * Math.min(1, share / plot.top);
  const limit = report.effective_target_artifact_ratio;
  const chosen = report.selected_strength;
  const digits = (/** @type {number} */ step) => ({
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)),
  });
  const rowStep = plot.rows[1] * 100;
  const chosenText = say.number(chosen, { maximumFractionDigits: chosen < 0.1 ? 3 : 2 });
  // The limit's word stands where the line of the fit is not.
  const crowded = chosen < plot.right / 2;
  const near = (/** @type {number} */ strength) => Math.abs(x(strength) - x(chosen)) < 26;
  return (
    <svg class="plot" viewBox="0 0 300 164" role="img" aria-label={t('sharp.plot.name', { strength: chosenText })}>
      {plot.rows.map((row) => (
        <g key={row}>
          <line class="plot-grid" x1={BOX.left} x2={BOX.right} y1={y(row)} y2={y(row)} />
          <text class="plot-text" x={BOX.left - 6} y={y(row) + 4} text-anchor="end">
            {say.number(row * 100, { ...digits(rowStep), minimumFractionDigits: digits(rowStep).maximumFractionDigits })}
          </text>
        </g>
      ))}
      {plot.columns
        .filter((column) => !near(column))
        .map((column) => (
          <text key={column} class="plot-text" x={x(column)} y={BOX.bottom + 17} text-anchor="middle">
            {say.number(column, digits(plot.columns[1]))}
          </text>
        ))}
      {plot.line.length > 1 && <polyline class="plot-line" points={plot.line.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')} />}
      <line class="plot-limit" x1={BOX.left} x2={BOX.right} y1={y(limit)} y2={y(limit)} />
      <text class="plot-limit-text" x={crowded ? BOX.right : BOX.left + 4} y={y(limit) - 5} text-anchor={crowded ? 'end' : 'start'}>
        {t('sharp.limit', { share: say.percent(limit) })}
      </text>
      {plot.probes.map((probe) => (
        <circle key={probe.strength} class="plot-probe" cx={x(probe.strength)} cy={y(probe.metric_value)} r="3.2" />
      ))}
      <line class="plot-choice" x1={x(chosen)} x2={x(chosen)} y1={y(report.measured_metric_value)} y2={BOX.bottom} />
      <circle class="plot-chosen" cx={x(chosen)} cy={y(report.measured_metric_value)} r="4.6" />
      <text class="plot-chosen-text" x={x(chosen)} y={BOX.bottom + 17} text-anchor="middle">
        {chosenText}
      </text>
      <text class="plot-text" x={BOX.right} y={BOX.bottom + 34} text-anchor="end">
        {t('sharp.strength')}
      </text>
    </svg>
  );
}

/** @param {{report: import('../../../engine/types.js').ResizeReport}} props */
export function ProbeTable({ report }) {
  const rows = [
    ...report.probe_samples.map((probe) => ({ strength: probe.strength, share: probe.metric_value, chosen: false })),
    { strength: report.selected_strength, share: report.measured_metric_value, chosen: true },
  ].sort((a, b) => a.strength - b.strength);
  return (
    <table class="probe-table">
      <thead>
        <tr>
          <th scope="col">{t('sharp.col.strength')}</th>
          <th scope="col">{t('sharp.col.metric')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i} class={row.chosen ? 'chosen' : ''}>
            <td>
              {say.number(row.strength, { maximumFractionDigits: 3 })}
              {row.chosen && ` (${t('sharp.chosen')})`}
            </td>
            <td>{say.number(row.share * 100, { maximumFractionDigits: 3 })} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
