/**
 * Something that can be drawn on the stage at any zoom. A picture of 100 megapixels is drawn from one small overview
 * and, when nearer, from a few tiles made on demand; it is never held a second time.
 */
import { drop, imageData, makeCanvas } from './canvas.js';

/** Longest side of an overview, in pixels. */
const OVERVIEW = 2048;
/** Side of a tile, in photo pixels. */
const TILE = 512;
/** How many tiles one source keeps. */
const KEEP = 72;

/** @typedef {{x: number, y: number, scale: number, width: number, height: number}} Place
 * where the photo's corner lies on the canvas and how many canvas pixels a photo pixel takes; the canvas's size */
/** @typedef {{draw: (ctx: CanvasRenderingContext2D, place: Place) => void, dispose: () => void}} Source */

/**
 * The overview's shrink factor for a photo.
 * @param {number} width
 * @param {number} height
 */
export function overviewFactor(width, height) {
  return Math.max(1, Math.ceil(Math.max(width, height) / OVERVIEW));
}

/**
 * A small picture stretched over the whole photo: planes, overviews. The source owns it and releases it.
 * @param {HTMLCanvasElement | ImageBitmap} picture
 * @param {number} width the photo's
 * @param {number} height
 * @returns {Source}
 */
export function stretched(picture, width, height) {
  return {
    draw(ctx, { x, y, scale }) {
      ctx.drawImage(picture, Math.round(x), Math.round(y), Math.round(width * scale), Math.round(height * scale));
    },
    dispose() {
      if (picture instanceof ImageBitmap) picture.close();
      else drop(picture);
    },
  };
}

/**
 * Full-size RGBA bytes, or their alpha as grey.
 * @param {{width: number, height: number, rgba: Uint8ClampedArray}} picture
 * @param {{channel?: 'rgba' | 'alpha', onReady?: () => void}} [options] `onReady` when the overview can be drawn
 * @returns {Source & {overview: HTMLCanvasElement, factor: number, ready: Promise<void>}}
 */
export function fullSize({ width, height, rgba }, { channel = 'rgba', onReady } = {}) {
  const factor = overviewFactor(width, height);
  const { canvas: overview, ctx: overviewCtx } = makeCanvas(Math.ceil(width / factor), Math.ceil(height / factor));
  /** @type {Map<number, HTMLCanvasElement>} */
  const tiles = new Map();
  const columns = Math.ceil(width / TILE);
  let alive = true;
  const ready = fillOverview().then(() => {
    if (alive) onReady?.();
  });

  async function fillOverview() {
    const band = 256;
    for (let row = 0; row < overview.height && alive; row += band) {
      const rows = Math.min(band, overview.height - row);
      const y = row * factor;
      const h = Math.min(rows * factor, height - y);
      const strip = pixels(0, y, width, h);
      if (factor === 1) overviewCtx.putImageData(strip, 0, row);
      else {
        const bitmap = await createImageBitmap(strip, { resizeWidth: overview.width, resizeHeight: rows, resizeQuality: 'medium' });
        overviewCtx.drawImage(bitmap, 0, row);
        bitmap.close();
      }
    }
  }

  /**
   * A part as ImageData. Whole rows of colour need no copy.
   * @param {number} x
   * @param {number} y
   * @param {number} w
   * @param {number} h
   */
  function pixels(x, y, w, h) {
    if (channel === 'rgba' && w === width) return imageData(rgba.subarray(y * width * 4, (y + h) * width * 4), w, h);
    const part = new ImageData(w, h);
    for (let row = 0; row < h; row++) {
      const from = ((y + row) * width + x) * 4;
      if (channel === 'rgba') part.data.set(rgba.subarray(from, from + w * 4), row * w * 4);
      else
        for (let i = 0, to = row * w * 4; i < w; i++, to += 4) {
          const value = rgba[from + i * 4 + 3];
          part.data[to] = part.data[to + 1] = part.data[to + 2] = value;
          part.data[to + 3] = 255;
        }
    }
    return part;
  }

  /** @param {number} column @param {number} row */
  function tile(column, row) {
    const key = row * columns + column;
    let canvas = tiles.get(key);
    if (canvas) tiles.delete(key);
    else {
      const x = column * TILE;
      const y = row * TILE;
      const made = makeCanvas(Math.min(TILE, width - x), Math.min(TILE, height - y));
      canvas = made.canvas;
      made.ctx.putImageData(pixels(x, y, canvas.width, canvas.height), 0, 0);
      if (tiles.size >= KEEP) {
        const oldest = /** @type {number} */ (tiles.keys().next().value);
        drop(tiles.get(oldest));
        tiles.delete(oldest);
      }
    }
    tiles.set(key, canvas);
    return canvas;
  }

  return {
    overview,
    factor,
    ready,
    draw(ctx, place) {
      const { x, y, scale } = place;
      if (scale * factor <= 1.02 || factor === 1) {
        ctx.drawImage(overview, Math.round(x), Math.round(y), Math.round(width * scale), Math.round(height * scale));
        return;
      }
      const side = TILE * scale;
      const first = [Math.max(0, Math.floor(-x / side)), Math.max(0, Math.floor(-y / side))];
      const last = [
        Math.min(columns - 1, Math.floor((place.width - x) / side)),
        Math.min(Math.ceil(height / TILE) - 1, Math.floor((place.height - y) / side)),
      ];
      for (let row = first[1]; row <= last[1]; row++)
        for (let column = first[0]; column <= last[0]; column++) {
          const canvas = tile(column, row);
          const left = Math.round(x + column * side);
          const top = Math.round(y + row * side);
          const right = Math.round(x + (column * TILE + canvas.width) * scale);
          const bottom = Math.round(y + (row * TILE + canvas.height) * scale);
          ctx.drawImage(canvas, left, top, right - left, bottom - top);
        }
    },
    dispose() {
      alive = false;
      drop(overview);
      for (const canvas of tiles.values()) drop(canvas);
      tiles.clear();
    },
  };
}
