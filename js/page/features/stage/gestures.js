/** Pointers and wheel on the photo: zoom at the pointer, move, wipe, paint, look at the original. */

import { toPhoto } from '../../view/geometry.js';
import { camera, comparing, isFitted, moveBy, paneSize, peeking, visibleRect, wipe, zoomTo } from '../../view/view.js';
import { beginStroke, dropStroke, endStroke, extendStroke, painting, ring } from '../brush/brush.js';
import { eyedropper, pickAt } from '../panel/eyedropper.js';
import { longPress } from './long-press.js';

/** CSS pixels: no fingertip touches so much; the ball of a hand does. */
const PALM = 64;
/** Milliseconds in which a second finger makes a pinch of what began as a stroke; whatever touches the glass later is the hand's. */
const SECOND_FINGER = 250;

/** @param {PointerEvent} event */
const isPalm = ({ pointerType, width, height }) => pointerType === 'touch' && Math.max(width, height) > PALM;

/** Space is held: drag moves the photo also while painting. */
let space = false;
/** @param {boolean} held */
export function holdSpace(held) {
  space = held;
}

/**
 * @param {HTMLElement} element
 * @returns {() => void} stop listening
 */
export function listen(element) {
  /** @type {Map<number, {x: number, y: number}>} */
  const pointers = new Map();
  /** @type {'move' | 'wipe' | 'paint' | 'pinch' | null} */
  let mode = null;

  let pressed = { x: 0, y: 0 };
  let since = 0;
  const press = longPress(peeking);

  /** @param {PointerEvent | WheelEvent} event */
  const place = (event) => {
    const box = element.getBoundingClientRect();
    const pane = paneSize.value;
    const x = event.clientX - box.left;
    return { x: comparing.value === 'pair' && x >= pane.width ? x - pane.width : x, y: event.clientY - box.top };
  };
  /** @param {{x: number, y: number}} at */
  const onPhoto = (at) => toPhoto(camera.value, paneSize.value, at);

  /** @param {PointerEvent} event */
  function down(event) {
    if (event.target instanceof Element && event.target.closest('button, input, label, a')) return;
    if (painting.value && isPalm(event)) return;
    if (mode === 'paint' && event.timeStamp - since > SECOND_FINGER) return;
    const at = place(event);
    since = event.timeStamp;
    pressed = at;
    pointers.set(event.pointerId, at);
    element.setPointerCapture(event.pointerId);
    press.end();
    if (pointers.size === 2) {
      if (mode === 'paint') dropStroke();
      mode = 'pinch';
    } else if (eyedropper.value) pickAt(onPhoto(at));
    else if (painting.value && event.button === 0 && !space) {
      mode = 'paint';
      ring.value = onPhoto(at);
      beginStroke(onPhoto(at));
    } else if (event.pointerType === 'touch' && comparing.value === 'wipe') {
      mode = 'wipe';
      moveWipe(at);
    } else {
      mode = 'move';
      press.begin(event);
    }
  }

  /** @param {PointerEvent} event */
  function move(event) {
    const at = place(event);
    if (painting.value && event.pointerType !== 'touch') ring.value = onPhoto(at);
    const before = pointers.get(event.pointerId);
    if (!before) return;
    press.move(event);
    if (mode === 'pinch') pinch(event.pointerId, at);
    pointers.set(event.pointerId, at);
    if (mode === 'move' && !isFitted.value) moveBy(at.x - before.x, at.y - before.y);
    if (mode === 'wipe') moveWipe(at);
    if (mode === 'paint') {
      ring.value = onPhoto(at);
      for (const each of event.getCoalescedEvents?.() ?? [event]) extendStroke(onPhoto(place(each)));
    }
  }

  /** @param {number} id @param {{x: number, y: number}} at */
  function pinch(id, at) {
    const [other] = [...pointers].filter(([key]) => key !== id).map(([, value]) => value);
    const before = pointers.get(id);
    if (!other || !before) return;
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    moveBy((at.x - before.x) / 2, (at.y - before.y) / 2);
    const spread = Math.hypot(before.x - other.x, before.y - other.y);
    if (spread > 4) zoomTo((camera.value.zoom * Math.hypot(at.x - other.x, at.y - other.y)) / spread, middle);
  }

  /** @param {PointerEvent} event */
  function up(event) {
    if (!pointers.delete(event.pointerId)) return;
    press.end();
    if (mode === 'paint') endStroke();
    // A click moves the wipe: no drag is needed.
    const at = place(event);
    if (mode === 'move' && comparing.value === 'wipe' && Math.hypot(at.x - pressed.x, at.y - pressed.y) < 4) moveWipe(at);
    mode = pointers.size ? 'move' : null;
  }

  /** @param {{x: number}} at */
  function moveWipe(at) {
    const seen = visibleRect.value;
    if (seen.width > 0) wipe.value = Math.min(1, Math.max(0, (at.x - seen.x) / seen.width));
  }

  /** @param {WheelEvent} event */
  function wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 18 : 1;
    const speed = event.ctrlKey ? 0.01 : 0.0018;
    zoomTo(camera.value.zoom * Math.exp(-event.deltaY * lines * speed), place(event));
  }

  const leave = () => {
    if (mode !== 'paint') ring.value = null;
  };

  // The release of a key elsewhere is not reported here.
  const forget = () => holdSpace(false);

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('contextmenu', press.menu);
  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('blur', forget);
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('pointerleave', leave);
    element.removeEventListener('contextmenu', press.menu);
    element.removeEventListener('wheel', wheel);
    press.end();
    element.removeEventListener('blur', forget);
  };
}
