/** The calls of `wispcut.browser_api`, as functions of a pool; see py/wispcut/browser_api.py for what each does. */

import { cut } from '../pixels.js';

/** @typedef {import('./pool.js').Pool} Pool */
/** @typedef {import('../types.js').Settings} Settings */
/** @typedef {import('../types.js').Plane} Plane */
/** @typedef {{signal?: AbortSignal, urgent?: boolean}} Options */
/** @typedef {{data: Float32Array, height: number, width: number, factor: number}} Reduced the photo as the survey sees it */
/** @typedef {{data: Float32Array, height: number, width: number}} Small the photo as previews see it */

const STRIPE_PIXELS = 1 << 22;

/** @typedef {import('../worker-types.js').Argument} Argument */
/** @typedef {import('../worker-types.js').Pixels} Pixels */
/**
 * @template {Pixels} [T=Uint8Array]
 * @typedef {import('../worker-types.js').ArrayCopy<T>} ArrayCopy
 */

/** @param {Argument[]} args @returns {Transferable[]} */
const buffersOf = (args) => args.flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []));

/**
 * Call a function that answers with an array.
 * @template {Pixels} [T=Uint8Array]
 * @param {Pool} pool
 * @param {string} name
 * @param {() => Argument[]} make its arguments; typed arrays in it are handed over, so make copies
 * @param {Options} [options]
 * @returns {Promise<ArrayCopy<T>>}
 */
function plane(pool, name, make, options = {}) {
  const prepare = () => {
    const args = make();
    return { args: { name, args }, transfer: buffersOf(args) };
  };
  return /** @type {Promise<ArrayCopy<T>>} */ (/** @type {Promise<unknown>} */ (pool.run({ name: 'plane', prepare, ...options })));
}

/** @param {Plane | null} mask @returns {[Uint8Array | null, number, number]} */
const maskArguments = (mask) => (mask ? [/** @type {Uint8Array} */ (mask.data.slice()), mask.height, mask.width] : [null, 0, 0]);

/**
 * Reduce a photo (`reduce_rows`, channels 4) or marks (`reduce_marks`, channels 1) by box averages, stripe by stripe.
 * @template {Float32Array | Uint8Array} T
 * @param {Pool} pool
 * @param {'reduce_rows' | 'reduce_marks'} name
 * @param {new (length: number) => T} Out the array that Python answers with
 * @param {{data: Uint8Array | Uint8ClampedArray, height: number, width: number, channels: 1 | 4}} picture
 * @param {number} factor
 * @param {Options} options
 */
async function reduce(pool, name, Out, { data: pixels, height, width, channels }, factor, options) {
  const rows = Math.max(factor, Math.floor(STRIPE_PIXELS / width / factor) * factor);
  const starts = Array.from({ length: Math.ceil(height / rows) }, (_, i) => i * rows);
  const parts = await Promise.all(
    starts.map((r0) => {
      const r1 = Math.min(height, r0 + rows);
      const make = () => [pixels.slice(r0 * width * channels, r1 * width * channels), r1 - r0, width, factor];
      return plane(pool, name, make, options);
    }),
  );
  const data = new Out(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, height: parts.reduce((sum, part) => sum + part.shape[0], 0), width: parts[0].shape[1], factor };
}

/**
 * @param {Pool} pool
 * @param {import('../types.js').Photo} photo
 * @param {Options} options
 * @returns {Promise<Reduced>}
 */
export async function reducePhoto(pool, photo, options) {
  const { rgba, height, width } = photo;
  const factor = await pool.run({ name: 'text', prepare: () => ({ args: { name: 'survey_factor', args: [height, width] } }), ...options });
  return reduce(pool, 'reduce_rows', Float32Array, { data: rgba, height, width, channels: 4 }, Number(factor), options);
}

/**
 * @param {Pool} pool
 * @param {Uint8Array} marks
 * @param {import('../types.js').Photo} photo
 * @param {number} factor
 * @param {Options} options
 * @returns {Promise<Uint8Array>}
 */
export async function reduceMarks(pool, marks, { height, width }, factor, options) {
  return (await reduce(pool, 'reduce_marks', Uint8Array, { data: marks, height, width, channels: 1 }, factor, options)).data;
}

/**
 * @param {Pool} pool
 * @param {Uint8ClampedArray} input of the AI
 * @param {number} side
 * @param {Settings} settings
 * @param {Options} options
 * @param {number} [factor] how much smaller the input is than the one that lengths in the settings refer to
 */
export async function enhance(pool, input, side, settings, options, factor = 1) {
  const { data } = await plane(pool, 'enhance', () => [input.slice(), side, side, JSON.stringify(settings), factor], options);
  return new Uint8ClampedArray(data.buffer);
}

/**
 * The part of the photo that the AI should see once more, larger, because its mask is unsure there; null where it need not.
 * @param {Pool} pool
 * @param {Plane} mask square
 * @param {import('../types.js').Photo} photo
 * @param {Options} options
 * @returns {Promise<import('../types.js').Box | null>}
 */
