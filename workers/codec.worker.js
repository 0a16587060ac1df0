/** Files to pixels and pixels to files, away from the page. */
import { decodeMask, decodePhoto } from '../js/engine/codecs/decode.js';
import { encodePicture } from '../js/engine/codecs/encode.js';
import { confine } from '../js/engine/confine.js';
import { offer } from '../js/engine/rpc.js';

confine();

/** @type {import('../js/engine/rpc.js').Offer<import('../js/engine/worker-types.js').CodecFunctions>} */
const functions = {
  async decode({ file, limit, side }) {
    const photo = await decodePhoto(file, limit, side);
    return { value: photo, transfer: [photo.rgba.buffer, ...(photo.aiInput ? [photo.aiInput.buffer] : [])] };
  },
  async decodeMask({ file, limit }) {
    const mask = await decodeMask(file, limit);
    return { value: mask, transfer: [mask.data.buffer] };
  },
  async encode(picture, emit) {
    return { value: await encodePicture(picture, (part) => emit({ done: part, total: 1 })) };
  },
};

offer(functions);
