/** About how large a PNG will be, from a few bands of rows that are really encoded. Pure. */
import { encodePng } from '../../../engine/codecs/png.js';

/** Rows of a band and how many bands: enough to be right within about a tenth, in a few milliseconds. */
const ROWS = 16;
const BANDS = 10;

/**
 * First rows of bands spread over a picture; all of it when it is small. Pure.
 * @param {number} height
 * @returns {{first: number, count: number}[]}
 */
export function bandsOf(height) {
  if (height <= ROWS * BANDS) return [{ first: 0, count: height }];
  const gap = (height - ROWS) / (BANDS - 1);
  return Array.from({ length: BANDS }, (_, i) => ({ first: Math.round(i * gap), count: ROWS }));
}

/**
 * @param {Uint8ClampedArray} rgba
 * @param {number} width
 * @param {number} height
 */
export async function estimatePng(rgba, width, height) {
  const bands = bandsOf(height);
  const rows = bands.reduce((sum, { count }) => sum + count, 0);
  const sample = new Uint8ClampedArray(rows * width * 4);
  let at = 0;
  for (const { first, count } of bands) {
    sample.set(rgba.subarray(first * width * 4, (first + count) * width * 4), at);
    at += count * width * 4;
  }
  const { size } = await encodePng(sample, width, rows);
  return (size * height) / rows;
}
