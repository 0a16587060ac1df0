/** A mask picture in the AI's place. Chosen before a photo, it is for the next one. */

import { t } from '../../i18n/index.js';
import { maskFile, photo, useMask } from '../../session/run.js';

const INPUT_ID = 'mask-file';

/** The input stands once on the page, so that it is there in every state. */
export function MaskInput() {
  return (
    <input
      id={INPUT_ID}
      type="file"
      hidden
      accept="image/*,.tif,.tiff"
      aria-label={t('mask.file')}
      onChange={(event) => {
        const [file] = event.currentTarget.files ?? [];
        event.currentTarget.value = '';
        if (file) useMask(file);
      }}
    />
  );
}

export function MaskFile() {
  const given = maskFile.value;
  if (!photo.value) return null;
  return (
    <div class="mask-file">
      {given && <p class="note">{t('mask.using', { name: given.name })}</p>}
      {given ? (
        <button type="button" class="link" onClick={() => useMask(null)}>
          {t('mask.drop')}
        </button>
      ) : (
        <button type="button" class="link" title={t('mask.file.tip')} onClick={() => document.getElementById(INPUT_ID)?.click()}>
          {t('mask.file')}
        </button>
      )}
    </div>
  );
}
