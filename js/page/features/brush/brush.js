/** The brush: its tool and size, the stroke under the hand, and the marks that were made. */
import { batch, computed, effect, signal } from '@preact/signals';
import { change, doc } from '../../document/document.js';
import { tilesReached } from '../../document/strokes.js';
import { appliedMarks, file, pendingMarks, run, tiles, update } from '../../session/run.js';
import { comparing, photoSize, view } from '../../view/view.js';
import { putAway } from '../panel/eyedropper.js';

/** @typedef {import('../../document/strokes.js').Tool} Tool */
/** @typedef {import('../../document/strokes.js').Stroke} Stroke */

export const painting = signal(false);
/** @type {import('@preact/signals').Signal<Tool>} */
export const tool = signal('keep');
export const showMarks = signal(true);
export const showUnder = signal(false);
/** The ring's place in photo pixels. @type {import('@preact/signals').Signal<{x: number, y: number} | null>} */
export const ring = signal(null);
/** The stroke that is being made. @type {import('@preact/signals').Signal<Stroke | null>} */
export const stroke = signal(null);

/** @type {import('@preact/signals').Signal<number | null>} */
const chosenSize = signal(null);

/** Brush sizes go from 2 px to a third of the photo's short side. */
export const largest = computed(() => Math.max(16, Math.round(Math.min(photoSize.value.width, photoSize.value.height) / 3)));
export const SMALLEST = 2;
export const size = computed(() => {
  const usual = Math.round(Math.min(photoSize.value.width, photoSize.value.height) / 40);
  return Math.min(largest.value, Math.max(SMALLEST, chosenSize.value ?? Math.max(12, usual)));
});

/** How many tiles the marks that are not yet applied reach. */
export const reachedTiles = computed(() => tilesReached(pendingMarks.value, tiles.value, photoSize.value.width, photoSize.value.height));

/** @param {number} px */
export function setSize(px) {
  chosenSize.value = Math.round(Math.min(largest.value, Math.max(SMALLEST, px)));
}

/** @param {1 | -1} direction */
export function stepSize(direction) {
  setSize(direction > 0 ? Math.max(size.value + 1, size.value * 1.2) : Math.min(size.value - 1, size.value / 1.2));
}

/** @param {Tool} [which] */
export function startPainting(which) {
  putAway();
  painting.value = true;
  comparing.value = 'none';
  if (view.value !== 'trimap') view.value = 'original';
  if (which) tool.value = which;
}

export function stopPainting() {
  endStroke();
  painting.value = false;
  ring.value = null;
  if (!run.value && tiles.value.length) view.value = 'cutout';
}

// Another photo, or none: the hand is free again.
effect(() => {
  file.value;
  batch(() => {
    painting.value = false;
    ring.value = stroke.value = null;
  });
});

/** @param {{x: number, y: number}} at photo pixels */
export function beginStroke({ x, y }) {
  stroke.value = { id: Date.now(), tool: tool.value, size: size.value, points: [round(x), round(y)], time: Date.now() };
}

/** @param {{x: number, y: number}} at photo pixels */
export function extendStroke({ x, y }) {
  const current = stroke.value;
  if (!current) return;
  const [px, py] = current.points.slice(-2);
  // Points nearer than an eighth of the brush add nothing that can be seen.
  if (Math.hypot(x - px, y - py) < Math.max(0.5, current.size / 8)) return;
  stroke.value = { ...current, points: [...current.points, round(x), round(y)] };
}

export function endStroke() {
  if (!stroke.value) return;
  change({ marks: [...doc.value.marks, { ...stroke.value, time: Date.now() }] });
  stroke.value = null;
}

export function dropStroke() {
  stroke.value = null;
}

/** @param {number} id */
export function deleteMark(id) {
  change({ marks: doc.value.marks.filter((mark) => mark.id !== id) });
}

export function clearMarks() {
  if (doc.value.marks.length) change({ marks: [] });
}

/** Back to the marks that the result was made with. */
export function discardMarks() {
  change({ marks: appliedMarks.value });
}

export function applyMarks() {
  endStroke();
  painting.value = false;
  ring.value = null;
  view.value = 'cutout';
  return update();
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 4) / 4;
}
