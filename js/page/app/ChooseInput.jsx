/** The one file input of the page: present in every state, styled as a button by its label. */

import { t } from '../i18n/index.js';
import { Icon } from '../ui/Icon.jsx';
import { takeFiles } from './intake.js';

export const CHOOSE_ID = 'choose-photo';

/** @param {{look: 'primary' | 'bar' | 'icon'}} props */
export function ChooseInput({ look }) {
  return (
    <label
      class={`button choose choose-${look} ${look === 'primary' ? 'primary' : look === 'bar' ? 'bordered' : 'icon-only'}`}
      title={look === 'icon' ? t('empty.choose') : undefined}
    >
      <input
        id={CHOOSE_ID}
        type="file"
        multiple
        accept="image/*,.jpg,.jpeg,.png,.webp,.heic,.heif,.tif,.tiff"
        onChange={(event) => {
          const input = event.currentTarget;
          takeFiles([...(input.files ?? [])]);
          input.value = '';
        }}
      />
      <Icon name={look === 'primary' ? 'image' : 'plus'} />
      <span class={look === 'icon' ? 'sr' : ''}>{t('empty.choose')}</span>
    </label>
  );
}
