/** Save and load all settings as one file. */
import { useRef } from 'preact/hooks';
import { change, settings } from '../../document/document.js';
import { withoutPicture } from '../../document/knobs.js';
import { LARGEST, readRecipe, writeRecipe } from '../../document/recipe.js';
import { t } from '../../i18n/index.js';
import { about, knobNamed, knobs } from '../../platform/engine.js';
import { saveBlob } from '../../platform/save.js';
import { notify } from '../../ui/notices.js';
import { backgroundImage } from './background-image.js';

function save() {
  const text = writeRecipe(settings.value, knobs, about);
  saveBlob(new Blob([text], { type: 'application/json' }), 'wispcut-recipe.json');
}

/** @param {File} file */
async function load(file) {
  const { settings: read, complaints } = readRecipe(await file.slice(0, 4 * LARGEST + 4).text(), knobs, file.name);
  if (complaints.length) {
    notify({ kind: 'bad', text: t('recipe.bad'), lines: complaints.map(({ key, values }) => t(key, values)) });
    return;
  }
  const fit = backgroundImage.value ? read : withoutPicture(read, knobNamed('cutout.background'));
  change({ settings: fit });
  notify(fit === read ? { kind: 'good', text: t('recipe.loaded') } : { kind: 'plain', text: t('recipe.noPicture') });
}

export function Recipe() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  return (
    <div class="subgroup">
      <h3>{t('recipe.title')}</h3>
      <p class="note">{t('recipe.lead')}</p>
      <div class="button-row">
        <button type="button" class="button bordered" onClick={save}>
          {t('recipe.save')}
        </button>
        <button type="button" class="button bordered" onClick={() => input.current?.click()}>
          {t('recipe.load')}
        </button>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept="application/json,.json"
        aria-label={t('recipe.load')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) load(file);
        }}
      />
    </div>
  );
}
