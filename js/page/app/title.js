/** The window's title follows what is on the page. */
import { effect } from '@preact/signals';
import { items, openId } from '../features/queue/queue.js';
import { t } from '../i18n/index.js';
import { file } from '../session/run.js';

export function followTitle() {
  effect(() => {
    const list = items.value.length > 0 && openId.value === null;
    const what = list ? t('bar.photos', { n: items.value.length }) : file.value instanceof File ? file.value.name : '';
    document.title = what ? `${what} – Wispcut` : 'Wispcut';
  });
}
