/** Short sentences beside the status: an update, the network, what was saved or refused. */

import { signal } from '@preact/signals';
import { say, t } from '../i18n/index.js';
import { online } from '../platform/media.js';
import { dismissUpdate, dropShared, handedOver, offlineState, updatedElsewhere, updateReady } from '../platform/offline.js';
import { Icon } from '../ui/Icon.jsx';
import { IconButton } from '../ui/IconButton.jsx';
import { closeNotice, notice } from '../ui/notices.js';
import { forgetOffered, goOn, nameOf, offered } from './keep.js';
import { applyUpdate, takeShared } from './offline.js';

const offlineClosed = signal(false);
/** So many names of files are shown. */
const NAMED = 3;

/** @param {{icon?: import('../ui/Icon.jsx').IconName, kind?: string, text: string, lines?: string[], onClose?: () => void, children?: import('preact').ComponentChildren}} props */
function Line({ icon, kind = 'plain', text, lines, onClose, children }) {
  return (
    <div class={`notice notice-${kind}`} aria-live="polite">
      {icon && <Icon name={icon} class={kind} />}
      <div class="notice-text">
        <p>{text}</p>
        {lines && (
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      {children}
      {onClose && <IconButton icon="close" name={t('notice.close')} onClick={onClose} />}
    </div>
  );
}

/** The most pressing notice, or nothing. */
export function Notice() {
  const shown = notice.value;
  if (shown) {
    const icon = shown.kind === 'good' ? 'check' : shown.kind === 'bad' ? 'alert' : undefined;
    const { action } = shown;
    return (
      <Line icon={icon} kind={shown.kind} text={shown.text} lines={shown.lines} onClose={closeNotice}>
        {action && (
          <button
            type="button"
            class="button bordered"
            onClick={() => {
              closeNotice();
              action.act();
            }}
          >
            {action.words}
          </button>
        )}
      </Line>
    );
  }
  if (handedOver.value) {
    const { names, bytes, refused } = handedOver.value;
    const lines = names.length > NAMED ? [...names.slice(0, NAMED), '…'] : [...names];
    if (refused) lines.push(t('notice.shared.refused', { n: refused }));
    return (
      <Line text={t('notice.shared', { n: names.length, mb: say.megabytes(bytes) })} lines={lines}>
        <button type="button" class="button quiet" onClick={dropShared}>
          {t('notice.shared.drop')}
        </button>
        {names.length > 0 && (
          <button type="button" class="button bordered" onClick={takeShared}>
            {t('notice.shared.take')}
          </button>
        )}
      </Line>
    );
  }
  const left = offered();
  if (left) {
    const { name, n } = nameOf(left);
    return (
      <Line text={n > 1 || !name ? t('notice.kept.list', { n }) : t('notice.kept', { name })}>
        <button type="button" class="button quiet" onClick={forgetOffered}>
          {t('notice.kept.forget')}
        </button>
        <button type="button" class="button bordered" onClick={goOn}>
          {t('notice.kept.goOn')}
        </button>
      </Line>
    );
  }
  if (updateReady.value) {
    return (
      <Line text={t(updatedElsewhere.value ? 'notice.updatedElsewhere' : 'notice.update')}>
        <button type="button" class="button quiet" onClick={dismissUpdate}>
          {t('notice.later')}
        </button>
        <button type="button" class="button bordered" onClick={applyUpdate}>
          {t('notice.reload')}
        </button>
      </Line>
    );
  }
  if (!online.value && !offlineClosed.value)
    return <Line icon="cloudOff" text={offlineWords()} onClose={() => (offlineClosed.value = true)} />;
  return null;
}

/** Never claims more than was checked. */
function offlineWords() {
  const { kind, done, total } = offlineState.value;
  if (kind === 'ready') return t('notice.offline.fine');
  return total > done ? t('notice.offline.missing', { mb: say.megabytes(total - done) }) : t('notice.offline.unknown');
}
