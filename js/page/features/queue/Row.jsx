/** One photo of the list. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say, t } from '../../i18n/index.js';
import { FILE_FAULTS } from '../../platform/failure.js';
import { phone } from '../../platform/media.js';
import { saveBlob } from '../../platform/save.js';
import { stageWords } from '../../session/stage-words.js';
import { Icon } from '../../ui/Icon.jsx';
import { IconButton } from '../../ui/IconButton.jsx';
import { openPhoto, removeItem, stopCurrent, tryAgain, working } from './queue.js';

/** @typedef {import('./queue.js').Item} Item */

/** @param {{blob: Blob | null}} props */
function Thumb({ blob }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return blob && url ? <img src={url} alt="" /> : null;
}

/** @param {{item: Item}} props */
function Thumbs({ item }) {
  const failed = item.state === 'failed';
  return (
    <span class="thumbs" aria-hidden="true">
      {(!phone.value || !item.after) && (
        <span class="thumb">
          {failed || !item.before ? item.state === 'failed' && <Icon name="image" /> : <Thumb blob={item.before} />}
        </span>
      )}
      {(!phone.value || item.after) && (
        <span class={`thumb ${item.after ? 'thumb-checker' : ''}`}>
          {item.after && <Thumb blob={item.after} />}
          {failed && <Icon name="alert" class="bad" />}
          {item.state === 'working' && <span class="ring" />}
        </span>
      )}
    </span>
  );
}

/** @param {Item} item */
function sentence(item) {
  if (item.state === 'ready') return t('queue.done', { time: say.duration(item.seconds) });
  if (item.state === 'failed') return `${item.failure?.title} ${item.failure?.body}`;
  if (item.state === 'working' && working.value?.id === item.id) {
    const { say: stage, moving = '' } = stageWords(working.value);
    return stage + moving;
  }
  return t(item.state === 'stopped' ? 'queue.row.stopped' : 'queue.row.waiting');
}

/** A thin bar for eyes only: the one `progress` of the page speaks for all. @param {{share: number}} props */
function Bar({ share }) {
  const ref = useRef(/** @type {HTMLSpanElement | null} */ (null));
  useLayoutEffect(() => ref.current?.style.setProperty('--at', String(share)));
  return <span ref={ref} class="row-bar" aria-hidden="true" />;
}

/** @param {{item: Item}} props */
export function Row({ item }) {
  const [details, setDetails] = useState(false);
  const { name } = item.file;
  const failed = item.state === 'failed';
  return (
    <li class={`row row-${item.state}`}>
      <div class="row-line">
        <Thumbs item={item} />
        <div class="row-words">
          <p>
            {item.state === 'ready' || item.state === 'stopped' ? (
              <button type="button" class="row-name row-open" aria-label={t('queue.open', { name })} onClick={() => openPhoto(item)}>
                {name}
              </button>
            ) : (
              <span class="row-name">{name}</span>
            )}
            {item.size && <span class="row-size">{say.pixels(item.size.width, item.size.height)}</span>}
          </p>
          <p class={failed ? 'row-say bad-text' : 'row-say'}>{sentence(item)}</p>
          {item.state === 'working' && <Bar share={working.value?.share ?? 0} />}
        </div>
        <RowActions item={item} details={details} onDetails={() => setDetails(!details)} />
      </div>
      {failed && details && (
        <pre class="row-details" tabIndex={0}>
          {item.failure?.stage} {item.failure?.code}
          {'\n'}
          {item.failure?.details}
        </pre>
      )}
    </li>
  );
}

/** @param {{item: Item, details: boolean, onDetails: () => void}} props */
function RowActions({ item, details, onDetails }) {
  const { name } = item.file;
  const remove = <IconButton icon="close" name={t('queue.remove.of', { name })} onClick={() => removeItem(item.id)} />;
  switch (item.state) {
    case 'ready': {
      const made = /** @type {{blob: Blob, name: string}} */ (item.cutout);
      const ending = made.name.slice(made.name.lastIndexOf('.') + 1);
      return (
        <span class="row-actions">
          <button
            type="button"
            class={`button ${phone.value ? 'icon-only' : 'bordered'}`}
            aria-label={t('queue.save.of', { name })}
            onClick={() => saveBlob(made.blob, made.name)}
          >
            <Icon name="download" />
            {!phone.value && <span class="ending" data-text={ending === 'webp' ? 'WebP' : ending.toUpperCase()} />}
          </button>
          {remove}
        </span>
      );
    }
    case 'working':
      return phone.value ? (
        <IconButton icon="close" name={t('queue.stop.of', { name })} onClick={stopCurrent} />
      ) : (
        <button type="button" class="button bordered" aria-label={t('queue.stop.of', { name })} onClick={stopCurrent}>
          {t('queue.stop')}
        </button>
      );
    case 'failed':
      return (
        <span class="row-actions">
          {!phone.value && (
            <>
              <button
                type="button"
                class="button quiet"
                aria-label={t('queue.details.of', { name })}
                aria-expanded={details}
                onClick={onDetails}
              >
                {t('queue.details')}
              </button>
              {!FILE_FAULTS.includes(item.failure?.code ?? '') && (
                <button type="button" class="button quiet" aria-label={t('queue.again.of', { name })} onClick={() => tryAgain(item.id)}>
                  {t('queue.again')}
                </button>
              )}
            </>
          )}
          {remove}
        </span>
      );
    case 'stopped':
      return (
        <span class="row-actions">
          <button type="button" class="button quiet" aria-label={t('queue.again.of', { name })} onClick={() => tryAgain(item.id)}>
            {t('queue.again')}
          </button>
          {remove}
        </span>
      );
    default:
      return remove;
  }
}
