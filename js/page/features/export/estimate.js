/** About how large the cutout's PNG will be. */
import { effect, signal } from '@preact/signals';
import { ready, result } from '../../session/run.js';
import { estimatePng } from './png-size.js';

/** Bytes, or null while nobody knows. @type {import('@preact/signals').Signal<number | null>} */
export const pngBytes = signal(null);

const REST = 300;
let rest = 0;
effect(() => {
  const made = ready.value ? result.value : null;
  pngBytes.value = null;
  clearTimeout(rest);
  if (!made) return;
  const { width, height } = made.photo;
  rest = window.setTimeout(async () => {
    const bytes = await estimatePng(made.rgba, width, height);
    if (result.value === made) pngBytes.value = bytes;
  }, REST);
});
