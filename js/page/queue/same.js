/** Whether a file would come out the same. Pure. */
import { changedStrokes } from '../brush/strokes.js';
import { same } from '../export/size.js';
import { differing } from '../state/knobs.js';

/**
 * @param {import('../state/doc.js').Doc} a
 * @param {import('../state/doc.js').Doc} b
 * @param {import('../state/knobs.js').Knob[]} knobs
 */
export function sameFile(a, b, knobs) {
  const sameSize = a.size && b.size ? same(a.size, b.size) : a.size === b.size;
  return sameSize && a.crop === b.crop && !changedStrokes(a.marks, b.marks).length && !differing(a.settings, b.settings, knobs).length;
}
