/** What the page does about storing Wispcut: at its start, and when there is no room. */
import { items } from '../features/queue/queue.js';
import { describe } from '../platform/failure.js';
import * as offline from '../platform/offline.js';
import { failure, file, maskFile } from '../session/run.js';
import { notify } from '../ui/notices.js';
import { dragging, takeFiles } from './intake.js';

/** Whether this page stays; false when it is being loaded once more. */
export function pageStays() {
  return offline.pageStays(untouched);
}

/** Nothing was pressed and no photo was added. */
function untouched() {
  const pressed = navigator.userActivation?.hasBeenActive ?? true;
  return !pressed && !file.value && !maskFile.value && !items.value.length && !dragging.value;
}

export async function beginOffline() {
  try {
    await offline.lookForShared(); // first: the check reads every stored file, which takes seconds
    await offline.checkStored();
  } catch {
    // Without storage the page works as long as there is a network; the line on the first page says so.
  }
}

/** What a photo has loaded is stored as it arrives: look again, unless everything was found. */
export async function lookAgain() {
  if (!['empty', 'partly'].includes(offline.offlineState.value.kind)) return;
  await offline.checkStored().catch(() => {});
}

/** The person wants the photos that were handed over. */
export async function takeShared() {
  takeFiles(await offline.takeShared());
}

/** Load the new version; what is missing of it is said. */
export async function applyUpdate() {
  try {
    await offline.applyUpdate();
  } catch (error) {
    const { title, body } = describe(error);
    notify({ kind: 'bad', text: `${title} ${body}` });
  }
}

export async function storeOffline() {
  try {
    await offline.storeFiles();
  } catch (error) {
    if (offline.isFull(error)) showFull(error);
  }
}

/** An alert on the first page; a photo at work is not covered by it and gets a notice. @param {unknown} error */
function showFull(error) {
  const described = describe(error);
  if (file.value || items.value.length) notify({ kind: 'bad', text: `${described.title} ${described.body}` });
  else failure.value = described;
}
