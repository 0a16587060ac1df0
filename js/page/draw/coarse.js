/** Canvases at overview size: a first cutout from the coarse alpha, grey, with the hair zone or decided regions marked, or blurred. */
import { drop, imageData, makeCanvas, planeCanvas } from './canvas.js';

/** @typedef {import('../../engine/types.js').Plane} Plane */

/** Opacity of the bars over a decided region, and of what lies between them. */
const [BAR, GAP] = [190, 70];

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
 * What was decided as a whole: bars that rise to the right where it is subject, bars that fall where it is background, so that
 * not only the colour tells them apart. Clear elsewhere.
 * @param {Plane} decided 255 subject, 0 background, between them nothing
 * @param {{subject: [number, number, number], background: [number, number, number]}} colours
 */
export function decidedZone({ width, height, data }, { subject, background }) {
  const rgba = new Uint8ClampedArray(4 * width * height);
  const period = Math.max(4, Math.round(Math.max(width, height) / 60));
  for (let y = 0, i = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, i += 1) {
      if (data[i] > 0 && data[i] < 255) continue;
      const kept = data[i] === 255;
      const along = kept ? x + y : x - y + height * period;
      rgba.set(kept ? subject : background, 4 * i);
      rgba[4 * i + 3] = along % period < period / 2 ? BAR : GAP;
    }
  }
  const { canvas, ctx } = makeCanvas(width, height);
  ctx.putImageData(imageData(rgba, width, height), 0, 0);
  return canvas;
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