export async function closerBox(pool, mask, { height, width }, options) {
  const prepare = () => {
    const copy = /** @type {Uint8Array} */ (mask.data.slice());
    return { args: { name: 'closer_box', args: [copy, mask.width, height, width] }, transfer: [copy.buffer] };
  };
  return JSON.parse(String(await pool.run({ name: 'text', prepare, ...options })));
}

/**
 * The raw mask after a second look.
 * @param {Pool} pool
 * @param {{first: Plane, second: Plane, box: import('../types.js').Box}} looks
 * @param {import('../types.js').Photo} photo
 * @param {Options} options
 * @returns {Promise<Plane>}
 */
export async function mergeLooks(pool, { first, second, box }, { height, width }, options) {
  const make = () => [first.data.slice(), second.data.slice(), first.width, box, height, width];
  return { ...first, data: (await plane(pool, 'merge_looks', make, options)).data };
}

/** @param {Pool} pool @param {Plane} mask @param {Settings} settings @param {Options} options @returns {Promise<Plane>} */
export async function postProcess(pool, mask, settings, options) {
  const { height, width } = mask;
  const { data } = await plane(pool, 'post_process', () => [mask.data.slice(), height, width, JSON.stringify(settings)], options);
  return { width, height, channels: 1, data };
}

/** @param {Pool} pool @param {Reduced} reduced @param {Options} options @returns {Promise<Small>} */
export async function previewPhoto(pool, { data: pixels, height, width }, options) {
  /** @type {ArrayCopy<Float32Array>} */
  const { data, shape } = await plane(pool, 'preview_photo', () => [pixels.slice(), height, width], options);
  return { data, height: shape[0], width: shape[1] };
}

/** @param {Pool} pool @param {Plane} mask @param {Options} options @returns {Promise<Plane>} */
export async function previewMask(pool, mask, options) {
  const { data, shape } = await plane(pool, 'preview_mask', () => maskArguments(mask), options);
  return { data, height: shape[0], width: shape[1], channels: 1 };
}

/** @param {Pool} pool @param {Uint8Array} marks @param {Reduced} reduced @param {Options} options @returns {Promise<Uint8Array>} */
export async function previewMarks(pool, marks, { height, width }, options) {
  return (await plane(pool, 'preview_marks', () => [marks.slice(), height, width], options)).data;
}

/**
 * @param {Pool} pool
 * @param {{photo: Small, mask: Plane | null, marks: Uint8Array | null}} of all small, see above
 * @param {Settings} settings
 * @param {Options} options
 */
export async function preview(pool, { photo, mask, marks }, settings, options) {
  const { height, width } = photo;
  const make = () => [photo.data.slice(), height, width, ...maskArguments(mask), marks?.slice() ?? null, JSON.stringify(settings)];
  const { data, shape } = await plane(pool, 'preview', make, options);
  const n = shape[1] * shape[2];
  const part = (/** @type {number} */ from) => ({
    width: shape[2],
    height: shape[1],
    channels: /** @type {1} */ (1),
    data: data.slice(from, from + n),
  });
  return { alpha: part(0), trimap: part(n) };
}

/**
 * @param {Pool} pool
 * @param {string} key
 * @param {Reduced} reduced
 * @param {import('../types.js').Photo} photo
 * @param {Plane | null} mask
 * @param {Uint8Array | null} marks
 * @param {Settings} settings
 * @param {Options & {onEvent?: (share: number) => void}} options
 * @returns {Promise<import('../worker-types.js').SurveyAnswer>}
 */
export function survey(pool, key, reduced, photo, mask, marks, settings, options) {
  const { height, width } = reduced;
  const prepare = () => {
    const args = [
      ...[reduced.data.slice(), height, width, photo.height, photo.width],
      ...[...maskArguments(mask), marks?.slice() ?? null, JSON.stringify(settings)],
    ];
    return { args: { key, args }, transfer: buffersOf(args) };
  };
  return pool.run({ name: 'survey', prepare, ...options });
}

/**
 * @param {Pool} pool
 * @param {{key: string, bytes: Uint8Array}} found the survey
 * @param {import('../types.js').Photo} photo
 * @param {import('../types.js').Tile} tile
 * @param {Uint8Array | null} marks
 * @param {Options & {onStart?: () => void}} options
 * @returns {Promise<Uint8ClampedArray>} the core's RGBA
 */
export async function refine(pool, found, photo, tile, marks, options) {
  return new Uint8ClampedArray((await refined(pool, 'refine', found, photo, tile, marks, options)).buffer);
}

/**
 * The alpha of a tile's core in 16 bits, two bytes a pixel, the high one first.
 * @param {Pool} pool
 * @param {{key: string, bytes: Uint8Array}} found the survey
 * @param {import('../types.js').Photo} photo
 * @param {import('../types.js').Tile} tile
 * @param {Uint8Array | null} marks
 * @param {Options} options
 */
export function refineMatte(pool, found, photo, tile, marks, options) {
  return refined(pool, 'refine_matte', found, photo, tile, marks, options);
}

