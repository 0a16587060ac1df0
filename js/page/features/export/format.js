/** The file format of downloads; remembered. */
import { effect, signal } from '@preact/signals';
import { remember, remembered } from '../../platform/prefs.js';

/** @type {import('@preact/signals').Signal<'png' | 'webp'>} */
export const format = signal(remembered('format', /** @type {string} */ ('png')) === 'webp' ? 'webp' : 'png');
effect(() => remember('format', format.value));
