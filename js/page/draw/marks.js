/** Strokes over the photo: Keep solid, Remove hatched, Hair dotted, so that colour is never alone. */
import { makeCanvas, rgb } from './canvas.js';

/** @typedef {'keep' | 'remove' | 'unsure'} Tool */
/** @typedef {{tool: Tool, size: number, points: readonly number[]}} Stroke in photo pixels: its diameter, and x, y, x, y, … */
/** @typedef {import('./source.js').Place} Place */

/** @type {Map<string, CanvasPattern>} */
const patterns = new Map();

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Place} place
 * @param {readonly Stroke[]} strokes
 * @param {Record<Tool, string>} colours `#rrggbb` for each tool
 */
export function drawStrokes(ctx, place, strokes, colours) {
  ctx.save();
  ctx.lineCap = ctx.lineJoin = 'round';
  for (const { tool, size, points } of strokes) {
    ctx.strokeStyle = pattern(ctx, tool, colours[tool]);
    ctx.lineWidth = Math.max(2, size * place.scale);
    ctx.beginPath();
    ctx.moveTo(place.x + points[0] * place.scale, place.y + points[1] * place.scale);
    if (points.length === 2) ctx.lineTo(place.x + points[0] * place.scale + 0.01, place.y + points[1] * place.scale);
    for (let i = 2; i < points.length; i += 2) ctx.lineTo(place.x + points[i] * place.scale, place.y + points[i + 1] * place.scale);
    ctx.stroke();
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Tool} tool
 * @param {string} colour
 */
function pattern(ctx, tool, colour) {
  const ratio = Math.max(1, Math.round(window.devicePixelRatio || 1));
  const key = `${tool} ${colour} ${ratio}`;
  let made = patterns.get(key);
  if (!made) {
    made = /** @type {CanvasPattern} */ (ctx.createPattern(swatch(tool, colour, 8 * ratio), 'repeat'));
    patterns.set(key, made);
  }
  return made;
}

/**
 * @param {Tool} tool
 * @param {string} colour
 * @param {number} side
 */
function swatch(tool, colour, side) {
  const { canvas, ctx } = makeCanvas(side, side);
  ctx.fillStyle = `rgb(${rgb(colour).join(' ')} / 0.7)`;
  ctx.fillRect(0, 0, side, side);
  ctx.fillStyle = ctx.strokeStyle = 'rgb(255 255 255 / 0.85)';
  if (tool === 'unsure') {
    ctx.beginPath();
    ctx.arc(side / 2, side / 2, side / 8, 0, 2 * Math.PI);
    ctx.fill();
  }
  if (tool === 'remove') {
    ctx.lineWidth = side / 4.5;
    ctx.beginPath();
    for (const shift of [-side, 0, side]) {
      ctx.moveTo(shift - 1, side + 1);
      ctx.lineTo(shift + side + 1, -1);
    }
    ctx.stroke();
  }
  return canvas;
}

/**
 * The brush's ring: white with a dark outline, seen on any photo.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x canvas pixels
 * @param {number} y
 * @param {number} radius
 */
export function drawRing(ctx, x, y, radius) {
  const ratio = window.devicePixelRatio || 1;
  ctx.save();
  for (const [style, width] of /** @type {[string, number][]} */ ([
    ['rgb(20 20 20 / 0.9)', 4],
    ['#fff', 2],
  ])) {
    ctx.strokeStyle = style;
    ctx.lineWidth = width * ratio;
    ctx.beginPath();
    ctx.arc(x, y, Math.max(2 * ratio, radius), 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}
