/** Colours of the style sheet, for canvases. */
import { effect } from '@preact/signals';
import { dark, forced } from './media.js';

/** @type {Map<string, string>} */
const known = new Map();
effect(() => {
  dark.value;
  forced.value;
  known.clear();
});

/**
 * The value of a custom property at the root, such as `--hair`.
 * @param {string} name
 */
export function token(name) {
  let value = known.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    known.set(name, value);
  }
  return value;
}
