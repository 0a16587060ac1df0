/** Files to take away: cutout, mask, original, subject; in any format, from straight-alpha bytes. */
import { abortError, WispError } from '../errors.js';
import { cleanName } from '../file-name.js';
import { areaAverage, channelOf, cut, intersection } from '../pixels.js';
import * as python from '../python/calls.js';
import { knobCalled, settingOf } from '../schema.js';
import { fineMatte } from './fine-matte.js';

/** @typedef {Pick<import('./run.js').Tools, 'pool' | 'decode' | 'encode' | 'knobs' | 'constants'>} Tools */

/** @type {Record<string, string>} */
const ENDINGS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/avif': 'avif',
};
/** @type {Partial<Record<import('../types.js').Format, string>>} */
const WRITTEN_ENDINGS = { jpeg: 'jpg', tiff: 'tif' };
/** Codes of the decoder for a file that is no longer the picture that was chosen. */
const UNREADABLE = ['truncated', 'empty_file', 'not_image'];

/**
 * @param {Tools} tools
 * @param {import('../types.js').Result} result
 * @param {import('../types.js').Settings} settings
 * @param {import('../types.js').RenderOptions} options
 * @returns {Promise<import('../types.js').Rendered>}
 */
export async function render(tools, result, settings, { kind, format, size, image, signal, onEvent = () => {} }) {
  if (signal?.aborted) throw abortError();
  const { photo } = result;
  const stem = cleanName(photo.name).replace(/\.[^.]*$/, '') || 'photo';
  const stage = (/** @type {number} */ done) => !signal?.aborted && onEvent({ type: 'stage', stage: 'encode', done, total: 1 });
  stage(0);
  if (kind === 'original' && !size) {
    stage(1);
    const ending = ENDINGS[photo.type] ?? 'img';
    return { blob: photo.file, name: `${stem}.${ending}`, width: photo.width, height: photo.height };
  }
  const setting = (/** @type {string} */ name) => settingOf(settings, knobCalled(tools.knobs, name));
  const isMask = kind === 'mask' || (kind !== 'original' && Boolean(setting('cutout.mask_only')));
  if (format === 'jpeg' && !isMask && setting('cutout.background') === 'transparent') throw new WispError('encode', 'jpeg_transparent');
  const { box, size: made } = await frameOf(tools, result, settings, { kind, size, signal });
  let picture = await compose(tools, result, settings, { kind, box, image, signal });
  /** @type {import('../types.js').ResizeReport | undefined} */
  let report;
  const resized = made.width !== picture.width || made.height !== picture.height;
  const deep = isMask && !resized && setting('export.mask_bits') === '16';
  if (resized) ({ report, ...picture } = await python.resize(tools.pool, picture, made, settings, { signal }));
  if (deep) picture.data = cut(await fineMatte(tools, result, signal), photo.width, box, 2);
  const { width, height, channels } = picture;
  const layered = format === 'psd' && !isMask && kind !== 'original';
  const layers = layered ? await layersOf(tools, result, settings, { kind, box, image, signal, size: made }) : undefined;
  const own = kind === 'cutout' || kind === 'subject';
  const kept = format === 'tiff' || (format === 'webp' && !deep); // kinds that hold a mask as it is
  const written = (deep || kind === 'mask') && !kept ? 'png' : format;
  const blob = await tools.encode(
    {
      ...{ pixels: picture.data, width, height, channels, bits: deep ? 16 : 8, format: written },
      ...(layers && { layers }),
      ...{ quality: Number(setting('export.quality')), maxKb: own ? Number(setting('export.max_kb')) : 0 },
    },
    { signal, onEvent: ({ done }) => stage(done) },
  );
  stage(1);
  const ending = WRITTEN_ENDINGS[written] ?? written;
  return { blob, name: `${stem}-${kind}.${ending}`, width, height, ...(report ? { report } : {}) };
}

/**
 * Which part of the photo the file shows, and in which size: frame and longest side shape the cutout, nothing else.
 * @param {Tools} tools
 * @param {import('../types.js').Result} result
 * @param {import('../types.js').Settings} settings
 * @param {Pick<import('../types.js').RenderOptions, 'kind' | 'size' | 'signal'>} options
 * @returns {Promise<{box: import('../types.js').Box, size: import('../types.js').Size}>}
 */
async function frameOf(tools, result, settings, { kind, size, signal }) {
  const { width, height } = result.photo;
  const setting = (/** @type {string} */ name) => settingOf(settings, knobCalled(tools.knobs, name));
  const whole = /** @type {import('../types.js').Box} */ (kind === 'subject' ? boxOf(tools, result, settings) : [0, 0, height, width]);
  const framed = kind === 'cutout' && setting('export.frame') !== 'none';
  const limited = kind !== 'mask' && kind !== 'original' && Number(setting('export.long_side')) > 0;
  if (!framed && !limited) return { box: whole, size: size ?? { width: whole[3] - whole[1], height: whole[2] - whole[0] } };
  const subject = framed ? subjectBox(result, 0, tools.constants.subject_alpha) : null;
  return python.frame(tools.pool, { subject, whole, size }, settings, { signal });
}

/** The box of the subject, as the settings crop to it. @param {Tools} tools @param {import('../types.js').Result} result @param {import('../types.js').Settings} settings */
function boxOf(tools, result, settings) {
  const margin = Number(settingOf(settings, knobCalled(tools.knobs, 'cutout.margin')));
  return subjectBox(result, margin, tools.constants.subject_alpha);
}

