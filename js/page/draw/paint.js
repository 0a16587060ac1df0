/** One frame of the stage: backgrounds, the view, the wipe. Knows canvases and sources, nothing of the page. */
import { drawChecker } from './checker.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./source.js').Place} Place */
/**
 * @typedef {object} Layers what one view shows, from back to front
 * @property {'checker' | string | null} ground squares, a colour, or nothing
 * @property {(Source | null)[]} sources
 */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Layers} layers
 * @param {Place} place
 * @param {Rect} clip canvas pixels
 * @param {Rect} rect the whole photo, canvas pixels
 * @param {{squares: [string, string], near: number}} look `near`: canvas pixels a photo pixel from which pixels stay square
 */
export function paintLayers(ctx, layers, place, clip, rect, { squares, near }) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(clip.x, clip.y, clip.width, clip.height);
  ctx.clip();
  if (layers.ground === 'checker') drawChecker(ctx, rect, squares);
  else if (layers.ground) {
    ctx.fillStyle = layers.ground;
    ctx.fillRect(Math.round(rect.x), Math.round(rect.y), Math.round(rect.width), Math.round(rect.height));
  }
  ctx.imageSmoothingEnabled = place.scale < near;
  ctx.imageSmoothingQuality = 'high';
  for (const source of layers.sources) source?.draw(ctx, place);
  ctx.restore();
}
