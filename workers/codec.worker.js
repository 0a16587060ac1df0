/** Files to pixels and pixels to files, away from the page. */
import { decodePhoto } from '../js/engine/codecs/decode.js';
import { encodePng } from '../js/engine/codecs/png.js';
import { encodeWebp } from '../js/engine/codecs/webp.js';
import { confine } from '../js/engine/confine.js';
import { offer } from '../js/engine/rpc.js';

confine();

/** @type {import('../js/engine/rpc.js').Offer<import('../js/engine/worker-types.js').CodecFunctions>} */
const functions = {
  async decode({ file, limit, side }) {
    const photo = await decodePhoto(file, limit, side);
    return { value: photo, transfer: [photo.rgba.buffer, ...(photo.aiInput ? [photo.aiInput.buffer] : [])] };
  },
  async encode({ pixels, width, height, channels, format }, emit) {
    const onProgress = (/** @type {number} */ part) => emit({ done: part, total: 1 });
    if (format === 'webp') return { value: await encodeWebp(pixels, width, height, channels) };
    return { value: await encodePng(pixels, width, height, { channels, onProgress }) };
  },
};

offer(functions);
