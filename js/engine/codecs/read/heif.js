/**
 * HEIC, the phones' default, by libheif: the primary picture, 8 bits, upright as its boxes say. Loaded only where a browser cannot read
 * one itself. The size was read from the boxes and checked before; libheif's own limits hold beside it.
 */
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import wasmUrl from 'libheif-js/libheif-wasm/libheif.wasm?url';
import { primariesOf, SRGB_CURVE, SRGB_POINTS } from '../colour-numbers.js';
import { library, wasmAt } from '../library.js';

/** Of libheif's interface. */
const [RGB, RGBA_BYTES, ALL_CHANNELS] = [1, 11, 10];
/** Where a `heif_color_profile_nclx` holds its primaries. */
const PRIMARIES_AT = 4;

const engine = library('open', start);

async function start() {
  // This build starts at once, from bytes that are there.
  return libheif({ wasmBinary: await wasmAt(wasmUrl), print: () => {}, printErr: () => {} });
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<import('../samples.js').Samples>} upright
 */
export async function readHeif(bytes) {
  const heif = await engine();
  const scratch = heif._malloc(64);
  const file = heif._malloc(bytes.length);
  heif.HEAPU8.set(bytes, file);
  const context = heif._heif_context_alloc();
  const [handles, images] = [[], []].map((list) => /** @type {number[]} */ (list));
  const word = (/** @type {number} */ at) => heif.HEAPU32[at >> 2];
  /** Results come by a pointer, the error by another. @param {(error: number, result: number) => void} call */
  const ask = (call) => {
    heif.HEAPU8.fill(0, scratch, scratch + 64);
    call(scratch, scratch + 32);
    if (word(scratch)) throw new RangeError(`libheif: error ${word(scratch)}.${word(scratch + 4)}`);
    return word(scratch + 32);
  };
  try {
    ask((error) => heif._heif_context_read_from_memory(error, context, file, bytes.length, 0));
    const handle = ask((error, result) => heif._heif_context_get_primary_image_handle(error, context, result));
    handles.push(handle);
    const image = ask((error, result) => heif._heif_decode_image(error, handle, result, RGB, RGBA_BYTES, 0));
    images.push(image);
    const [width, height] = [heif._heif_image_get_width(image, ALL_CHANNELS), heif._heif_image_get_height(image, ALL_CHANNELS)];
    const plane = heif._heif_image_get_plane_readonly2(image, ALL_CHANNELS, scratch);
    const stride = word(scratch);
    const premultiplied = heif._heif_image_handle_is_premultiplied_alpha(handle);
    const { data, alpha } = split(heif.HEAPU8, { plane, stride, width, height, premultiplied });
    const transparent = heif._heif_image_handle_has_alpha_channel(handle) ? alpha : null;
    return { width, height, channels: 3, data, alpha: transparent, orientation: 1, colours: coloursOf(heif, handle, ask) };
  } finally {
    for (const image of images) heif._heif_image_release(image);
    for (const handle of handles) heif._heif_image_handle_release(handle);
    heif._heif_context_free(context);
    heif._free(file);
    heif._free(scratch);
  }
}

/**
 * @param {Uint8Array} heap
 * @param {{plane: number, stride: number, width: number, height: number, premultiplied: number}} where
 */
function split(heap, { plane, stride, width, height, premultiplied }) {
  const data = new Uint8Array(3 * width * height);
  const alpha = new Uint8Array(width * height);
  for (let row = 0, i = 0; row < height; row += 1) {
    for (let at = plane + row * stride, end = at + 4 * width; at < end; at += 4, i += 1) {
      const a = heap[at + 3];
      alpha[i] = a;
      for (let c = 0; c < 3; c += 1)
        data[3 * i + c] = premultiplied && a ? Math.min(255, Math.round((255 * heap[at + c]) / a)) : heap[at + c];
    }
  }
  return { data, alpha };
}

/**
 * The profile, or the numbers (nclx) where there is none.
 * @param {import('libheif-js/libheif-wasm/libheif.js').LibHeif} heif
 * @param {number} handle
 * @param {(call: (error: number, result: number) => void) => number} ask
 * @returns {import('../samples.js').Colours}
 */
function coloursOf(heif, handle, ask) {
  const size = heif._heif_image_handle_get_raw_color_profile_size(handle);
  if (size > 0) {
    const at = heif._malloc(size);
    try {
      ask((error) => heif._heif_image_handle_get_raw_color_profile(error, handle, at));
      return { profile: heif.HEAPU8.slice(at, at + size) };
    } finally {
      heif._free(at);
    }
  }
  let nclx = 0;
  try {
    nclx = ask((error, result) => heif._heif_image_handle_get_nclx_color_profile(error, handle, result));
  } catch {
    return {}; // it says nothing
  }
  const points = primariesOf(heif.HEAPU32[(nclx + PRIMARIES_AT) >> 2]);
  heif._heif_nclx_color_profile_free(nclx);
  return points && points !== SRGB_POINTS ? { numbers: { points, curve: SRGB_CURVE } } : {};
}
