/** WebP from straight-alpha bytes, lossless and exact: the colour under transparent pixels stays. */

import plainUrl from '@jsquash/webp/codec/enc/webp_enc.wasm?url';
import simdUrl from '@jsquash/webp/codec/enc/webp_enc_simd.wasm?url';
import encode, { init } from '@jsquash/webp/encode.js';
import { simd } from 'wasm-feature-detect';
import { WispError } from '../errors.js';

/** The format holds no more than this on a side. */
const LARGEST_SIDE = 16383;
/** @type {Promise<unknown> | null} */
let ready = null;

async function start() {
  const response = await fetch((await simd()) ? simdUrl : plainUrl);
  return init(await WebAssembly.compileStreaming(response));
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
  ready ??= start();
  await ready.catch((error) => {
    ready = null;
    throw new WispError('encode', 'load_failed', { details: String(error), cause: error });
  });
  let rgba = pixels;
  if (channels !== 4) {
    rgba = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let i = 0, at = 0; i < width * height; i += 1, at += 4) {
      for (let c = 0; c < 3; c += 1) rgba[at + c] = pixels[i * channels + (channels === 1 ? 0 : c)];
    }
  }
  const data = await encode(/** @type {ImageData} */ ({ data: rgba, width, height }), { lossless: 1, exact: 1, quality: 75, method: 4 });
  return new Blob([data], { type: 'image/webp' });
}
