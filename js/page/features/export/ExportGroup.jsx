/** Size, crop and sharpness of the download. */
import { signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { change, doc, knobValue, settings } from '../../document/document.js';
import { EDGES, PERCENTS, presetOf, same, withLongest, withPercent, withSide } from '../../document/size.js';
import { say, t, tKnob } from '../../i18n/index.js';
import { knobNamed } from '../../platform/engine.js';
import { photo } from '../../session/run.js';
import { Checkbox } from '../../ui/Checkbox.jsx';
import { Icon } from '../../ui/Icon.jsx';
import { IconButton } from '../../ui/IconButton.jsx';
import { Group } from '../panel/Group.jsx';
import { isChanged, plainKnobs, resetGroup } from '../panel/groups.js';
import { asWords, Knob } from '../panel/Knob.jsx';
import { Framed } from './Framed.jsx';
import { isFramed, isShaped } from './options.js';
import { Presets } from './Presets.jsx';
import { Sharpness } from './Sharpness.jsx';

const linked = signal(true);

/** @param {{width: number, height: number} | null} size */
function setSize(size) {
  const full = photo.value;
  change({ size: size && full && same(size, full) ? null : size }, 'size');
}

export function exportHint() {
  const { size } = doc.value;
  const frame = String(knobValue(knobNamed('export.frame')));
  if (frame !== 'none') return tKnob(`export.frame.${frame}`, asWords(frame));
  return size ? say.pixels(size.width, size.height) : t('group.original');
}

/** @param {{flat?: boolean, hint?: string}} props */
export function ExportGroup({ flat, hint }) {
  const { size, crop } = doc.value;
  const framed = isFramed(settings.value);
  const defaults = () => {
    resetGroup('export');
    if (size || crop) change({ size: null, crop: false });
  };
  return (
    <Group group="export" flat={flat} hint={hint} canReset={Boolean(size) || crop || isChanged('export')} onDefaults={defaults}>
      <Presets />
      {photo.value && !framed && <SizeFields full={photo.value} />}
      {!framed && <Checkbox label={t('export.crop')} checked={crop} onChange={(on) => change({ crop: on })} />}
      {!framed && crop && size && <p class="note">{t('export.subjectSize')}</p>}
      {framed && <Framed />}
      {plainKnobs('export')
        .filter(({ section }) => section !== 'resize')
        .map((knob) => (
          <Knob key={knob.name} knob={knob} />
        ))}
      {(size || isShaped(settings.value)) && knobValue(knobNamed('export.mask_bits')) === '16' && (
        <p class="note">{t('export.deepSize')}</p>
      )}
      <Sharpness />
      {plainKnobs('export')
        .filter(({ section }) => section === 'resize')
        .map((knob) => (
          <Knob key={knob.name} knob={knob} />
        ))}
    </Group>
  );
}

/** @param {{full: import('../../../engine/types.js').Photo}} props */
function SizeFields({ full }) {
  const preset = useId();
  const size = doc.value.size ?? full;
  const original = same(size, full);
  return (
    <>
      <div class="size-fields">
        <SideField side="width" full={full} size={size} />
        <IconButton
          icon={linked.value ? 'link' : 'unlink'}
          name={t('export.link')}
          aria-pressed={linked.value}
          class="link-sides"
          onClick={() => (linked.value = !linked.value)}
        />
        <SideField side="height" full={full} size={size} />
      </div>
      <p class="note">{original ? t('export.full') : t('export.made', { size: say.pixels(full.width, full.height) })}</p>
      <PercentField full={full} size={size} />
      <div class="knob knob-choice">
        <label for={preset}>{t('export.preset')}</label>
        <span class="select">
          <select id={preset} value={presetOf(full, doc.value.size)} onChange={(event) => choosePreset(full, event.currentTarget.value)}>
            <option value="original">{t('export.preset.original')}</option>
            {EDGES.filter((edge) => edge < Math.max(full.width, full.height)).map((edge) => (
              <option key={edge} value={`edge ${edge}`}>
                {t('export.preset.edge', { n: String(edge) })}
              </option>
            ))}
            {PERCENTS.map((percent) => (
              <option key={percent} value={`percent ${percent}`}>
                {t('export.preset.percent', { n: percent })}
              </option>
            ))}
            <option value="own" disabled>
              {t('export.preset.own')}
            </option>
          </select>
          <Icon name="down" size={16} />
        </span>
      </div>
    </>
  );
}

/**
 * @param {import('../../../engine/types.js').Photo} full
 * @param {string} choice
 */
function choosePreset(full, choice) {
  const [kind, number] = choice.split(' ');
  if (kind === 'original') setSize(null);
  else if (kind === 'edge') setSize(withLongest(full, Number(number)));
  else if (kind === 'percent') setSize(withPercent(full, Number(number)));
}

/** The share of the photo's width; both sides follow. @param {{full: import('../../../engine/types.js').Photo, size: import('../../document/size.js').Size}} props */
function PercentField({ full, size }) {
  const id = useId();
  const percentOf = (/** @type {import('../../document/size.js').Size} */ each) => Number(((100 * each.width) / full.width).toFixed(1));
  return (
    <div class="knob knob-choice">
      <label for={id}>{t('export.percent')}</label>
      <span class="field">
        <input
          type="number"
          id={id}
          min={1}
          max={100}
          step="any"
          value={percentOf(size)}
          onChange={(event) => {
            const value = event.currentTarget.valueAsNumber;
            if (Number.isFinite(value) && value > 0) setSize(withPercent(full, value));
            event.currentTarget.value = String(percentOf(doc.value.size ?? full));
          }}
        />
        <span class="unit">%</span>
      </span>
    </div>
  );
}

/** @param {{side: 'width' | 'height', full: import('../../../engine/types.js').Photo, size: {width: number, height: number}}} props */
function SideField({ side, full, size }) {
  const id = useId();
  return (
    <div class="side-field">
      <label for={id}>{t(`export.${side}`)}</label>
      <span class="field field-wide">
        <input
          type="number"
          id={id}
          min={1}
          max={full[side]}
          step={1}
          value={size[side]}
          onChange={(event) => {
            const value = event.currentTarget.valueAsNumber;
            if (Number.isFinite(value) && value > 0) setSize(withSide(full, size, side, value, linked.value));
            event.currentTarget.value = String((doc.value.size ?? full)[side]);
          }}
        />
        <span class="unit">px</span>
      </span>
    </div>
  );
}
