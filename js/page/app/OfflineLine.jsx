/** Whether Wispcut works without a network yet, shown only when checked. */

import { useEffect } from 'preact/hooks';
import { say, t } from '../i18n/index.js';
import { firstLoadBytes } from '../platform/first-load.js';
import { metered } from '../platform/media.js';
import { offlineState, pauseOffline } from '../platform/offline.js';
import { failure, run } from '../session/run.js';
import { Icon } from '../ui/Icon.jsx';
import { lookAgain, storeOffline } from './offline.js';

/** @returns {{icon: import('../ui/Icon.jsx').IconName, good?: boolean, title: string, hint?: string, action?: {words: string, act: () => void}, share?: number}} */
function words() {
  const { kind, done, total, files, missing, persisted } = offlineState.value;
  const amounts = { done: say.bareMegabytes(done), total: say.bareMegabytes(total) };
  switch (kind) {
    case 'ready':
      return { icon: 'check', good: true, title: t('offline.ready', { n: files }), hint: t(readyHint(persisted)) };
    case 'checking':
      return { icon: 'download', title: t('offline.checking'), hint: t('offline.checking.hint') };
    case 'partly':
      return {
        icon: 'download',
        title: t('offline.partly', amounts),
        hint: t(metered() ? 'offline.metered' : 'offline.partly.hint'),
        action: { words: t('offline.make'), act: storeOffline },
      };
    case 'storing':
      return {
        icon: 'download',
        title: t('offline.storing', amounts),
        hint: t('offline.storing.hint'),
        action: { words: t('offline.pause'), act: pauseOffline },
        share: total ? done / total : 0,
      };
    case 'paused':
      return {
        icon: 'download',
        title: t('offline.paused', amounts),
        hint: t('offline.after'),
        action: { words: t('offline.continue'), act: storeOffline },
      };
    case 'damaged':
      return {
        icon: 'alert',
        title: t('offline.damaged'),
        hint: t('offline.damaged.hint'),
        action: { words: t('offline.repair'), act: storeOffline },
      };
    case 'full':
      return {
        icon: 'alert',
        title: t('offline.full', { mb: say.megabytes(missing) }),
        // While the alert shows it, its button does it.
        ...(failure.value?.code !== 'storage_full' && { action: { words: t('offline.continue'), act: storeOffline } }),
      };
    case 'unsupported':
      return { icon: 'cloudOff', title: t('offline.unsupported'), hint: t('offline.unsupported.hint') };
    default:
      return {
        icon: 'download',
        title: t('offline.first', { mb: say.megabytes(firstLoadBytes()) }),
        hint: t(metered() ? 'offline.metered' : 'offline.after'),
        action: { words: t('offline.make'), act: storeOffline },
      };
  }
}

/** Never claims more than the browser granted. @param {boolean | null} [persisted] */
function readyHint(persisted) {
  if (persisted === true) return 'offline.ready.kept';
  return persisted === false ? 'offline.ready.mayGo' : 'offline.ready.hint';
}

export function OfflineLine() {
  useEffect(() => {
    lookAgain();
  }, []);
  const { icon, good, title, hint, action, share } = words();
  return (
    <div class="promise promise-offline">
      <Icon name={icon} class={good ? 'good' : ''} />
      <div>
        <h2>{title}</h2>
        {hint && <p>{hint}</p>}
        {share !== undefined && !run.value && <progress aria-label={title} max={1} value={share} />}
      </div>
      {action && (
        <button type="button" class="button bordered" onClick={action.act}>
          {action.words}
        </button>
      )}
    </div>
  );
}
