/** Storing Wispcut for use without a network, and updates that wait to be asked: the state of it, as signals. */
import { signal } from '@preact/signals';
import { isAbort, WispError } from '../../engine/errors.js';
import { isolate } from '../../engine/offline/isolate.js';
import { createOffline } from '../../engine/offline/offline.js';

/** @typedef {import('../../engine/types.js').OfflineState} OfflineState */

/** @type {import('@preact/signals').Signal<OfflineState>} */
export const offlineState = signal({ kind: 'checking', done: 0, total: 0, files: 0, missing: 0 });
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

/**
 * Whether this page stays; false when it is being loaded once more, as the very first visit may be: see isolate.js.
 * @param {() => boolean} untouched whether a reload would take nothing from the person
 */
export function pageStays(untouched) {
  return isolate(offline.registering, untouched);
}

/** Files that something else handed over, which wait for a yes. @type {import('@preact/signals').Signal<import('../../engine/offline/shared.js').Shared | null>} */
export const handedOver = signal(null);

export async function lookForShared() {
  handedOver.value = await offline.shared.waiting();
}

/** @returns {Promise<File[]>} */
export function takeShared() {
  handedOver.value = null;
  return offline.shared.take();
}

export function dropShared() {
  handedOver.value = null;
  return offline.shared.drop();
}

/** @type {Promise<OfflineState> | null} */
let checking = null;

/** Look at every stored file; a second call meanwhile waits for the first. */
export async function checkStored() {
  checking ??= offline.check().finally(() => (checking = null));
  offlineState.value = { ...(await checking) };
}

/** Store what is missing. Rejects where it cannot. */
export async function storeFiles() {
  try {
    await offline.store();
  } catch (error) {
    // The engine has published the state; only a stop without one becomes a pause.
    if (!isFull(error) && !isAbort(error) && offlineState.value.kind === 'storing')
      offlineState.value = { ...offlineState.value, kind: 'paused' };
    throw error;
  }
}

/** @param {unknown} error */
export function isFull(error) {
  return error instanceof WispError && error.code === 'storage_full';
}

export function pauseOffline() {
  offline.pause();
}

export function dismissUpdate() {
  updateReady.value = false;
}

/** Rejects where the new version is not complete and cannot be made so. */
export function applyUpdate() {
  return offline.update.apply();
}
