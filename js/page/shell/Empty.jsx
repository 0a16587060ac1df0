/** The first view: one frame, one sentence, one button. */
import { dragging } from '../state/intake.js';
import { coarse, mac, phone } from '../state/media.js';
import { t } from '../texts/index.js';
import { Key } from './bits.jsx';
import { ChooseInput } from './ChooseInput.jsx';
import { Examples } from './Examples.jsx';
import { Hair } from './Hair.jsx';
import { Icon } from './Icon.jsx';
import { Notice } from './Notice.jsx';
import { OfflineLine } from './OfflineLine.jsx';
import { openSheet } from './sheets.js';

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
