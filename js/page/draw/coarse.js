/** Pictures made from the coarse alpha: the first cutout, its grey twin, and the hair zone. At overview size. */
import { drop, makeCanvas, planeCanvas } from './canvas.js';

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
  const stencil = planeCanvas(alpha, (value) => [255, 255, 255, value]);
  ctx.drawImage(stencil, 0, 0, canvas.width, canvas.height);
  drop(stencil);
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
 * A picture out of focus, for the "Blurred" background: as the download has it, mirrored beyond its edges. Browsers without
 * filters shrink it until one pixel covers the blur, then enlarge it.
 * @param {HTMLCanvasElement} picture
 * @param {number} sigma of the Gaussian, in pixels of the picture
 */
export function blurred(picture, sigma) {
  const { canvas, ctx } = makeCanvas(picture.width, picture.height);
  if (typeof ctx.filter === 'string') {
    const margin = Math.min(Math.ceil(3 * sigma), picture.width, picture.height);
    const wide = mirrored(picture, margin);
    ctx.filter = `blur(${sigma}px)`;
    ctx.drawImage(wide, -margin, -margin);
    drop(wide);
    return canvas;
  }
  const small = makeCanvas(canvas.width / Math.max(1, sigma), canvas.height / Math.max(1, sigma));
  small.ctx.imageSmoothingQuality = 'high';
  small.ctx.drawImage(picture, 0, 0, small.canvas.width, small.canvas.height);
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(small.canvas, 0, 0, canvas.width, canvas.height);
  drop(small.canvas);
  return canvas;
}

/**
 * A picture with a margin in which it goes on as in a mirror.
 * @param {HTMLCanvasElement} picture
 * @param {number} margin at most the picture's sides
 */
function mirrored(picture, margin) {
  const { width, height } = picture;
  const { canvas, ctx } = makeCanvas(width + 2 * margin, height + 2 * margin);
  for (const [sx, x] of [
    [1, 0],
    [-1, 0],
    [-1, 2 * width],
  ]) {
    for (const [sy, y] of [
      [1, 0],
      [-1, 0],
      [-1, 2 * height],
    ]) {
      ctx.setTransform(sx, 0, 0, sy, margin + x, margin + y);
      ctx.drawImage(picture, 0, 0);
    }
  }
  return canvas;
}
