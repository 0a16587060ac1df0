/** The first view: one frame, one sentence, one button. */

import { t } from '../i18n/index.js';
import { coarse, mac, phone } from '../platform/media.js';
import { Icon } from '../ui/Icon.jsx';
import { Key } from '../ui/Key.jsx';
import { openSheet } from '../ui/sheet.js';
import { ChooseInput } from './ChooseInput.jsx';
import { Examples } from './Examples.jsx';
import { Hair } from './Hair.jsx';
import { dragging } from './intake.js';
import { Notice } from './Notice.jsx';
import { OfflineLine } from './OfflineLine.jsx';

export function Empty() {
  const touch = phone.value || coarse.value;
  return (
    <div class={`empty ${dragging.value ? 'empty-drop' : ''}`}>
      <div class="frame">
        <Hair />
        <div class="frame-text">
          <h1>
            {dragging.value ? (
              t('empty.drop')
            ) : (
              <>
                <span class="thin">{t(touch ? 'empty.head1.touch' : 'empty.head1')}</span> <b>{t('empty.head2')}</b>
              </>
            )}
          </h1>
          <p class="lead">
            {phone.value ? (
              t('empty.lead.touch')
            ) : (
              <>
                {t('empty.lead1')} <br />
                {t('empty.lead2')}
              </>
            )}
          </p>
          <div class="choose-row">
            <ChooseInput look="primary" />
            {!touch && (
              <span class="paste">
                {t('empty.paste')} <Key>{mac ? '⌘' : t('key.ctrl')}</Key>
                <Key>V</Key>
              </span>
            )}
          </div>
        </div>
        <Examples />
      </div>
      <div class="promises">
        <div class="promise">
          <Icon name="lock" />
          <div>
            <h2>{t('empty.stays')}</h2>
            <p>
              {t('empty.noserver')}{' '}
              <button type="button" class="link" onClick={() => openSheet('about')}>
                {t('empty.check')}
              </button>
            </p>
          </div>
        </div>
        <OfflineLine />
      </div>
      <div class="empty-notice">
        <Notice />
      </div>
    </div>
  );
}
