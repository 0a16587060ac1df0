/** Which sheet is open: About or Shortcuts. */
import { signal } from '@preact/signals';

/** @type {import('@preact/signals').Signal<'about' | 'shortcuts' | null>} */
export const sheet = signal(null);

/** @param {'about' | 'shortcuts'} which */
export function openSheet(which) {
  sheet.value = which;
}

export function closeSheet() {
  sheet.value = null;
}
