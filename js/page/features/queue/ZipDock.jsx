/** The list's download: everything that is ready, in one file. */

import { doc } from '../../document/document.js';
import { sameFile } from '../../document/same-file.js';
import { say, t } from '../../i18n/index.js';
import { knobs } from '../../platform/engine.js';
import { phone } from '../../platform/media.js';
import { Icon } from '../../ui/Icon.jsx';
import { FormatSelect } from '../export/Dock.jsx';
import { counts, items, redoAll } from './queue.js';
import { downloadZip, zipping } from './zip.js';

export function ZipDock() {
  const { ready, failed } = counts.value;
  const bytes = items.value.reduce((sum, { cutout }) => sum + (cutout?.blob.size ?? 0), 0);
  const stale = items.value.some((item) => item.cutout && !item.own && item.made && !sameFile(item.made, doc.value, knobs));
  return (
    <div class="dock" role="group" aria-label={t('dock.name')}>
      {!phone.value && (
        <div class="dock-row">
          <FormatSelect />
          <span class="dock-hint">{ready ? t('queue.zip.size', { n: ready, mb: say.megabytes(bytes) }) : t('queue.zip.none')}</span>
        </div>
      )}
      <button type="button" class="button primary big" disabled={!ready || zipping.value} onClick={downloadZip}>
        <Icon name="zip" />
        <span>{ready ? t('queue.zip', { n: ready }) : t('queue.zip.all')}</span>
      </button>
      {stale && (
        <p class="note">
          {t('queue.settings')}{' '}
          <button type="button" class="link" onClick={redoAll}>
            {t('queue.redo')}
          </button>
        </p>
      )}
      {!stale && failed > 0 && !phone.value && <p class="note">{t('queue.zip.hint')}</p>}
    </div>
  );
}
