/** Whether a file would come out the same. Pure. */

import { differing } from './knobs.js';
import { same } from './size.js';
import { changedStrokes } from './strokes.js';

/**
 * @param {import('./document.js').Doc} a
 * @param {import('./document.js').Doc} b
 * @param {import('./knobs.js').Knob[]} knobs
 */
export function sameFile(a, b, knobs) {
  const sameSize = a.size && b.size ? same(a.size, b.size) : a.size === b.size;
  return sameSize && a.crop === b.crop && !changedStrokes(a.marks, b.marks).length && !differing(a.settings, b.settings, knobs).length;
}
