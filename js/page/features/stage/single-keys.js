/** Single-key shortcuts can be switched off. */
import { effect, signal } from '@preact/signals';
import { remember, remembered } from '../../platform/prefs.js';

export const singleKeys = signal(Boolean(remembered('singleKeys', true)));
effect(() => remember('singleKeys', singleKeys.value));
