/** What lies behind a cutout on the stage. */
import { makeCanvas } from './canvas.js';

/** @type {Map<string, CanvasPattern>} */
const patterns = new Map();

/**
 * Squares of 10 px, fixed to the photo's corner so that they do not swim when the photo moves.
 * @param {CanvasRenderingContext2D} ctx
 * @param {{x: number, y: number, width: number, height: number}} rect canvas pixels
 * @param {[string, string]} colours
 */
export function drawChecker(ctx, rect, colours) {
  const side = Math.round(10 * (window.devicePixelRatio || 1));
  const key = colours.join(' ') + side;
  let pattern = patterns.get(key);
  if (!pattern) {
    const { canvas, ctx: small } = makeCanvas(side * 2, side * 2);
    small.fillStyle = colours[0];
    small.fillRect(0, 0, side * 2, side * 2);
    small.fillStyle = colours[1];
    small.fillRect(side, 0, side, side);
    small.fillRect(0, side, side, side);
    pattern = /** @type {CanvasPattern} */ (ctx.createPattern(canvas, 'repeat'));
    patterns.set(key, pattern);
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(rect.x, rect.y, rect.width, rect.height);
  ctx.translate(Math.round(rect.x), Math.round(rect.y));
  ctx.fillStyle = pattern;
  ctx.fill();
  ctx.restore();
}
