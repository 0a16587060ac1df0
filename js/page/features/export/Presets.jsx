/** Presets of background, frame, size and format: those that come with Wispcut, and a person's own. */
import { useId, useState } from 'preact/hooks';
import { doc, settings } from '../../document/document.js';
import { LONGEST_NAME, nameOf } from '../../document/presets.js';
import { t, tOr } from '../../i18n/index.js';
import { about } from '../../platform/engine.js';
import { Icon } from '../../ui/Icon.jsx';
import { notify } from '../../ui/notices.js';
import { deletePreset, ownPresets, presetKnobs, savePreset, takePreset } from './own-presets.js';

export function Presets() {
  const id = useId();
  const [naming, setNaming] = useState(false);
  const own = ownPresets.value;
  const plain = !doc.value.size && !doc.value.crop;
  const mine = plain ? nameOf(settings.value, own, presetKnobs) : null;
  const coming = plain ? nameOf(settings.value, about.presets, presetKnobs) : null;
  const value = mine !== null ? `own ${mine}` : coming !== null ? `with ${coming}` : '';
  const choose = (/** @type {string} */ choice) => {
    const [kind, name] = [choice.slice(0, choice.indexOf(' ')), choice.slice(choice.indexOf(' ') + 1)];
    takePreset((kind === 'own' ? own : about.presets)[name]);
  };
  return (
    <div class="presets">
      <div class="knob knob-choice">
        <label for={id}>{t('preset.title')}</label>
        <span class="select">
          <select id={id} value={value} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="" disabled>
              {t('preset.none')}
            </option>
            {Object.keys(about.presets).map((name) => (
              <option key={name} value={`with ${name}`}>
                {tOr(`preset.${name}`, name)}
              </option>
            ))}
            {Object.keys(own).length > 0 && (
              <optgroup label={t('preset.own')}>
                {Object.keys(own).map((name) => (
                  <option key={name} value={`own ${name}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
          <Icon name="down" size={16} />
        </span>
      </div>
      {naming ? (
        <NameForm onEnd={() => setNaming(false)} />
      ) : (
        <div class="button-row">
          <button type="button" class="link" onClick={() => setNaming(true)}>
            {t('preset.save')}
          </button>
          {mine !== null && (
            <button type="button" class="link" onClick={() => deletePreset(mine)}>
              {t('preset.delete', { name: mine })}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** @param {{onEnd: () => void}} props */
function NameForm({ onEnd }) {
  const id = useId();
  const [name, setName] = useState('');
  const good = name.trim();
  const save = () => {
    if (!good) return;
    savePreset(good);
    notify({ kind: 'good', text: t('preset.saved', { name: good }) });
    onEnd();
  };
  return (
    <form
      class="preset-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label for={id}>{t('preset.name')}</label>
      <span class="field field-wide">
        <input
          type="text"
          id={id}
          value={name}
          maxLength={LONGEST_NAME}
          ref={(field) => field?.focus()}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && onEnd()}
        />
      </span>
      <div class="button-row">
        <button type="submit" class="button bordered" disabled={!good}>
          {t('preset.keep')}
        </button>
        <button type="button" class="button bordered" onClick={onEnd}>
          {t('run.cancel')}
        </button>
      </div>
    </form>
  );
}
