/** Which layers a view shows, from back to front. */
import { computed } from '@preact/signals';
import { knobValue, maskOnly } from '../../document/document.js';
import { knobNamed } from '../../platform/engine.js';
import { live } from '../../session/live-preview.js';
import { result } from '../../session/run.js';
import { view } from '../../view/view.js';
import * as scene from './scene.js';

/** @typedef {import('../../draw/paint.js').Layers} Layers */
/** @typedef {import('../../view/view.js').View} View */

/** @param {string} name */
const value = (name) => knobValue(knobNamed(name));

const background = computed(() => String(value('cutout.background')));

/**
 * A source at part of its strength.
 * @param {import('../../draw/source.js').Source | null} source
 * @param {number} strength
 * @returns {import('../../draw/source.js').Source | null}
 */
function faded(source, strength) {
  return (
    source && {
      draw(ctx, place) {
        ctx.globalAlpha = strength;
        source.draw(ctx, place);
        ctx.globalAlpha = 1;
      },
      dispose() {},
    }
  );
}

/** @returns {Pick<Layers, 'ground'> & {behind: (import('../../draw/source.js').Source | null)[]}} */
function ground() {
  switch (background.value) {
    case 'white':
      return { ground: '#ffffff', behind: [] };
    case 'black':
      return { ground: '#000000', behind: [] };
    case 'colour':
      return { ground: String(value('cutout.colour')), behind: [] };
    case 'image':
      return { ground: 'checker', behind: [scene.ownBackground.value] };
    case 'blur':
      return { ground: null, behind: [scene.original.value, scene.blurredPhoto.value] };
    case 'even':
      return {
        ground: result.value?.summary.backdrop.colour ?? null,
        behind: [faded(scene.backdrop.value, Number(value('backdrop.keep_gradient')))],
      };
    default:
      return { ground: 'checker', behind: [] };
  }
}

/** @returns {Layers} */
function cutout() {
  if (scene.sized.value && !scene.moving.value) return { ground: ground().ground, sources: [scene.sized.value] };
  if (maskOnly.value) return matte();
  const { ground: colour, behind } = ground();
  const subject = (scene.moving.value ? scene.coarse.value : scene.fineCutout.value) ?? scene.refining.value ?? scene.coarse.value;
  if (!subject) return { ground: null, sources: [scene.original.value] };
  return { ground: colour, sources: [...behind, scene.shadow.value, subject] };
}

/** @returns {Layers} */
function matte() {
  const sharp = live.value?.alpha ? null : scene.fineMatte.value;
  return { ground: '#000000', sources: [sharp ?? scene.coarseMatte.value] };
}

/** What the view is compared with: the original, or the mask that the AI made without Enhance. @returns {Layers} */
export function comparedWith() {
  const without = view.value === 'mask' ? scene.maskWithout.value : null;
  return without ? { ground: null, sources: [without] } : layersOf('original');
}

/**
 * @param {View} which
 * @returns {Layers}
 */
export function layersOf(which) {
  switch (which) {
    case 'enhanced':
      return { ground: null, sources: [scene.enhanced.value ?? scene.original.value] };
    case 'mask':
      return { ground: null, sources: [scene.rawMask.value] };
    case 'trimap':
      return { ground: null, sources: [scene.original.value, scene.zone.value, scene.decidedAreas.value] };
    case 'matte':
      return matte();
    case 'backdrop':
      return { ground: null, sources: [scene.backdrop.value] };
    case 'cutout':
      return cutout();
    default:
      return { ground: null, sources: [scene.original.value] };
  }
}
