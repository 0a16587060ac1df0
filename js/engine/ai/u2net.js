/**
 * What U²-Net sees and says, as numbers: the input of its network, and the mask from its answer.
 *
 * Input: a square, squeezed to {@link SIDE}, each channel divided by the picture's largest value, less the mean and over the deviation
 * of the pictures that the network learned from; channels first. Answer: one number a pixel, of which the least is background and the
 * largest subject. Cost: a few milliseconds.
 *
 * Source: Qin et al., U²-Net: Going Deeper with Nested U-Structure for Salient Object Detection, 2020.
 */
import { areaAverage } from '../pixels.js';

/** Of the square that the network sees. */
export const SIDE = 320;

/** Of red, green and blue in ImageNet. */
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];

/**
 * The network's input.
 * @param {Uint8ClampedArray} rgba a square
 * @param {number} side of that square, in pixels
 * @returns {Float32Array} `3 * SIDE * SIDE` numbers, channels first
 */
export function inputOf(rgba, side) {
  const small = areaAverage(rgba, side, side, SIDE, SIDE);
  const count = SIDE * SIDE;
  let most = 1; // a black picture stays black
  for (let i = 0; i < small.length; i += 4) most = Math.max(most, small[i], small[i + 1], small[i + 2]);
  const out = new Float32Array(3 * count);
  for (let channel = 0; channel < 3; channel += 1) {
    for (let i = 0; i < count; i += 1) out[channel * count + i] = (small[4 * i + channel] / most - MEAN[channel]) / DEVIATION[channel];
  }
  return out;
}

/**
 * The mask from the network's answer: its range stretched over 0 to 255. An answer that is the same everywhere says nothing: no subject.
 * @param {Float32Array} answer
 * @returns {Uint8Array}
 */
export function maskOf(answer) {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of answer) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const range = most - least;
  return Uint8Array.from(answer, (value) => (range > 0 ? Math.round((255 * (value - least)) / range) : 0));
}
