/** Single-key shortcuts can be switched off. */
import { effect, signal } from '@preact/signals';
import { remember, remembered } from '../state/prefs.js';

export const singleKeys = signal(Boolean(remembered('singleKeys', true)));
effect(() => remember('singleKeys', singleKeys.value));
