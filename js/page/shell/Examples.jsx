/** Photos to try, for people who have none at hand. Nothing but a small square of each loads before one is chosen. */
import { signal } from '@preact/signals';
import { examples, fetchExample } from '../state/examples.js';
import { describe } from '../state/failure.js';
import { takeFiles } from '../state/intake.js';
import { coarse, phone } from '../state/media.js';
import { tell } from '../state/notices.js';
import { t } from '../texts/index.js';

const busy = signal(false);

/** @param {import('../state/examples.js').Example} example */
async function choose(example) {
  busy.value = true;
  try {
    takeFiles([await fetchExample(example)]);
  } catch (error) {
    const { title, body } = describe(error);
    tell({ kind: 'bad', text: `${title} ${body}` });
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
