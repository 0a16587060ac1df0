/** A document as it comes back from the device. What is stored may be damaged or from another version: nothing in it is believed. Pure. */
import { withoutPicture } from './knobs.js';
import { checkSettings } from './recipe.js';
import { TOOLS } from './strokes.js';

/** @typedef {import('./document.js').Doc} Doc */
/** @typedef {import('./strokes.js').Stroke} Stroke */
/** @typedef {import('./strokes.js').Tool} Tool */
/** @typedef {Record<string, unknown>} Fields */

/** Numbers of a stroke and their size, in photo pixels; and how many strokes: far above what a hand does. */
const POINTS = 1e6;
const PIXELS = 1e6;
const STROKES = 1e4;

/**
 * What fits is kept. Settings of which one value does not fit are dropped as a whole, as everywhere; so is a stroke.
 * @param {unknown} given
 * @param {import('./knobs.js').Knob[]} knobs
 * @param {import('./knobs.js').Knob | null} [background] the knob of the background, where its picture did not come back
 * @returns {Doc}
 */
export function readDoc(given, knobs, background = null) {
  const { settings, marks, size, crop } = fields(given);
  const checked = checkSettings(settings, knobs).settings;
  return {
    settings: background ? withoutPicture(checked, background) : checked,
    marks: Array.isArray(marks) ? marks.slice(0, STROKES).flatMap(readStroke) : [],
    size: readSize(size),
    crop: crop === true,
  };
}

/** @param {unknown} given @returns {Stroke[]} one, or none */
function readStroke(given) {
  const { id, tool, size, points, time } = fields(given);
  const numbers = Array.isArray(points) && points.length >= 2 && points.length % 2 === 0 && points.length <= POINTS;
  if (!numbers || !points.every(isPixels) || !isPixels(size) || size <= 0 || !TOOLS.includes(/** @type {Tool} */ (tool))) return [];
  return [{ id: numberOr(id), tool: /** @type {Tool} */ (tool), size, points: [...points], time: numberOr(time) }];
}

/** @param {unknown} given */
function readSize(given) {
  const { width, height } = fields(given);
  return isSide(width) && isSide(height) ? { width, height } : null;
}

/** @param {unknown} value @returns {Fields} */
export function fields(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? /** @type {Fields} */ (value) : {};
}

/** @param {unknown} value @returns {value is number} */
const isPixels = (value) => typeof value === 'number' && Math.abs(value) <= PIXELS;

/** @param {unknown} value @returns {value is number} */
const isSide = (value) => isPixels(value) && Number.isInteger(value) && value > 0;

/** @param {unknown} value */
export const numberOr = (value, otherwise = 0) => (typeof value === 'number' && Number.isFinite(value) ? value : otherwise);
