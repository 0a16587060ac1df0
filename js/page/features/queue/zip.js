/** One ZIP of all cutouts, with a list of what failed. */
import { signal } from '@preact/signals';
import { t } from '../../i18n/index.js';
import { saveBlob } from '../../platform/save.js';
import { notify } from '../../ui/notices.js';
import { failedText, uniqueNames } from './names.js';
import { items } from './queue.js';

export const zipping = signal(false);

export async function downloadZip() {
  const done = items.value.filter((item) => item.cutout);
  if (!done.length || zipping.value) return;
  zipping.value = true;
  try {
    const { downloadZip: pack } = await import('client-zip');
    const names = uniqueNames(done.map(({ cutout }) => /** @type {{name: string}} */ (cutout).name));
    const files = done.map(({ cutout }, i) => ({ name: names[i], input: /** @type {{blob: Blob}} */ (cutout).blob }));
    const failed = items.value.filter((item) => item.failure);
    const list = failedText(
      t('queue.failed.head'),
      failed.map(({ file, failure }) => ({ name: file.name, why: `${failure?.title} ${failure?.body}`.trim() })),
    );
    const blob = await pack([...files, { name: 'failed.txt', input: list }]).blob();
    saveBlob(blob, 'wispcut.zip');
    notify({ kind: 'good', text: t('done.saved', { name: 'wispcut.zip' }) });
  } finally {
    zipping.value = false;
  }
}
