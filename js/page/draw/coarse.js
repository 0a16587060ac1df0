/** Pictures made from the coarse alpha: the first cutout, its grey twin, and the hair zone. At overview size. */
import { makeCanvas, planeCanvas } from './canvas.js';

/** @typedef {import('../../engine/types.js').Plane} Plane */

/**
 * A picture with a coarse alpha.
 * @param {HTMLCanvasElement} picture
 * @param {Plane} alpha
 * @param {{width: number, height: number}} size
 */
export function coarseCutout(picture, alpha, size = picture) {
  const { canvas, ctx } = makeCanvas(size.width, size.height);
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(picture, 0, 0, canvas.width, canvas.height);
  ctx.globalCompositeOperation = 'destination-in';
  ctx.drawImage(
    planeCanvas(alpha, (value) => [255, 255, 255, value]),
    0,
    0,
    canvas.width,
    canvas.height,
  );
  return canvas;
}

/**
 * The same picture without colour.
 * @param {HTMLCanvasElement} picture
 */
export function grey(picture) {
  const { canvas, ctx } = makeCanvas(picture.width, picture.height);
  ctx.drawImage(picture, 0, 0);
  ctx.globalCompositeOperation = 'saturation';
  ctx.fillStyle = '#808080';
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.globalCompositeOperation = 'destination-in';
  ctx.drawImage(picture, 0, 0);
  return canvas;
}

/**
 * The hair zone in one colour, clear elsewhere.
 * @param {Plane} trimap
 * @param {[number, number, number]} colour
 */
export function hairZone(trimap, [r, g, b]) {
  return planeCanvas(trimap, (value) => [r, g, b, value > 0 && value < 255 ? 160 : 0]);
}

/**
 * The overview out of focus, for the "Blurred" background: shrunk until one pixel covers the blur, then enlarged.
 * @param {HTMLCanvasElement} overview
 * @param {number} radius in overview pixels
 */
export function blurred(overview, radius) {
  const { canvas, ctx } = makeCanvas(overview.width, overview.height);
  if (typeof ctx.filter === 'string') {
    const bleed = radius * 2;
    ctx.filter = `blur(${radius}px)`;
    ctx.drawImage(overview, -bleed, -bleed, canvas.width + 2 * bleed, canvas.height + 2 * bleed);
    ctx.filter = 'none';
    return canvas;
  }
  const small = makeCanvas(canvas.width / Math.max(1, radius), canvas.height / Math.max(1, radius));
  small.ctx.imageSmoothingQuality = 'high';
  small.ctx.drawImage(overview, 0, 0, small.canvas.width, small.canvas.height);
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(small.canvas, 0, 0, canvas.width, canvas.height);
  return canvas;
}
