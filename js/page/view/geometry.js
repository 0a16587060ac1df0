/** Where the photo lies on the stage: zoom, fit and moves. Pure; lengths in CSS pixels unless said otherwise. */

/**
 * @typedef {object} Camera
 * @property {number} zoom CSS pixels a photo pixel
 * @property {number} x photo column at the middle of the stage
 * @property {number} y photo row at the middle of the stage
 */
/** @typedef {{width: number, height: number}} Size */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

/** One photo pixel never covers more than this many CSS pixels. */
export const MAX_ZOOM = 32;

/**
 * The largest zoom at which the whole photo shows with a margin; a small photo is enlarged, up to MAX_ZOOM.
 * @param {Size} photo
 * @param {Size} stage
 * @param {number} margin
 * @returns {Camera}
 */
export function fit(photo, stage, margin) {
  const width = Math.max(1, stage.width - 2 * margin);
  const height = Math.max(1, stage.height - 2 * margin);
  const zoom = Math.min(width / photo.width, height / photo.height);
  return { zoom: Math.min(MAX_ZOOM, Math.max(zoom, 1e-4)), x: photo.width / 2, y: photo.height / 2 };
}

/**
 * Zoom so that the photo point under a stage point stays there.
 * @param {Camera} camera
 * @param {number} zoom the new zoom
 * @param {Size} stage
 * @param {{x: number, y: number}} point on the stage
 * @param {number} least smallest zoom
 * @returns {Camera}
 */
export function zoomAt(camera, zoom, stage, point, least) {
  const next = Math.min(MAX_ZOOM, Math.max(least, zoom));
  const dx = point.x - stage.width / 2;
  const dy = point.y - stage.height / 2;
  return {
    zoom: next,
    x: camera.x + dx / camera.zoom - dx / next,
    y: camera.y + dy / camera.zoom - dy / next,
  };
}

/**
 * Keep the photo on the stage: centred along a side that fits, else with no empty border.
 * @param {Camera} camera
 * @param {Size} photo
 * @param {Size} stage
 * @param {number} margin
 * @returns {Camera}
 */
export function settle(camera, photo, stage, margin) {
  return {
    zoom: camera.zoom,
    x: settleOne(camera.x, camera.zoom, photo.width, stage.width, margin),
    y: settleOne(camera.y, camera.zoom, photo.height, stage.height, margin),
  };
}

/**
 * @param {number} centre
 * @param {number} zoom
 * @param {number} photo
 * @param {number} stage
 * @param {number} margin
 */
function settleOne(centre, zoom, photo, stage, margin) {
  const half = (stage / 2 - margin) / zoom;
  if (half * 2 >= photo) return photo / 2;
  return Math.min(photo - half, Math.max(half, centre));
}

/**
 * The photo's rectangle on the stage.
 * @param {Camera} camera
 * @param {Size} photo
 * @param {Size} stage
 * @returns {Rect}
 */
export function photoRect(camera, photo, stage) {
  return {
    x: stage.width / 2 - camera.x * camera.zoom,
    y: stage.height / 2 - camera.y * camera.zoom,
    width: photo.width * camera.zoom,
    height: photo.height * camera.zoom,
  };
}

/**
 * The part of the photo's rectangle that is on the stage.
 * @param {Rect} rect
 * @param {Size} stage
 * @returns {Rect}
 */
export function visible(rect, stage) {
  const x = Math.max(0, rect.x);
  const y = Math.max(0, rect.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(stage.width, rect.x + rect.width) - x),
    height: Math.max(0, Math.min(stage.height, rect.y + rect.height) - y),
  };
}

/**
 * A stage point in photo coordinates.
 * @param {Camera} camera
 * @param {Size} stage
 * @param {{x: number, y: number}} point
 */
export function toPhoto(camera, stage, point) {
  return {
    x: camera.x + (point.x - stage.width / 2) / camera.zoom,
    y: camera.y + (point.y - stage.height / 2) / camera.zoom,
  };
}

/** Zoom steps of the buttons and of + and −: half octaves that pass through 1. */
const STEP = Math.SQRT2;

/**
 * The next zoom step above (direction 1) or below (direction -1).
 * @param {number} zoom
 * @param {1 | -1} direction
 */
export function nextStep(zoom, direction) {
  const place = Math.log(zoom) / Math.log(STEP);
  const near = Math.round(place);
  const next = Math.abs(place - near) < 0.02 ? near + direction : direction > 0 ? Math.ceil(place) : Math.floor(place);
  return STEP ** next;
}
