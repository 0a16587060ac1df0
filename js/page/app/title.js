/** The window's title follows what is on the page. */
import { effect } from '@preact/signals';
import { items, listShown } from '../features/queue/queue.js';
import { t } from '../i18n/index.js';
import { file } from '../session/run.js';

export function followTitle() {
  effect(() => {
    const what = listShown.value ? t('bar.photos', { n: items.value.length }) : file.value instanceof File ? file.value.name : '';
    document.title = what ? `${what} – Wispcut` : 'Wispcut';
  });
}
