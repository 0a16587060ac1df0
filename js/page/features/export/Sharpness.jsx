/** Sharpness of a smaller picture: automatic with the reason shown, by hand, or off. */
import { signal } from '@preact/signals';
import { change, doc, knobValue, setKnob, settings } from '../../document/document.js';
import { withValue } from '../../document/knobs.js';
import { checkSettings } from '../../document/recipe.js';
import { say, t, tOr } from '../../i18n/index.js';
import { knobNamed, knobs } from '../../platform/engine.js';
import { notify } from '../../ui/notices.js';
import { Segments } from '../../ui/Segments.jsx';
import { exported, exporting } from './exported.js';
import { Plot, ProbeTable } from './Plot.jsx';
import { readPlot } from './plot.js';
import { reasonOf } from './reasons.js';

const asTable = signal(false);

const WORDS = { automatic: 'sharp.auto', manual: 'sharp.manual', off: 'sharp.off' };

export function Sharpness() {
  const mode = knobNamed('resize.sharpness');
  const value = /** @type {keyof typeof WORDS} */ (knobValue(mode));
  return (
    <div class="subgroup sharpness">
      <div class="sharp-head">
        <h3>{t('sharp.title')}</h3>
        <Segments
          legend={t('sharp.title')}
          name="sharpness"
          value={value}
          onChange={(choice) => setKnob(mode, choice)}
          options={
            /** @type {(keyof typeof WORDS)[]} */ (['automatic', 'manual', 'off']).map((each) => ({ value: each, label: t(WORDS[each]) }))
          }
        />
      </div>
      {value === 'automatic' && <Report />}
    </div>
  );
}

function Report() {
  const report = exported.value?.report;
  if (!report) return <p class="note">{t(exporting.value && doc.value.size ? 'sharp.finding' : 'sharp.only')}</p>;
  const plot = readPlot(report);
  return (
    <>
      {plot && !asTable.value && (
        <>
          <p class="note">{t('sharp.damaged')}</p>
          <Plot plot={plot} report={report} />
        </>
      )}
      {plot && asTable.value && <ProbeTable report={report} />}
      <p class="note">
        <Explanation report={report} />
      </p>
      {plot && (
        <button type="button" class="link" onClick={() => (asTable.value = !asTable.value)}>
          {t(asTable.value ? 'sharp.plot' : 'sharp.table')}
        </button>
      )}
      <Recommendations report={report} />
    </>
  );
}

/** @param {{report: import('../../../engine/types.js').ResizeReport}} props */
function Explanation({ report }) {
  const fitted = report.selection_mode === 'PolynomialRoot' && !report.fallback_reason;
  if (!fitted) return <>{tOr(`sharp.why.${report.fallback_reason ?? report.selection_mode}`, report.explanation)}</>;
  const unharmed = 1 - report.effective_target_artifact_ratio;
  return (
    <>
      {t('sharp.tried1', { n: report.probe_samples.length })}
      <b>{t('sharp.tried2', { share: `${say.number(unharmed * 100, { maximumFractionDigits: 2 })}\u00a0%` })}</b>
    </>
  );
}

/** @param {{report: import('../../../engine/types.js').ResizeReport}} props */
function Recommendations({ report }) {
  const list = report.recommendations;
  if (!list.length) return null;
  const reasonWords = (/** @type {typeof list[0]} */ each) => {
    const why = reasonOf(each, report, say);
    return why ? t(why.key, why.values) : each.reason;
  };
  return (
    <div class="recommendations">
      <h4>{t('sharp.recommend')}</h4>
      <ul>
        {list.map((each) => (
          <li key={each.kind}>
            <p class="note">{reasonWords(each)}</p>
            <button type="button" class="button bordered" onClick={() => apply(each.patch)}>
              {t('sharp.apply', { what: tOr(`sharp.do.${each.kind}`, each.kind) })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * Lay a patch over the settings; one step to undo.
 * @param {unknown} patch
 */
function apply(patch) {
  const { settings: given, complaints } = checkSettings(patch, knobs);
  if (complaints.length) {
    notify({ kind: 'bad', text: t('recipe.bad'), lines: complaints.map(({ key, values }) => t(key, values)) });
    return;
  }
  let next = settings.value;
  for (const knob of knobs) {
    const value = given[knob.section]?.[knob.key];
    if (value !== undefined) next = withValue(next, knob, value);
  }
  change({ settings: next });
}
