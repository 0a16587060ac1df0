/** A picture that takes the place of another without a jump: the one goes as the other comes, at the same size and place. */
import { drop, makeCanvas } from './canvas.js';
import { stretched } from './source.js';

/** Milliseconds. */
const FADE = 240;

/**
 * @typedef {import('./source.js').Source & {moving: (now: number) => boolean, take: () => HTMLCanvasElement}} Dissolving
 * `moving`: whether the next frame differs; `take`: hands over the picture, which `dispose` then leaves alone
 */

/**
 * How much of the new picture is seen.
 * @param {number} since when it began, milliseconds
 * @param {number} now
 */
export const share = (since, now) => Math.min(1, Math.max(0, (now - since) / FADE));

/**
 * @param {HTMLCanvasElement} picture owned from now on
 * @param {{width: number, height: number}} photo what it is stretched over
 * @param {{from?: HTMLCanvasElement | null, clock: () => number}} how `from`: what it takes the place of, owned too; none: it is there at once
 * @returns {Dissolving}
 */
export function dissolving(picture, { width, height }, { from = null, clock }) {
  const since = clock();
  const whole = stretched(picture, width, height);
  const mixed = from && makeCanvas(picture.width, picture.height);
  let old = from;
  let own = true;
  const end = () => {
    drop(old);
    drop(mixed?.canvas);
    old = null;
  };
  return {
    draw(ctx, place) {
      const part = share(since, clock());
      if (!old || !mixed || part === 1) {
        if (old) end();
        whole.draw(ctx, place);
        return;
      }
      const { canvas, ctx: mix } = mixed;
      mix.globalCompositeOperation = 'copy';
      mix.globalAlpha = 1 - part;
      mix.drawImage(old, 0, 0, canvas.width, canvas.height);
      mix.globalCompositeOperation = 'lighter'; // the sum of both shares: where they agree, nothing is seen to change
      mix.globalAlpha = part;
      mix.drawImage(picture, 0, 0);
      stretched(canvas, width, height).draw(ctx, place);
    },
    moving: (now) => old !== null && share(since, now) < 1,
    take() {
      own = false;
      return picture;
    },
    dispose() {
      end();
      if (own) drop(picture);
    },
  };
}
