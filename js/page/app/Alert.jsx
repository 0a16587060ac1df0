/** A failure: what happened, what is safe, what to do; the details folded away. */
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { reset, setKnob } from '../document/document.js';
import { startPainting } from '../features/brush/brush.js';
import { t } from '../i18n/index.js';
import { knobNamed } from '../platform/engine.js';
import { FILE_FAULTS } from '../platform/failure.js';
import { failure, file, photo, retry } from '../session/run.js';
import { Icon } from '../ui/Icon.jsx';
import { storeOffline } from './offline.js';

const copied = signal(false);

/** @type {Element | null} */
let lastFocused = null;
addEventListener('focusin', (event) => (lastFocused = /** @type {Element} */ (event.target)));

const SHORT_OF_MEMORY = ['out_of_memory', 'worker_died'];

/** @param {import('../platform/failure.js').Failure} shown @returns {{words: string, act: () => void}[]} at most two */
function remedies({ code, aside }) {
  const again = { words: t('alert.again'), act: retry };
  const close = { words: t('alert.close'), act: () => (failure.value = null) };
  if (code === 'storage_full') {
    const go = () => {
      failure.value = null;
      storeOffline();
    };
    return [{ words: t('offline.continue'), act: go }, close];
  }
  if (aside || FILE_FAULTS.includes(code) || !file.value) return [close];
  if (code === 'no_foreground' && photo.value) {
    return [
      {
        words: t('alert.paint'),
        act: () => {
          failure.value = null;
          startPainting('keep');
        },
      },
      again,
    ];
  }
  if (code === 'bad_settings')
    return [
      {
        words: t('alert.reset'),
        act: () => {
          reset();
          retry();
        },
      },
    ];
  if (code === 'encode_failed' || code === 'no_background') return [close];
  if (['damaged_file', 'package_failed', 'worker_hangs'].includes(code))
    return [again, { words: t('alert.reload'), act: () => location.reload() }];
  const quality = knobNamed('matting.quality');
  if (SHORT_OF_MEMORY.includes(code)) {
    return [
      again,
      {
        words: t('alert.fast'),
        act: () => {
          setKnob(quality, 'fast');
          retry();
        },
      },
    ];
  }
  return [again];
}

export function Alert() {
  const first = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const shown = failure.value;
  useLayoutEffect(() => {
    copied.value = false;
    // The alert takes the focus only when what had it (Cancel) is gone.
    if (shown && lastFocused && !lastFocused.isConnected) first.current?.focus();
  }, [shown]);
  if (!shown) return null;
  const { title, body, stage, code, details } = shown;
  return (
    <div class="alert-place">
      <div class="alert" role="alert">
        <Icon name="alert" size={22} class="bad" />
        <div class="alert-text">
          <h2>{title}</h2>
          {body && <p>{body}</p>}
          <div class="button-row">
            {remedies(shown).map(({ words, act }, i) => (
              <button
                key={words}
                ref={i === 0 ? first : undefined}
                type="button"
                class={`button ${i === 0 ? 'primary' : 'bordered'} tall`}
                onClick={act}
              >
                {words}
              </button>
            ))}
          </div>
        </div>
        <details class="alert-details">
          <summary>
            <Icon name="right" size={16} />
            {t('alert.details')}
          </summary>
          <dl>
            <dt>{t('alert.stage')}</dt>
            <dd>{stage || '–'}</dd>
            <dt>{t('alert.code')}</dt>
            <dd>{code}</dd>
          </dl>
          <pre tabIndex={0}>{details}</pre>
          <button type="button" class="button bordered" onClick={() => copy(`${title} ${body}\n${stage} ${code}\n${details}`)}>
            {t(copied.value ? 'alert.copied' : 'alert.copy')}
          </button>
        </details>
      </div>
    </div>
  );
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    copied.value = true;
  } catch {
    // The text is there to be selected by hand.
  }
}
