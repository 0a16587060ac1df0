/** Pixels become a file of any kind. An encoder of a kind that most people do not ask for is loaded when it is. Runs in a worker. */
import { rgbaOf } from '../pixels.js';
import { within } from './limit.js';
import { encodePng } from './png.js';

/**
 * @param {import('../worker-types.js').EncodeArguments} picture
 * @param {(part: number) => void} onProgress
 * @returns {Promise<Blob>}
 */
export function encodePicture({ maxKb = 0, ...picture }, onProgress) {
  return within((quality) => encodeAt({ ...picture, quality }, onProgress), picture.quality, maxKb, picture.format);
}

/**
 * @param {import('../worker-types.js').EncodeArguments} picture
 * @param {(part: number) => void} onProgress
 * @returns {Promise<Blob>}
 */
async function encodeAt({ pixels, width, height, channels, bits, format, quality, layers }, onProgress) {
  switch (format) {
    case 'webp': {
      const { encodeWebp } = await import('./webp.js');
      return encodeWebp(pixels, width, height, channels);
    }
    case 'jpeg': {
      const { encodeJpeg } = await import('./jpeg.js');
      return new Blob([await encodeJpeg(pixels, width, height, channels, quality)], { type: 'image/jpeg' });
    }
    case 'tiff': {
      const { encodeTiff } = await import('./tiff.js');
      return encodeTiff(pixels, width, height, { channels, bits });
    }
    case 'psd': {
      const { encodePsd } = await import('./psd.js');
      const merged = rgbaOf(pixels, channels);
      return encodePsd(merged, layers?.subject ?? merged, layers?.background ?? null, width, height);
    }
    default:
      return encodePng(pixels, width, height, { channels, bits, onProgress });
  }
}
