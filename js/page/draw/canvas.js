/** Canvases off the page, and pixels into them. */

/**
 * @param {number} width
 * @param {number} height
 * @returns {{canvas: HTMLCanvasElement, ctx: CanvasRenderingContext2D}}
 */
export function makeCanvas(width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width));
  canvas.height = Math.max(1, Math.round(height));
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new RangeError('The browser gave no canvas: memory is short.');
  return { canvas, ctx };
}

/**
 * Free a canvas's memory at once, not when the garbage collector runs.
 * @param {HTMLCanvasElement | null | undefined} canvas
 */
export function drop(canvas) {
  if (canvas) canvas.width = canvas.height = 0;
}

/**
 * A picture made to fit; itself where it fits already.
 * @param {HTMLCanvasElement} picture
 * @param {number} side the longest side wanted, in pixels
 */
export function shrunk(picture, side) {
  const share = side / Math.max(picture.width, picture.height);
  if (share >= 1) return picture;
  const { canvas, ctx } = makeCanvas(picture.width * share, picture.height * share);
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * Bytes as an ImageData without a copy.
 * @param {Uint8ClampedArray | Uint8Array} data RGBA
 * @param {number} width
 * @param {number} height
 */
export function imageData(data, width, height) {
  const bytes = new Uint8ClampedArray(/** @type {ArrayBuffer} */ (data.buffer), data.byteOffset, width * height * 4);
  return new ImageData(bytes, width, height);
}

/**
 * A plane of any channel count as a canvas.
 * @param {import('../../engine/types.js').Plane} plane
 * @param {(value: number) => [number, number, number, number]} [paint] colour of a one-channel value; grey if not given
 */
export function planeCanvas({ width, height, channels, data }, paint) {
  const { canvas, ctx } = makeCanvas(width, height);
  if (channels === 4) {
    ctx.putImageData(imageData(data, width, height), 0, 0);
    return canvas;
  }
  const image = ctx.createImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  if (channels === 1) {
    const ramp = Uint32Array.from({ length: 256 }, (_, value) => word(paint ? paint(value) : [value, value, value, 255]));
    for (let i = 0; i < words.length; i++) words[i] = ramp[data[i]];
  } else {
    for (let i = 0, j = 0; i < words.length; i++, j += 3) {
      words[i] = 0xff000000 | (data[j + 2] << 16) | (data[j + 1] << 8) | data[j];
    }
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

/** @param {[number, number, number, number]} colour */
function word([r, g, b, a]) {
  return ((a << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/**
 * `#rrggbb` as numbers.
 * @param {string} colour
 * @returns {[number, number, number]}
 */
export function rgb(colour) {
  const value = parseInt(colour.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
