/** Fast, Balanced, Best, and how long it takes. */

import { doc, knobValue, reset, setKnob, settings } from '../../document/document.js';
import { say, t } from '../../i18n/index.js';
import { knobNamed } from '../../platform/engine.js';
import { expectedSeconds } from '../../session/expected.js';
import { firstLook, setFirstLook } from '../../session/first-look.js';
import { Checkbox } from '../../ui/Checkbox.jsx';
import { Segments } from '../../ui/Segments.jsx';

/** @typedef {import('../../session/pace.js').Quality} Choice */

/** @type {Choice[]} */
const CHOICES = ['fast', 'balanced', 'best'];

/** @param {{scope: 'list' | 'one' | undefined}} props */
function Hint({ scope }) {
  if (scope === 'list') return <p class="note">{t('panel.same')}</p>;
  const seconds = expectedSeconds();
  return (
    <p class="note">
      {seconds ? t('quality.time', { time: say.longDuration(seconds) }) : t('quality.learn')}
      {scope === 'one' && ` ${t('panel.alone')}`}
    </p>
  );
}

/**
 * @param {{flat?: boolean, scope?: 'list' | 'one'}} props `flat`: without Reset, for the phone's sheet; `scope`: all photos of a list, or the one
 *   of it that is open
 */
export function Quality({ flat, scope }) {
  const knob = knobNamed('matting.quality');
  const value = /** @type {Choice} */ (knobValue(knob));
  return (
    <section class="group group-quality">
      <div class="group-head">
        <h2>{t('group.quality')}</h2>
        {!flat && <Reset />}
      </div>
      <Segments
        legend={t('group.quality')}
        name="quality"
        class="wide"
        value={value}
        onChange={(choice) => setKnob(knob, choice)}
        options={CHOICES.map((choice) => {
          const seconds = expectedSeconds(choice);
          return {
            value: choice,
            label: t(`quality.${choice}`),
            tip: seconds ? t('quality.timeTip', { time: say.longDuration(seconds) }) : undefined,
          };
        })}
      />
      <Hint scope={scope} />
      {scope !== 'list' && (
        <Checkbox label={t('quality.firstLook')} title={t('quality.firstLook.tip')} checked={firstLook.value} onChange={setFirstLook} />
      )}
    </section>
  );
}

/** All settings to their defaults. @param {{class?: string}} props */
export function Reset({ class: look = 'link' }) {
  const { size, crop } = doc.value;
  const changed = Object.keys(settings.value).length > 0 || size !== null || crop;
  return (
    <button type="button" class={look} title={t('panel.reset.tip')} aria-disabled={!changed} onClick={reset}>
      {t('panel.reset')}
    </button>
  );
}
