/** How the photo is looked at: view, compare, zoom. Nothing here changes the result or can be undone. */
import { computed, signal } from '@preact/signals';
import { phone } from '../platform/media.js';
import { fit, nextStep, photoRect, settle, visible, zoomAt } from './geometry.js';

/** @typedef {'original' | 'enhanced' | 'mask' | 'trimap' | 'matte' | 'cutout' | 'backdrop'} View */

/** @type {View[]} */
export const VIEWS = ['original', 'enhanced', 'mask', 'trimap', 'matte', 'cutout', 'backdrop'];

/** @type {import('@preact/signals').Signal<View>} */
export const view = signal('original');
/** @type {import('@preact/signals').Signal<'none' | 'wipe' | 'pair'>} */
export const comparing = signal('none');
/** The original takes the view's place as long as a finger rests on it. */
export const peeking = signal(false);
/** What is on the stage. @type {import('@preact/signals').ReadonlySignal<View>} */
export const shownView = computed(() => (peeking.value ? 'original' : view.value));
/** The wipe's place along the visible photo, 0 to 1. */
export const wipe = signal(0.5);

/** The photo's pixels and the stage's size. */
export const photoSize = signal({ width: 0, height: 0 });
export const stageSize = signal({ width: 0, height: 0 });

/** One photo beside the other: each has half of the stage. */
export const paneSize = computed(() => {
  const { width, height } = stageSize.value;
  return comparing.value === 'pair' ? { width: Math.floor(width / 2), height } : { width, height };
});

export const margin = computed(() => (phone.value ? 20 : stageSize.value.width < 800 ? 22 : 28));

/** @type {import('@preact/signals').Signal<import('./geometry.js').Camera | null>} null: fitted */
const chosen = signal(null);

const fitted = computed(() => fit(photoSize.value, paneSize.value, margin.value));
export const camera = computed(() => (chosen.value ? settle(chosen.value, photoSize.value, paneSize.value, margin.value) : fitted.value));
export const isFitted = computed(() => chosen.value === null);
export const rect = computed(() => photoRect(camera.value, photoSize.value, paneSize.value));
export const visibleRect = computed(() => visible(rect.value, paneSize.value));

export function fitPhoto() {
  chosen.value = null;
}

/**
 * @param {number} zoom
 * @param {{x: number, y: number}} [point] on the stage; its middle, if not given
 */
export function zoomTo(zoom, point) {
  const stage = paneSize.value;
  const least = Math.min(fitted.value.zoom, 1);
  const next = zoomAt(camera.value, zoom, stage, point ?? { x: stage.width / 2, y: stage.height / 2 }, least);
  chosen.value = next.zoom <= fitted.value.zoom * 1.0001 && least < 1 ? null : next;
}

/** @param {1 | -1} direction */
export function zoomStep(direction) {
  zoomTo(nextStep(camera.value.zoom, direction));
}

/**
 * Move the photo with the hand, in CSS pixels.
 * @param {number} dx
 * @param {number} dy
 */
export function moveBy(dx, dy) {
  const { zoom, x, y } = camera.value;
  chosen.value = settle({ zoom, x: x - dx / zoom, y: y - dy / zoom }, photoSize.value, paneSize.value, margin.value);
}

/** A point that keys move is never nearer to the stage's edge, in CSS pixels. */
const EDGE = 48;

/**
 * Move the photo just so far that a point of it can be seen.
 * @param {{x: number, y: number}} point photo pixels
 */
export function bringIntoSight(point) {
  const { zoom, x, y } = camera.value;
  const near = (/** @type {number} */ centre, /** @type {number} */ at, /** @type {number} */ stage) => {
    const half = Math.max(0, stage / 2 - EDGE) / zoom;
    return Math.min(at + half, Math.max(at - half, centre));
  };
  const next = { zoom, x: near(x, point.x, paneSize.value.width), y: near(y, point.y, paneSize.value.height) };
  if (next.x !== x || next.y !== y) chosen.value = settle(next, photoSize.value, paneSize.value, margin.value);
}

/**
 * @param {'wipe' | 'pair'} kind
 */
export function toggleCompare(kind) {
  comparing.value = comparing.value === kind ? 'none' : kind;
  if (comparing.value !== 'none' && view.value === 'original') view.value = 'cutout';
}
