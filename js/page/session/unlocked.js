/** Which views there are yet. */
import { computed, effect } from '@preact/signals';
import { view } from '../view/view.js';
import { planes, result, tiles } from './run.js';

/** @typedef {import('../view/view.js').View} View */

/** @type {import('@preact/signals').ReadonlySignal<Record<View, boolean>>} */
export const unlocked = computed(() => {
  const there = planes.value;
  const alpha = Boolean(result.value || there.preview || there.alpha);
  return {
    original: true,
    enhanced: Boolean(there.enhanced),
    mask: Boolean(there.mask),
    trimap: Boolean(there.trimap),
    matte: alpha,
    cutout: alpha || Boolean(there.sketch) || tiles.value.length > 0,
    backdrop: Boolean(there.backdrop),
  };
});

// A view that is no longer there (a new photo) gives way to the original.
effect(() => {
  if (!unlocked.value[view.value]) view.value = 'original';
});
