/** Why the report recommends something: a row of the texts and its places, from the report's own numbers. Pure. */

/** @typedef {Pick<import('../../../engine/types.js').Recommendation, 'kind' | 'severity' | 'patch'>} Recommendation */
/** @typedef {{percent: (share: number) => string, number: (value: number, options?: Intl.NumberFormatOptions) => string}} Say */

/**
 * @param {Recommendation} recommendation
 * @param {Pick<import('../../../engine/types.js').ResizeReport, 'evaluator_result' | 'region_coverage'>} report
 * @param {Say} say number formats of the page's language
 * @returns {{key: string, values: Record<string, string>} | null} null for a kind that has no row
 */
export function reasonOf({ kind, severity, patch }, report, say) {
  const edges = () => ({ share: say.percent(report.evaluator_result.features.edge_density) });
  const rounded = (/** @type {number} */ value) => say.number(value, { maximumSignificantDigits: 2 });
  switch (kind) {
    case 'SwitchToContentAdaptive':
    case 'LowerSigma':
      return { key: `sharp.reason.${kind}`, values: edges() };
    case 'LowerStrongEdgeGain':
      return { key: `sharp.reason.${kind}`, values: { share: say.percent(report.region_coverage.risky_halo_zone_fraction) } };
    case 'RaiseArtifactBudget':
      return {
        key: `sharp.reason.${kind}`,
        values: {
          target: rounded(Number(patch.resize.target_artifact_ratio)),
          strength: rounded(report.evaluator_result.suggested_strength),
        },
      };
    case 'SwitchToLightness':
      return { key: `sharp.reason.${kind}`, values: {} };
    case 'WidenProbeRange': // a warning where the fit is poor, else the strength lies at the end of the range
      return { key: `sharp.reason.${kind}.${severity === 'Warning' ? 'poor' : 'end'}`, values: {} };
    default:
      return null;
  }
}
