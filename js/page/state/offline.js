/** Storing Wispcut for use without a network, and updates that wait to be asked. */
import { signal } from '@preact/signals';
import { isAbort } from '../../engine/errors.js';
import { createOffline } from '../../engine/offline.js';
import { takeFiles } from './intake.js';

/** @typedef {import('../../engine/types.js').OfflineState} OfflineState */

/** @type {import('@preact/signals').Signal<OfflineState>} */
export const offlineState = signal({ kind: 'empty', done: 0, total: 0, files: 0, missing: 0 });
export const updateReady = signal(false);

/** @type {import('../../engine/types.js').Offline | null} */
let offline = null;

export async function beginOffline() {
  offline = createOffline({
    onState: (/** @type {OfflineState} */ state) => {
      offlineState.value = { ...state };
      updateReady.value = Boolean(offline?.update.available);
    },
  });
  try {
    offlineState.value = { ...(await offline.check()) };
    takeFiles(await offline.shared());
  } catch {
    // Without storage the page works as long as there is a network; the line on the first page says so.
  }
}

export async function storeOffline() {
  try {
    await offline?.store();
  } catch (error) {
    // The engine has said what it is; only a stop that it did not tell of becomes a pause.
    if (!isAbort(error) && offlineState.value.kind === 'storing') offlineState.value = { ...offlineState.value, kind: 'paused' };
  }
}

export function pauseOffline() {
  offline?.pause();
}

export function dismissUpdate() {
  updateReady.value = false;
}

export function applyUpdate() {
  offline?.update.apply();
}
