/** Single keys while the photo has the focus. */

import { TOOLS } from '../../document/strokes.js';
import { photo, result } from '../../session/run.js';
import { unlocked } from '../../session/unlocked.js';
import { openSheet } from '../../ui/sheet.js';
import { toPhoto } from '../../view/geometry.js';
import {
  bringIntoSight,
  camera,
  comparing,
  fitPhoto,
  moveBy,
  paneSize,
  photoSize,
  toggleCompare,
  VIEWS,
  view,
  zoomStep,
} from '../../view/view.js';
import {
  beginStroke,
  endStroke,
  extendStroke,
  painting,
  ring,
  size,
  startPainting,
  stepSize,
  stopPainting,
  stroke,
  tool,
} from '../brush/brush.js';
import { holdSpace } from './gestures.js';
import { singleKeys } from './single-keys.js';
import { canCompare } from './Views.jsx';
import { moveByKey } from './Wipe.jsx';

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {KeyboardEvent} event */
export function onPhotoKey(event) {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.matches('input')) return;
  if (painting.value ? paintKey(event) : lookKey(event)) event.preventDefault();
}

/** @param {KeyboardEvent} event */
export function onPhotoKeyUp(event) {
  if (event.key === ' ') holdSpace(false);
}

/** @param {KeyboardEvent} event @returns {boolean} whether it was used */
function lookKey(event) {
  const { key } = event;
  if (key in ARROWS) {
    if (comparing.value === 'wipe') moveByKey(event);
    else moveBy(-ARROWS[key][0] * 48, -ARROWS[key][1] * 48);
    return true;
  }
  if (!singleKeys.value) return false;
  const index = Number(key) - 1;
  if (VIEWS[index]) {
    if (unlocked.value[VIEWS[index]]) view.value = VIEWS[index];
    return true;
  }
  if (key.toLowerCase() === 'c' && canCompare()) toggleCompare('wipe');
  else if (key.toLowerCase() === 'd' && canCompare()) toggleCompare('pair');
  else if (key.toLowerCase() === 'b' && (result.value || photo.value)) startPainting();
  else return zoomKey(event);
  return true;
}

/** @param {KeyboardEvent} event @returns {boolean} */
function zoomKey({ key }) {
  if (key === '+' || key === '=') zoomStep(1);
  else if (key === '-' || key === '−') zoomStep(-1);
  else if (key === '0') fitPhoto();
  else if (key === '?') openSheet('shortcuts');
  else if (key === ' ') holdSpace(true);
  else return false;
  return true;
}

/** @param {KeyboardEvent} event @returns {boolean} */
function paintKey(event) {
  const { key } = event;
  if (key in ARROWS) {
    moveRing(ARROWS[key], event.shiftKey ? 1 : 0.35);
    return true;
  }
  if (key === 'Enter') {
    if (stroke.value) endStroke();
    else beginStroke(ringPlace());
    return true;
  }
  if (!singleKeys.value) return false;
  if (TOOLS[Number(key) - 1]) tool.value = TOOLS[Number(key) - 1];
  else if (key === '[') stepSize(-1);
  else if (key === ']') stepSize(1);
  else if (key.toLowerCase() === 'b') stopPainting();
  else return zoomKey(event);
  return true;
}

/** The ring's place; at the middle of what is seen when no pointer has set it. */
function ringPlace() {
  if (!ring.value) {
    const { width, height } = paneSize.value;
    ring.value = toPhoto(camera.value, paneSize.value, { x: width / 2, y: height / 2 });
  }
  return ring.value;
}

/**
 * @param {[number, number]} direction
 * @param {number} share of the brush's size that one press moves
 */
function moveRing([dx, dy], share) {
  const { x, y } = ringPlace();
  const step = Math.max(1, size.value * share);
  ring.value = {
    x: Math.min(photoSize.value.width, Math.max(0, x + dx * step)),
    y: Math.min(photoSize.value.height, Math.max(0, y + dy * step)),
  };
  bringIntoSight(ring.value);
  extendStroke(ring.value);
}
