/** Every way a photo comes in: picker, drop, paste, share target, file handler. */
import { signal } from '@preact/signals';
import { fromEvent } from 'file-selector';
import { addToQueue, items, leaveItem } from '../features/queue/queue.js';
import { t } from '../i18n/index.js';
import { describe } from '../platform/failure.js';
import { bringBack, start } from '../session/run.js';
import { notify } from '../ui/notices.js';

/** @typedef {{files?: {getFile: () => Promise<File>}[]}} Launch */
/** @typedef {{setConsumer: (take: (launch: Launch) => void) => void}} LaunchQueue files that the system opens with the installed page */

/** A file is held over the page. */
export const dragging = signal(false);

/**
 * One file starts at once; two or more, or any while a list is open, go to the list.
 * @param {File[]} files
 */
export async function takeFiles(files) {
  if (!files.length) return;
  try {
    if (files.length === 1 && !items.value.length) await start(files[0], undefined, offerBack);
    else {
      await leaveItem();
      addToQueue(files);
    }
  } catch (error) {
    refuse(error);
  }
}

/** Say what was left and offer the way back. Work without marks is a click away as it is. @param {import('../session/run.js').Work} left */
function offerBack(left) {
  if (!left.document.present.marks.length) return;
  const act = () => bringBack(left);
  notify({ kind: 'plain', text: t('notice.replaced'), action: { words: t('notice.back'), act } });
}

/** @param {unknown} why an error, or `{code}` */
function refuse(why) {
  const { title, body } = describe(why);
  notify({ kind: 'plain', text: `${title} ${body}` });
}

/** Listen on the whole page. */
export function listenForFiles() {
  let depth = 0;
  const holdsFiles = (/** @type {DragEvent} */ event) => Boolean(event.dataTransfer?.types.includes('Files'));
  addEventListener('dragenter', (event) => {
    if (!holdsFiles(event)) return;
    depth++;
    dragging.value = true;
  });
  addEventListener('dragleave', (event) => {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    if (!depth) dragging.value = false;
  });
  addEventListener('dragover', (event) => {
    if (holdsFiles(event) || !isText(event.target)) event.preventDefault();
  });
  addEventListener('drop', async (event) => {
    depth = 0;
    dragging.value = false;
    if (!holdsFiles(event)) {
      // A link or a picture of another page holds no file: taken as it is, the browser would leave this page for it.
      if (isText(event.target)) return;
      event.preventDefault();
      refuse({ code: 'no_file_dropped' });
      return;
    }
    event.preventDefault();
    try {
      const files = pictures(/** @type {import('file-selector').FileWithPath[]} */ (await fromEvent(event)));
      if (files.length) takeFiles(files);
      else refuse({ code: 'nothing_dropped' });
    } catch (error) {
      refuse({ code: 'unreadable_drop', details: String(error) });
    }
  });
  addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) takeFiles(files);
    else if (!isText(event.target)) refuse({ code: 'nothing_pasted' });
  });
  const queue = /** @type {{launchQueue?: LaunchQueue}} */ (window).launchQueue;
  queue?.setConsumer(async (launch) => {
    try {
      await takeFiles(await Promise.all((launch.files ?? []).map((handle) => handle.getFile())));
    } catch (error) {
      refuse({ code: 'unreadable_launch', details: String(error) });
    }
  });
}

/** Text is written there: what is dropped or pasted is the field's own. @param {EventTarget | null} target */
function isText(target) {
  return target instanceof HTMLInputElement && target.type !== 'range';
}

const byName = new Intl.Collator(undefined, { numeric: true });
const PICTURE = /\.(hei[cf]|tiff?|jxl|psd|dng|cr[23]|nef|arw|orf|rw2)$/i;

/**
 * A file that was dropped itself is taken as it is: if it is no photo, the row reports it. Of folders only pictures are taken, in the
 * order of their names, for a folder has none; also kinds that cannot be read, so that none is lost in silence.
 * @param {import('file-selector').FileWithPath[]} files
 */
function pictures(files) {
  const inFolder = (/** @type {{path: string}} */ { path }) => path.split('/').length > 2;
  const found = files.filter(
    (file) => inFolder(file) && !file.name.startsWith('.') && (file.type.startsWith('image/') || PICTURE.test(file.name)),
  );
  return [...files.filter((file) => !inFolder(file)), ...found.sort((a, b) => byName.compare(a.path, b.path))];
}
