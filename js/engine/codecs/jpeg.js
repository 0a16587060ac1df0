/** JPEG from opaque bytes, by mozjpeg: no canvas, whose size some browsers limit below that of a photo. */

import wasmUrl from '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm?url';
import encode, { init } from '@jsquash/jpeg/encode.js';
import { WispError } from '../errors.js';
import { rgbaOf } from '../pixels.js';
import { library, wasmAt } from './library.js';

/** The format holds no more than this on a side. */
const LARGEST_SIDE = 65535;
/** The quality from which on colours have the same resolution as brightness; the same as in `formats/files.py`. */
const FULL_COLOUR = 90;
const ready = library('encode', start);

async function start() {
  return init(await WebAssembly.compile(await wasmAt(wasmUrl)));
}

/**
 * @param {Uint8Array | Uint8ClampedArray} pixels opaque: an alpha is not looked at
 * @param {number} width
 * @param {number} height
 * @param {1 | 3 | 4} channels
 * @param {number} quality 1 to 100
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function encodeJpeg(pixels, width, height, channels, quality) {
  if (Math.max(width, height) > LARGEST_SIDE) {
    throw new WispError('encode', 'encode_failed', {
      message: `A JPEG holds at most ${LARGEST_SIDE} pixels a side. Choose PNG or a smaller size.`,
    });
  }
  await ready();
  const data = rgbaOf(pixels, channels);
  const chroma = quality >= FULL_COLOUR ? 1 : 2;
  const options = { quality, auto_subsample: false, chroma_subsample: chroma, color_space: channels === 1 ? 1 : 3 };
  return new Uint8Array(await encode(/** @type {ImageData} */ ({ data, width, height }), options));
}
