/** WebP from straight-alpha bytes, lossless and exact: the colour under transparent pixels stays. */

import plainUrl from '@jsquash/webp/codec/enc/webp_enc.wasm?url';
import simdUrl from '@jsquash/webp/codec/enc/webp_enc_simd.wasm?url';
import encode, { init } from '@jsquash/webp/encode.js';
import { simd } from 'wasm-feature-detect';
import { WispError } from '../errors.js';
import { rgbaOf } from '../pixels.js';
import { library, wasmAt } from './library.js';

/** The format holds no more than this on a side. */
const LARGEST_SIDE = 16383;
const ready = library('encode', start);

async function start() {
  return init(await WebAssembly.compile(await wasmAt((await simd()) ? simdUrl : plainUrl)));
}

/**
 * @param {Uint8Array | Uint8ClampedArray} pixels
 * @param {number} width
 * @param {number} height
 * @param {1 | 3 | 4} channels
 */
export async function encodeWebp(pixels, width, height, channels) {
  if (Math.max(width, height) > LARGEST_SIDE) {
    throw new WispError('encode', 'encode_failed', {
      message: `WebP holds at most ${LARGEST_SIDE} pixels a side. Choose PNG or a smaller size.`,
    });
  }
  await ready();
  const data = await encode(/** @type {ImageData} */ ({ data: rgbaOf(pixels, channels), width, height }), {
    lossless: 1,
    exact: 1,
    quality: 75,
    method: 4,
  });
  return new Blob([data], { type: 'image/webp' });
}
