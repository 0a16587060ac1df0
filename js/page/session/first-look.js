/** Whether a sketch by a small model stands on the stage while the AI works. It changes no result, so it is no setting of a photo. */
import { signal } from '@preact/signals';
import { firstLookSuits } from '../platform/engine.js';
import { remember, remembered } from '../platform/prefs.js';

export const firstLook = signal(Boolean(remembered('firstLook', firstLookSuits)));

/** @param {boolean} on */
export function setFirstLook(on) {
  firstLook.value = on;
  remember('firstLook', on);
}