/**
 * @param {Pool} pool
 * @param {'refine' | 'refine_matte'} name
 * @param {{key: string, bytes: Uint8Array}} found
 * @param {import('../types.js').Photo} photo
 * @param {import('../types.js').Tile} tile
 * @param {Uint8Array | null} marks
 * @param {Options & {onStart?: () => void}} options
 * @returns {Promise<Uint8Array>}
 */
async function refined(pool, name, found, photo, { core, outer }, marks, options) {
  const prepare = () => {
    const part = marks && cut(marks, photo.width, outer, 1);
    const args = [cut(photo.rgba, photo.width, outer), core, outer, part?.some((mark) => mark > 0) ? part : null];
    return { args: { name, key: found.key, args }, transfer: buffersOf(args) };
  };
  return (await pool.run({ name: 'withSurvey', prepare, survey: found, ...options })).data;
}

/**
 * The photo with its subject filled in from around, at survey scale.
 * @param {Pool} pool
 * @param {import('../types.js').Result} result
 * @param {Options} options
 * @returns {Promise<Plane>}
 */
export async function surroundings(pool, { survey: bytes, key }, options) {
  const prepare = () => ({ args: { name: 'surroundings', key, args: [] } });
  const { data, shape } = await pool.run({ name: 'withSurvey', prepare, survey: { key, bytes }, ...options });
  return { width: shape[1], height: shape[0], channels: 3, data };
}

/**
 * How dark the shadow is that the settings ask for, at a small scale over the photo's frame; one zero where they ask for none.
 * @param {Pool} pool
 * @param {import('../types.js').Result} result
 * @param {Settings} settings
 * @param {Options} options
 * @returns {Promise<Plane>}
 */
export async function shadow(pool, { survey: bytes, key }, settings, options) {
  const prepare = () => ({ args: { name: 'shadow', key, args: [JSON.stringify(settings)] } });
  const { data, shape } = await pool.run({ name: 'withSurvey', prepare, survey: { key, bytes }, ...options });
  return { width: shape[1], height: shape[0], channels: 1, data };
}

/**
 * Which part of the photo a file shows, and the size in which it is made; see py/wispcut/steps/frame.py.
 * @param {Pool} pool
 * @param {{subject: import('../types.js').Box | null, whole: import('../types.js').Box, size: import('../types.js').Size | undefined}} given
 * @param {Settings} settings
 * @param {Options} options
 * @returns {Promise<{box: import('../types.js').Box, size: import('../types.js').Size}>}
 */
export async function frame(pool, { subject, whole, size }, settings, options) {
  const args = [subject, whole, size ? [size.height, size.width] : null, JSON.stringify(settings)];
  const { box, size: made } = JSON.parse(
    String(await pool.run({ name: 'text', prepare: () => ({ args: { name: 'frame', args } }), ...options })),
  );
  return { box, size: { height: made[0], width: made[1] } };
}

/**
 * Put a part of the cutout on its background, stripe by stripe.
 * @param {Pool} pool
 * @param {{key: string, bytes: Uint8Array}} found the survey
 * @param {Uint8ClampedArray} rgba the part
 * @param {Settings} settings
 * @param {import('../types.js').Box} frame where it lies in the photo, or beyond
 * @param {Uint8ClampedArray | null} image the same part of a background picture
 * @param {Options} options
 * @returns {Promise<Uint8ClampedArray>}
 */
export async function compose(pool, found, rgba, settings, frame, image, options) {
  const [height, width] = [frame[2] - frame[0], frame[3] - frame[1]];
  const { key } = found;
  const rows = Math.max(1, Math.floor(STRIPE_PIXELS / width));
  const out = new Uint8ClampedArray(height * width * 4);
  const starts = Array.from({ length: Math.ceil(height / rows) }, (_, i) => i * rows);
  const text = JSON.stringify(settings);
  await Promise.all(
    starts.map(async (r0) => {
      const r1 = Math.min(height, r0 + rows);
      const stripe = (/** @type {Uint8ClampedArray} */ pixels) => pixels.slice(r0 * width * 4, r1 * width * 4);
      const prepare = () => {
        const args = [stripe(rgba), image && stripe(image), r1 - r0, width, r0, frame, text];
        return { args: { name: 'compose', key, args }, transfer: buffersOf(args) };
      };
      const { data } = await pool.run({ name: 'withSurvey', prepare, survey: found, ...options });
      out.set(data, r0 * width * 4);
    }),
  );
  return out;
}

/**
 * Make a picture smaller in one worker; the report says how its sharpness was found.
 * @param {Pool} pool
 * @param {Plane} picture
 * @param {{width: number, height: number}} size
 * @param {Settings} settings
 * @param {Options} options
 * @returns {Promise<Plane & {report: import('../types.js').ResizeReport}>}
 */
export async function resize(pool, { data, width, height, channels }, size, settings, options) {
  const prepare = () => {
    const pixels = data.slice();
    const args = [height, width, channels, size.height, size.width, JSON.stringify(settings)];
    return { args: { args, pixels, stride: width * channels }, transfer: [pixels.buffer] };
  };
  const { data: small, report } = await pool.run({ name: 'shrink', prepare, ...options });
  return { ...size, channels, data: new Uint8ClampedArray(small.buffer), report };
}
