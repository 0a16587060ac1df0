/** The device: width, theme, motion, touch, network. As signals. */
import { signal } from '@preact/signals';

/** @param {string} query */
function watch(query) {
  const list = matchMedia(query);
  const state = signal(list.matches);
  list.addEventListener('change', () => (state.value = list.matches));
  return state;
}

/** Below this width the page is laid out for phones. */
export const phone = watch('(max-width: 899.98px)');
export const small = watch('(max-width: 374.98px)');
export const dark = watch('(prefers-color-scheme: dark)');
export const forced = watch('(forced-colors: active)');
export const still = watch('(prefers-reduced-motion: reduce)');
export const coarse = watch('(pointer: coarse)');

/** A keyboard is likely, as a mouse is there, or certain, as a key was pressed that types nothing. */
export const keyboard = signal(matchMedia('(any-pointer: fine)').matches);
addEventListener('keydown', ({ target }) => {
  // What writes into a field may be a keyboard on the screen.
  if (!(target instanceof HTMLInputElement)) keyboard.value = true;
});

export const online = signal(navigator.onLine);
addEventListener('online', () => (online.value = true));
addEventListener('offline', () => (online.value = false));

/** Whether loading many megabytes may cost money. */
export function metered() {
  const connection = /** @type {{connection?: {saveData?: boolean, type?: string}}} */ (navigator).connection;
  return Boolean(connection && (connection.saveData || connection.type === 'cellular'));
}

/** On a Mac the command key takes the place of Ctrl. */
export const mac = /Mac|iPhone|iPad/.test(navigator.platform);
