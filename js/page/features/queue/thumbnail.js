/** Small pictures for the list, as files: the browser may keep them out of memory. */
import { readHeader } from '../../../engine/codecs/header.js';
import { makeCanvas } from '../../draw/canvas.js';

const SIDE = 132;

/**
 * @param {{width: number, height: number, rgba: Uint8ClampedArray}} picture
 * @returns {Promise<Blob | null>}
 */
export async function thumbnail({ width, height, rgba }) {
  const scale = Math.min(1, (SIDE * 1.5) / Math.min(width, height));
  const { canvas, ctx } = makeCanvas(width * scale, height * scale);
  const image = ctx.createImageData(canvas.width, canvas.height);
  const step = Math.max(1, Math.floor(1 / scale / 4));
  for (let row = 0, to = 0; row < canvas.height; row++)
    for (let column = 0; column < canvas.width; column++, to += 4)
      average(rgba, width, height, column / scale, row / scale, 1 / scale, step, image.data, to);
  ctx.putImageData(image, 0, 0);
  return toBlob(canvas);
}

/**
 * The mean of a few samples of one thumbnail pixel, weighted by alpha.
 * @param {Uint8ClampedArray} rgba
 * @param {number} width
 * @param {number} height
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {number} step
 * @param {Uint8ClampedArray} out
 * @param {number} to
 */
function average(rgba, width, height, x, y, side, step, out, to) {
  let [red, green, blue, weight, count] = [0, 0, 0, 0, 0];
  const right = Math.min(width, Math.max(x + side, Math.floor(x) + 1));
  const bottom = Math.min(height, Math.max(y + side, Math.floor(y) + 1));
  for (let row = Math.floor(y); row < bottom; row += step)
    for (let column = Math.floor(x); column < right; column += step) {
      const at = (row * width + column) * 4;
      const alpha = rgba[at + 3];
      red += rgba[at] * alpha;
      green += rgba[at + 1] * alpha;
      blue += rgba[at + 2] * alpha;
      weight += alpha;
      count++;
    }
  if (!weight) return;
  out[to] = red / weight;
  out[to + 1] = green / weight;
  out[to + 2] = blue / weight;
  out[to + 3] = weight / count;
}

/** Photos above this are not decoded a second time just for a small picture. */
const QUICK_PIXELS = 50e6;
/** As much of a file as is read for its size: some cameras and phones put previews and depth before it. */
const QUICK_BYTES = 4 << 20;

/**
 * A first small picture and the size of a photo that still waits; the header is read before anything is decoded.
 * @param {File} file
 * @returns {Promise<{before: Blob | null, size: {width: number, height: number}} | null>}
 */
export async function quickLook(file) {
  try {
    const header = readHeader(new Uint8Array(await file.slice(0, QUICK_BYTES).arrayBuffer()));
    if (!header) return null;
    const { width, height } = header;
    if (width * height > QUICK_PIXELS) return { before: null, size: { width, height } };
    const scale = Math.min(1, (SIDE * 1.5) / Math.min(width, height));
    const bitmap = await createImageBitmap(file, { resizeWidth: Math.max(1, Math.round(width * scale)), resizeQuality: 'medium' });
    const { canvas, ctx } = makeCanvas(bitmap.width, bitmap.height);
    ctx.drawImage(bitmap, 0, 0);
    bitmap.close();
    return { before: await toBlob(canvas), size: { width, height } };
  } catch {
    return null;
  }
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob | null>} */
function toBlob(canvas) {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.85));
}
