/** What stands behind the subject. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { knobValue, setKnob } from '../../document/document.js';
import { t } from '../../i18n/index.js';
import { knobNamed } from '../../platform/engine.js';
import { Checkbox } from '../../ui/Checkbox.jsx';
import { backgroundImage, takeBackgroundImage } from './background-image.js';
import { plainKnobs } from './groups.js';
import { Knob } from './Knob.jsx';

const PLAIN = ['transparent', 'white', 'black', 'colour'];
const PHOTOS = ['image', 'blur', 'even'];

/** @param {{flat?: boolean}} props */
export function Background({ flat }) {
  const knob = knobNamed('cutout.background');
  const colour = knobNamed('cutout.colour');
  const maskOnly = knobNamed('cutout.mask_only');
  const value = String(knobValue(knob));
  const legend = useId();
  const imageInput = useRef(/** @type {HTMLInputElement | null} */ (null));
  const choose = (/** @type {string} */ choice) => {
    if (choice === 'image' && !backgroundImage.value) imageInput.current?.click();
    else setKnob(knob, choice);
  };
  return (
    <section class="group group-background">
      <fieldset class="plain-fieldset" aria-labelledby={legend}>
        <legend id={legend} class={flat ? 'sr' : 'group-title'}>
          {t('group.background')}
        </legend>
        <div class="swatches">
          {PLAIN.map((choice) => (
            <Swatch key={choice} choice={choice} checked={value === choice} onChoose={choose} colour={String(knobValue(colour))} />
          ))}
        </div>
        {value === 'colour' && (
          <label class="colour-row">
            <span>{t('background.pick')}</span>
            <input
              type="color"
              class="colour-field"
              value={String(knobValue(colour))}
              onInput={(event) => setKnob(colour, event.currentTarget.value)}
            />
          </label>
        )}
        <div class="chips">
          {PHOTOS.map((choice) => (
            <label key={choice} class="segment chip" title={t(`background.${choice}.tip`)}>
              <input
                type="radio"
                name="background"
                value={choice}
                checked={value === choice}
                onChange={() => choose(choice)}
                onClick={() => choice === 'image' && value === 'image' && imageInput.current?.click()}
              />
              <span class="segment-face" data-text={t(`background.${choice}`)}>
                {t(`background.${choice}`)}
              </span>
            </label>
          ))}
        </div>
        <input
          ref={imageInput}
          type="file"
          hidden
          accept="image/*"
          aria-label={t('background.chooseImage')}
          onChange={async (event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            if (file && (await takeBackgroundImage(file))) setKnob(knob, 'image');
          }}
        />
        {value === 'image' && backgroundImage.value && (
          <p class="note">{t('background.imageName', { name: backgroundImage.value.file.name })}</p>
        )}
      </fieldset>
      {plainKnobs('background').map((each) => (
        <Knob key={each.name} knob={each} />
      ))}
      <Checkbox label={t('background.maskOnly')} checked={Boolean(knobValue(maskOnly))} onChange={(on) => setKnob(maskOnly, on)} />
    </section>
  );
}

/** @param {{choice: string, checked: boolean, colour: string, onChoose: (choice: string) => void}} props */
function Swatch({ choice, checked, colour, onChoose }) {
  const id = useId();
  const face = useRef(/** @type {HTMLSpanElement | null} */ (null));
  useLayoutEffect(() => {
    if (choice === 'colour') face.current?.style.setProperty('--swatch', colour);
  }, [choice, colour]);
  return (
    <label class="swatch" for={id}>
      <input type="radio" id={id} name="background" value={choice} checked={checked} onChange={() => onChoose(choice)} />
      <span ref={face} class={`swatch-face swatch-${choice}`} aria-hidden="true" />
      <span class="swatch-name">{t(`background.${choice}`)}</span>
    </label>
  );
}
