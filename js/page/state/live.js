/** The live preview: while a slider moves, its effect on a coarse picture; the newest wish wins. */
import { effect, signal } from '@preact/signals';
import { settings } from './doc.js';
import { engine } from './engine.js';
import { result, run, staleKnobs } from './work.js';

/** @typedef {import('../../engine/types.js').Plane} Plane */

/** @type {import('@preact/signals').Signal<{alpha: Plane, trimap: Plane} | null>} */
export const live = signal(null);

let busy = false;
let wanted = false;

effect(() => {
  settings.value;
  if (!result.value || (!staleKnobs.value.length && !run.value)) live.value = null;
  else if (staleKnobs.value.length) wish();
});

async function wish() {
  wanted = true;
  if (busy) return;
  busy = true;
  while (wanted && result.value) {
    wanted = false;
    const of = result.value;
    try {
      const { width, height, alpha, trimap } = await engine.preview(of, settings.value);
      if (result.value === of && staleKnobs.value.length) {
        live.value = { alpha: { width, height, channels: 1, data: alpha }, trimap: { width, height, channels: 1, data: trimap } };
      }
    } catch {
      // A preview is a courtesy; the full run that follows speaks about failures.
    }
  }
  busy = false;
}
