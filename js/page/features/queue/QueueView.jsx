/** The list of photos: what is ready, what works, what needs help. */
import { signal } from '@preact/signals';
import { t } from '../../i18n/index.js';
import { Segments } from '../../ui/Segments.jsx';
import { counts, items, removeAll } from './queue.js';
import { Row } from './Row.jsx';

/** @type {import('@preact/signals').Signal<'all' | 'help'>} */
const filter = signal('all');

function summary() {
  const { ready, working, waiting, failed } = counts.value;
  return [
    ready && t('queue.ready', { n: ready }),
    working && t('queue.working', { n: working }),
    waiting && t('queue.waiting', { n: waiting }),
    failed && t('queue.help', { n: failed }),
  ]
    .filter(Boolean)
    .join(t('queue.comma'));
}

export function QueueView() {
  const { all, failed } = counts.value;
  const shown = filter.value === 'help' && failed ? items.value.filter(({ state }) => state === 'failed') : items.value;
  return (
    <div class="queue">
      <div class="queue-head">
        <h2>{t('queue.title')}</h2>
        <p>{summary()}</p>
        <button type="button" class="link" disabled={counts.value.working > 0} onClick={removeAll}>
          {t('queue.removeAll')}
        </button>
        {failed > 0 && (
          <Segments
            legend={t('queue.filter')}
            name="filter"
            value={filter.value}
            onChange={(next) => (filter.value = next)}
            options={[
              { value: 'all', label: t('queue.filter.all', { n: all }) },
              { value: 'help', label: t('queue.filter.help', { n: failed }) },
            ]}
          />
        )}
      </div>
      <ul class="rows">
        {shown.map((item) => (
          <Row key={item.id} item={item} />
        ))}
      </ul>
    </div>
  );
}
