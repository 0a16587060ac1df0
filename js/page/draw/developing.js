/**
 * The cutout while its tiles are refined: waiting tiles grey at half strength, running tiles in colour at half strength
 * with an outline, finished tiles as they are, faded in. At overview size; one picture, whatever the number of tiles.
 */
import { drop, imageData, makeCanvas } from './canvas.js';
import { coarseCutout, grey } from './coarse.js';

/** @typedef {import('../../engine/types.js').Tile} Tile */
/** @typedef {import('../../engine/types.js').Box} Box */
/** @typedef {import('./source.js').Place} Place */

/** Milliseconds of a tile's fade. */
const FADE = 240;

/**
 * @typedef {import('./source.js').Source & {
 *   update: (index: number, state: 'running' | 'done', core: Box, rgba: Uint8ClampedArray | undefined, now: number) => void,
 *   moving: (now: number) => boolean}} Developing
 */

/**
 * @param {HTMLCanvasElement} overview of the photo
 * @param {number} factor its shrink factor
 * @param {import('../../engine/types.js').Plane} alpha coarse
 * @param {readonly Tile[]} tiles
 * @param {{outline: () => string, still: boolean, clock: () => number}} look `still`: no fades
 * @returns {Developing}
 */
export function developing(overview, factor, alpha, tiles, look) {
  const colour = coarseCutout(overview, alpha);
  const pale = grey(colour);
  const { canvas: finished, ctx: finishedCtx } = makeCanvas(overview.width, overview.height);
  finishedCtx.imageSmoothingQuality = 'high';
  /** @type {{state: 'waiting' | 'running' | 'done' | 'free', since: number}[]} */
  const states = tiles.map((tile) => ({ state: tile.unknown ? 'waiting' : 'free', since: 0 }));

  return {
    update(index, state, core, rgba, now) {
      if (!states[index]) return;
      states[index] = { state, since: now };
      if (!rgba) return;
      const [r0, c0, r1, c1] = core;
      const piece = makeCanvas(c1 - c0, r1 - r0);
      piece.ctx.putImageData(imageData(rgba, c1 - c0, r1 - r0), 0, 0);
      const box = [c0 / factor, r0 / factor, (c1 - c0) / factor, (r1 - r0) / factor];
      finishedCtx.clearRect(box[0], box[1], box[2], box[3]);
      finishedCtx.drawImage(piece.canvas, box[0], box[1], box[2], box[3]);
      drop(piece.canvas);
    },
    moving(now) {
      return !look.still && states.some(({ state, since }) => state === 'done' && now - since < FADE);
    },
    draw(ctx, { x, y, scale }) {
      const now = look.clock();
      tiles.forEach(({ core: [r0, c0, r1, c1] }, index) => {
        const from = [c0 / factor, r0 / factor, (c1 - c0) / factor, (r1 - r0) / factor];
        const left = Math.round(x + c0 * scale);
        const top = Math.round(y + r0 * scale);
        const to = [left, top, Math.round(x + c1 * scale) - left, Math.round(y + r1 * scale) - top];
        const paint = (/** @type {HTMLCanvasElement} */ picture, /** @type {number} */ strength) => {
          ctx.globalAlpha = strength;
          ctx.drawImage(picture, from[0], from[1], from[2], from[3], to[0], to[1], to[2], to[3]);
          ctx.globalAlpha = 1;
        };
        const { state, since } = states[index];
        if (state === 'free') paint(colour, 1);
        else if (state === 'waiting') paint(pale, 0.5);
        else if (state === 'running') paint(colour, 0.5);
        else {
          const share = look.still ? 1 : Math.min(1, (now - since) / FADE);
          if (share < 1) paint(colour, 0.5 * (1 - share));
          paint(finished, share);
        }
      });
      ctx.strokeStyle = look.outline();
      ctx.lineWidth = 1.5 * (window.devicePixelRatio || 1);
      tiles.forEach(({ core: [r0, c0, r1, c1] }, index) => {
        if (states[index].state !== 'running') return;
        const inset = ctx.lineWidth / 2;
        ctx.strokeRect(x + c0 * scale + inset, y + r0 * scale + inset, (c1 - c0) * scale - 2 * inset, (r1 - r0) * scale - 2 * inset);
      });
    },
    dispose() {
      for (const canvas of [colour, pale, finished]) drop(canvas);
    },
  };
}
