/** Picking a knob's colour from the photo: the next touch of the photo sets it. */
import { signal } from '@preact/signals';
import { setKnob } from '../state/doc.js';
import { view } from '../state/look.js';
import { photo } from '../state/work.js';

/** @typedef {import('../state/knobs.js').Knob} Knob */

/** The knob that waits for a colour. @type {import('@preact/signals').Signal<Knob | null>} */
export const eyedropper = signal(null);

/** @param {Knob} knob */
export function toggleEyedropper(knob) {
  eyedropper.value = eyedropper.value === knob ? null : knob;
  if (eyedropper.value) view.value = 'original';
}

/**
 * Take the mean of 5 × 5 pixels, so that noise does not decide.
 * @param {{x: number, y: number}} at photo pixels
 */
export function pickAt({ x, y }) {
  const knob = eyedropper.value;
  const picture = photo.value;
  if (!knob || !picture) return;
  const sum = [0, 0, 0];
  let count = 0;
  for (let row = Math.floor(y) - 2; row <= y + 2; row++)
    for (let column = Math.floor(x) - 2; column <= x + 2; column++) {
      if (row < 0 || column < 0 || row >= picture.height || column >= picture.width) continue;
      const at = (row * picture.width + column) * 4;
      for (let c = 0; c < 3; c++) sum[c] += picture.rgba[at + c];
      count++;
    }
  if (!count) return;
  const hex = sum
    .map((value) =>
      Math.round(value / count)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('');
  setKnob(knob, `#${hex}`);
  eyedropper.value = null;
}
