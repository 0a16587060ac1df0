/** The live preview: while a slider moves, its effect on a small picture; the newest request wins. */
import { computed, effect, signal } from '@preact/signals';
import { settings } from '../document/document.js';
import { engine } from '../platform/engine.js';
import { planes, result, run, staleKnobs } from './run.js';

/** @typedef {import('../../engine/types.js').Plane} Plane */
/** @typedef {{alpha?: Plane, trimap?: Plane, enhanced?: Plane}} Live what the moved sliders touch, and nothing else */

/** @type {import('@preact/signals').Signal<Live | null>} */
export const live = signal(null);

/** Regions that were decided as a whole, where there are any; nothing while a slider moves. */
export const decided = computed(() => {
  const plane = live.value?.trimap ? null : planes.value.decided;
  return plane?.data.some((value) => value === 0 || value === 255) ? plane : null;
});

/** Sections and knobs that the quick matte shows. What only the full run shows waits for it. */
const PREVIEWED = ['trimap', 'guided_filter', 'mask.tidy', 'mask.islands', 'mask.holes', 'mask.smoothing', 'matting.enabled'];

let busy = false;
let wanted = false;

effect(() => {
  settings.value;
  if (!result.value || (!staleKnobs.value.length && !run.value)) live.value = null;
  else if (staleKnobs.value.length) request();
});

// The full enhanced view comes long before the result: it takes its small one's place.
const full = computed(() => planes.value.enhanced);
effect(() => {
  const enhanced = full.value;
  const seen = live.peek();
  if (enhanced && seen?.enhanced) live.value = { ...seen, enhanced };
});

async function request() {
  wanted = true;
  if (busy) return;
  busy = true;
  while (wanted && result.value) {
    wanted = false;
    const of = result.value;
    try {
      const shown = await previewsOf(of);
      if (result.value === of && staleKnobs.value.length) live.value = shown;
    } catch {
      // A preview may be missing: the full run that follows reports failures.
    }
  }
  busy = false;
}

/**
 * @param {import('../../engine/types.js').Result} of
 * @returns {Promise<Live | null>}
 */
async function previewsOf(of) {
  const stale = staleKnobs.value;
  const now = settings.value;
  const [matte, enhanced] = await Promise.all([
    stale.some(({ name, section }) => PREVIEWED.includes(name) || PREVIEWED.includes(section)) ? engine.preview(of, now) : null,
    stale.some(({ stage }) => stage === 'view') ? engine.previewEnhance(of.photo, now) : null,
  ]);
  return matte || enhanced ? { ...matte, ...(enhanced && { enhanced }) } : null;
}
