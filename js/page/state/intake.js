/** Every way a photo comes in: picker, drop, paste, share target, file handler. */
import { signal } from '@preact/signals';
import { describe } from './failure.js';
import { tell } from './notices.js';
import { addToQueue, items, leaveItem } from './queue.js';
import { start } from './work.js';

/** A file is held over the page. */
export const dragging = signal(false);

/**
 * One file starts at once; two or more, or any while a list is open, go to the list.
 * @param {File[]} files
 */
export async function takeFiles(files) {
  if (!files.length) return;
  if (files.length === 1 && !items.value.length) await start(files[0]);
  else {
    await leaveItem();
    addToQueue(files);
  }
}

function nothingPasted() {
  const { title, body } = describe({ code: 'nothing_pasted' });
  tell({ kind: 'plain', text: `${title} ${body}` });
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
    if (holdsFiles(event)) event.preventDefault();
  });
  addEventListener('drop', async (event) => {
    depth = 0;
    dragging.value = false;
    if (!event.dataTransfer || !holdsFiles(event)) return;
    event.preventDefault();
    takeFiles(await droppedFiles(event.dataTransfer));
  });
  addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    const typing = event.target instanceof HTMLInputElement && event.target.type !== 'range';
    if (files.length) takeFiles(files);
    else if (!typing) nothingPasted();
  });
  const queue = /** @type {any} */ (window).launchQueue;
  queue?.setConsumer(async (/** @type {{files?: {getFile: () => Promise<File>}[]}} */ launch) => {
    if (launch.files?.length) takeFiles(await Promise.all(launch.files.map((handle) => handle.getFile())));
  });
}

/**
 * The files of a drop; folders are opened.
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
 */
async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const files = (await Promise.all(entries.map(filesOf))).flat();
  return files.filter((file) => file.type.startsWith('image/') || !file.type);
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<File[]>}
 */
async function filesOf(entry) {
  if (entry.isFile) {
    return [await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject))];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {FileSystemEntry[]} */
  const children = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    children.push(...some);
  }
  return (await Promise.all(children.map(filesOf))).flat();
}
