/** Storing Wispcut for use without a network, and updates that wait to be asked. */
import { signal } from '@preact/signals';
import { isAbort } from '../../engine/errors.js';
import { isolate } from '../../engine/offline/isolate.js';
import { createOffline } from '../../engine/offline/offline.js';
import { dragging, takeFiles } from '../app/intake.js';
import { items } from '../features/queue/queue.js';
import { failure, file, maskFile } from '../session/run.js';
import { tell } from '../ui/notices.js';
import { describe } from './failure.js';

/** @typedef {import('../../engine/types.js').OfflineState} OfflineState */

/** @type {import('@preact/signals').Signal<OfflineState>} */
export const offlineState = signal({ kind: 'empty', done: 0, total: 0, files: 0, missing: 0 });
export const updateReady = signal(false);
/** The update is at work already, in another tab; this page is the older version. */
export const updatedElsewhere = signal(false);

const offline = createOffline({
  onState: (/** @type {OfflineState} */ state) => {
    offlineState.value = { ...state };
  },
  onUpdate: ({ available, elsewhere }) => {
    updateReady.value = available;
    updatedElsewhere.value = elsewhere;
  },
});

/** Whether this page stays; false when it is being loaded once more, as the very first visit may be: see isolate.js. */
export function pageStays() {
  return isolate(offline.registering, untouched);
}

/** Nobody has pressed anything or brought a photo. */
function untouched() {
  const pressed = navigator.userActivation?.hasBeenActive ?? true;
  return !pressed && !file.value && !maskFile.value && !items.value.length && !dragging.value;
}

export async function beginOffline() {
  try {
    takeFiles(await offline.shared()); // first: the check reads every stored file, and somebody waits for their photo
    offlineState.value = { ...(await offline.check()) };
  } catch {
    // Without storage the page works as long as there is a network; the line on the first page says so.
  }
}

export async function storeOffline() {
  try {
    await offline.store();
  } catch (error) {
    if (/** @type {any} */ (error)?.code === 'storage_full') sayFull(error);
    // The engine has said what it is; only a stop that it did not tell of becomes a pause.
    else if (!isAbort(error) && offlineState.value.kind === 'storing') offlineState.value = { ...offlineState.value, kind: 'paused' };
  }
}

/** An alert on the first page; a photo at work is not covered by it and gets a notice. @param {unknown} error */
function sayFull(error) {
  const said = describe(error);
  if (file.value || items.value.length) tell({ kind: 'bad', text: `${said.title} ${said.body}` });
  else failure.value = said;
}

export function pauseOffline() {
  offline.pause();
}

export function dismissUpdate() {
  updateReady.value = false;
}

export function applyUpdate() {
  offline.update.apply();
}