/**
 * The layers of a PSD: the subject with the matte as its alpha, and what lies below it, if anything.
 * @param {Tools} tools
 * @param {import('../types.js').Result} result
 * @param {import('../types.js').Settings} settings
 * @param {Pick<import('../types.js').RenderOptions, 'kind' | 'image' | 'signal'> & {box: import('../types.js').Box, size: import('../types.js').Size}} options
 */
async function layersOf(tools, result, settings, { size, ...options }) {
  const { box, signal } = options;
  const whole = { width: box[3] - box[1], height: box[2] - box[0] };
  const inSize = async (/** @type {Uint8ClampedArray} */ data) => {
    if (size.width === whole.width && size.height === whole.height) return data;
    const small = await python.resize(tools.pool, { ...whole, channels: 4, data }, size, settings, { signal });
    return /** @type {Uint8ClampedArray} */ (small.data);
  };
  const subject = cut(result.rgba, result.photo.width, box);
  const nothing = { ...result, rgba: new Uint8ClampedArray(result.rgba.length) };
  const below = /** @type {Uint8ClampedArray} */ ((await compose(tools, nothing, settings, options)).data);
  const seen = below.some((value, i) => i % 4 === 3 && value > 0);
  return { subject: await inSize(subject), background: seen ? await inSize(below) : null };
}

/**
 * The picture to write, its buffer free to be handed over.
 * @param {Tools} tools
 * @param {import('../types.js').Result} result
 * @param {import('../types.js').Settings} settings
 * @param {Pick<import('../types.js').RenderOptions, 'kind' | 'image' | 'signal'> & {box: import('../types.js').Box}} options `box`: what it shows
 * @returns {Promise<import('../types.js').Plane>}
 */
async function compose(tools, result, settings, { kind, box, image, signal }) {
  const { photo, rgba } = result;
  const { width, height } = photo;
  if (kind === 'original') return { width, height, channels: 4, data: photo.rgba.slice() };
  if (kind === 'mask') return { width, height, channels: 1, data: channelOf(rgba, 3) };
  const setting = (/** @type {string} */ name) => settingOf(settings, knobCalled(tools.knobs, name));
  const size = { width: box[3] - box[1], height: box[2] - box[0] };
  const part = cut(rgba, width, box);
  if (setting('cutout.mask_only')) return { ...size, channels: 1, data: channelOf(part, 3) };
  const background = setting('cutout.background');
  if (background === 'transparent' && !casts(setting)) return { ...size, channels: 4, data: part };
  const behind = background === 'image' ? await behindOf(tools, image, { kind, box, photo, signal }) : null;
  const found = { key: result.key, bytes: result.survey };
  return { ...size, channels: 4, data: await python.compose(tools.pool, found, part, settings, box, behind, { signal }) };
}

/**
 * The part of a background picture that stands behind a box: a cutout's covers its frame, a cropped subject's the photo.
 * @param {Tools} tools
 * @param {Blob | undefined} image
 * @param {Pick<import('../types.js').RenderOptions, 'kind' | 'signal'> & {box: import('../types.js').Box, photo: import('../types.js').Photo}} options
 */
async function behindOf(tools, image, { kind, box, photo, signal }) {
  if (kind === 'subject') return cut(await cover(tools, image, photo, signal), photo.width, box);
  return cover(tools, image, { width: box[3] - box[1], height: box[2] - box[0] }, signal);
}

/** Whether a shadow may stand on a transparent ground. @param {(name: string) => unknown} setting */
const casts = (setting) => setting('cutout.shadow') !== 'none' && setting('cutout.shadow_on_transparent');

/**
 * The box around everything that can be seen, with a margin, within the picture; the whole picture when nothing can be seen.
 * @param {Pick<import('../types.js').Result, 'photo' | 'rgba'>} result
 * @param {number} margin in pixels
 * @param {number} faint alpha below this is not seen: noise of the matte must not enlarge the box
 * @returns {import('../types.js').Box}
 */
export function subjectBox({ photo: { width, height }, rgba }, margin, faint) {
  let [top, left, bottom, right] = [height, width, 0, 0];
  for (let r = 0, at = 3; r < height; r += 1) {
    for (let c = 0; c < width; c += 1, at += 4) {
      if (rgba[at] < faint) continue;
      if (r < top) top = r;
      bottom = r + 1;
      if (c < left) left = c;
      if (c >= right) right = c + 1;
    }
  }
  if (bottom === 0) return [0, 0, height, width];
  return intersection([top - margin, left - margin, bottom + margin, right + margin], [0, 0, height, width]);
}

/**
 * A background picture, scaled to cover a size and cut to it. One that is missing, or whose file has changed since it was
 * chosen, is asked for again.
 * @param {Tools} tools
 * @param {Blob | undefined} image
 * @param {import('../types.js').Size} size
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Uint8ClampedArray>}
 */
async function cover(tools, image, { width, height }, signal) {
  if (!image) throw new WispError('encode', 'no_background');
  const picture = await tools.decode(image, signal).catch((error) => {
    if (!(error instanceof WispError && UNREADABLE.includes(error.code))) throw error;
    throw new WispError('encode', 'no_background', { details: error.details, cause: error });
  });
  const scale = Math.min(picture.width / width, picture.height / height);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const [r0, c0] = [Math.floor((picture.height - h) / 2), Math.floor((picture.width - w) / 2)];
  const part = cut(picture.rgba, picture.width, [r0, c0, r0 + h, c0 + w]);
  return areaAverage(part, w, h, width, height);
}
