/** Picking a knob's colour from the photo: the next touch of the photo sets it. */
import { batch, signal } from '@preact/signals';
import { setKnob } from '../../document/document.js';
import { photo } from '../../session/run.js';
import { comparing, view } from '../../view/view.js';

/** @typedef {import('../../document/knobs.js').Knob} Knob */

/** The knob that waits for a colour. @type {import('@preact/signals').Signal<Knob | null>} */
export const eyedropper = signal(null);

/** What was looked at before; the colour is picked from the original alone. */
let before = { view: view.value, comparing: comparing.value };

/** @param {Knob} knob */
export function toggleEyedropper(knob) {
  if (eyedropper.value === knob) return putAway();
  if (!eyedropper.value) before = { view: view.value, comparing: comparing.value };
  batch(() => {
    eyedropper.value = knob;
    view.value = 'original';
    comparing.value = 'none';
  });
}

/** Look again at what was looked at before. */
export function putAway() {
  if (!eyedropper.value) return;
  batch(() => {
    eyedropper.value = null;
    view.value = before.view;
    comparing.value = before.comparing;
  });
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
  putAway();
}
