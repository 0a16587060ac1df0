/** One knob: label, number with unit, slider; a tick at the default, a dot when changed, double-click for the default. */
import { useId } from 'preact/hooks';
import { knobValue, setKnob } from '../../document/document.js';
import { fitted, fromSlider, isLogarithmic, LOG_STEPS, toSlider } from '../../document/knobs.js';
import { say, t, tHelp, tKnob } from '../../i18n/index.js';
import { planes, result } from '../../session/run.js';
import { Checkbox } from '../../ui/Checkbox.jsx';
import { Icon } from '../../ui/Icon.jsx';
import { Slider } from '../../ui/Slider.jsx';
import { eyedropper, toggleEyedropper } from './eyedropper.js';

/** @typedef {import('../../document/knobs.js').Knob} KnobType */

/** @param {KnobType} knob */
export function labelOf(knob) {
  return tKnob(knob.name, knob.title);
}

/** @param {KnobType} knob */
function helpOf(knob) {
  return tHelp(knob.name, knob.help);
}

/** "closed_form" as "Closed form": a name that has no text of its own. @param {string} name */
export function asWords(name) {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param {KnobType} knob @param {string} choice */
function choiceLabel(knob, choice) {
  return tKnob(`${knob.name}.${choice}`, asWords(choice));
}

/** @param {{knob: KnobType, disabled?: boolean}} props */
export function Knob({ knob, disabled }) {
  switch (knob.kind) {
    case 'flag':
      return <Flag knob={knob} disabled={disabled} />;
    case 'choice':
      return <Choice knob={knob} disabled={disabled} />;
    case 'colour':
      return <ColourKnob knob={knob} disabled={disabled} />;
    default:
      return <NumberKnob knob={knob} disabled={disabled} />;
  }
}

/** @param {{knob: KnobType, disabled?: boolean}} props */
function NumberKnob({ knob, disabled }) {
  const id = useId();
  const value = Number(knobValue(knob));
  const changed = value !== knob.default;
  const label = labelOf(knob);
  const unit = unitOf(knob);
  const logarithmic = isLogarithmic(knob);
  const shown = say.knob(value, knob.step);
  // A range of a billion has no use for a slider: there the number stands alone.
  const endless = knob.high - knob.low > 1e8;
  const set = (/** @type {number} */ next) => setKnob(knob, fitted(knob, next));
  return (
    <div
      class="knob"
      title={t('knob.tip', { help: helpOf(knob), value: say.knob(Number(knob.default), knob.step) })}
      onDblClick={(event) =>
        !disabled && !(event.target instanceof HTMLInputElement && event.target.type === 'number') && setKnob(knob, knob.default)
      }
    >
      <div class="knob-head">
        <label for={id}>
          {label}
          {changed && <Dot />}
        </label>
        <span class={`field ${unit ? '' : 'field-bare'}`}>
          <input
            type="number"
            id={endless ? id : undefined}
            aria-label={endless ? undefined : t('knob.number', { label })}
            min={knob.low}
            max={knob.high}
            step={logarithmic ? 'any' : (knob.step ?? 'any')}
            value={value}
            disabled={disabled}
            data-width={Math.min(7, Math.max(2, shown.length))}
            onChange={(event) => {
              const next = event.currentTarget.valueAsNumber;
              if (Number.isFinite(next)) set(next);
              event.currentTarget.value = String(knobValue(knob));
            }}
          />
          {unit && <span class="unit">{unit}</span>}
        </span>
      </div>
      {!endless && (
        <Slider
          id={id}
          min={logarithmic ? 0 : knob.low}
          max={logarithmic ? LOG_STEPS : knob.high}
          step={logarithmic ? 1 : (knob.step ?? (knob.kind === 'integer' ? 1 : (knob.high - knob.low) / 200))}
          value={toSlider(knob, value)}
          tick={changed ? toSlider(knob, Number(knob.default)) : null}
          text={[unit ? `${shown} ${unit}` : shown, ...(changed ? [t('knob.changed')] : [])].join(', ')}
          disabled={disabled}
          onInput={(position) => set(fromSlider(knob, position))}
        />
      )}
      <Help knob={knob} />
    </div>
  );
}

/** What a pointer finds by resting on the knob, in words below it where nothing can rest. @param {{knob: KnobType}} props */
function Help({ knob }) {
  return <p class="note knob-help">{helpOf(knob)}</p>;
}

/** @param {KnobType} knob */
function unitOf(knob) {
  return knob.unit ? tKnob(`unit.${knob.unit}`, knob.unit) : '';
}

function Dot() {
  return <span class="dot" aria-hidden="true" />;
}

/** @param {{knob: KnobType, disabled?: boolean}} props */
function Flag({ knob, disabled }) {
  const value = Boolean(knobValue(knob));
  return (
    <div class="knob">
      <Checkbox
        label={labelOf(knob)}
        title={helpOf(knob)}
        checked={value}
        disabled={disabled}
        changed={value !== knob.default}
        onChange={(on) => setKnob(knob, on)}
      />
      <Help knob={knob} />
    </div>
  );
}

/** @param {{knob: KnobType, disabled?: boolean}} props */
function Choice({ knob, disabled }) {
  const id = useId();
  const value = String(knobValue(knob));
  return (
    <div class="knob knob-choice" title={helpOf(knob)}>
      <label for={id}>
        {labelOf(knob)}
        {value !== knob.default && <Dot />}
      </label>
      <span class="select">
        <select id={id} value={value} disabled={disabled} onChange={(event) => setKnob(knob, event.currentTarget.value)}>
          {knob.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choiceLabel(knob, choice)}
            </option>
          ))}
        </select>
        <Icon name="down" size={16} />
      </span>
      <Help knob={knob} />
    </div>
  );
}

/** @param {{knob: KnobType, disabled?: boolean}} props */
function ColourKnob({ knob, disabled }) {
  const id = useId();
  const value = String(knobValue(knob));
  const found = result.value?.summary.backdrop.colour;
  const label = labelOf(knob);
  return (
    <div class="knob" title={helpOf(knob)}>
      <div class="knob-head">
        <label for={id}>
          {label}
          {value !== knob.default && <Dot />}
        </label>
        <span class="colour-tools">
          <button
            type="button"
            class="button icon-only bordered"
            aria-label={t('knob.eyedropper', { label })}
            title={t('knob.eyedropper', { label })}
            aria-pressed={eyedropper.value === knob}
            disabled={disabled}
            onClick={() => toggleEyedropper(knob)}
          >
            <Icon name="dropper" />
          </button>
          <input
            type="color"
            id={id}
            class="colour-field"
            value={value}
            disabled={disabled}
            onInput={(event) => setKnob(knob, event.currentTarget.value)}
          />
        </span>
      </div>
      {found && planes.value.backdrop && found !== value && (
        <button type="button" class="link" onClick={() => setKnob(knob, found)}>
          {t('knob.useFound', { colour: found })}
        </button>
      )}
      <Help knob={knob} />
    </div>
  );
}
