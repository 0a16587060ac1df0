/** Photos to try, for people who have none at hand. Nothing but a small square of each loads before one is chosen. */
import { signal } from '@preact/signals';
import { t } from '../i18n/index.js';
import { describe } from '../platform/failure.js';
import { coarse, phone } from '../platform/media.js';
import { notify } from '../ui/notices.js';
import { examples, fetchExample } from './examples.js';
import { takeFiles } from './intake.js';

const busy = signal(false);

/** @param {import('./examples.js').Example} example */
async function choose(example) {
  busy.value = true;
  try {
    takeFiles([await fetchExample(example)]);
  } catch (error) {
    const { title, body } = describe(error);
    notify({ kind: 'bad', text: `${title} ${body}` });
  } finally {
    busy.value = false;
  }
}

export function Examples() {
  return (
    <div class="examples">
      <p class="note">{t(phone.value || coarse.value ? 'empty.examples.touch' : 'empty.examples')}</p>
      <div class="examples-row">
        {examples().map((example) => {
          const name = t(`example.${example.name}`);
          return (
            <button
              key={example.name}
              type="button"
              class="example"
              aria-label={name}
              title={name}
              disabled={busy.value}
              onClick={() => choose(example)}
            >
              <img src={example.thumb} alt="" width="56" height="56" />
            </button>
          );
        })}
      </div>
    </div>
  );
}
