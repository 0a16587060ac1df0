/**
 * A file becomes pixels: upright, sRGB, straight alpha; or a mask's values, which are data. The header is read first, so that a picture
 * that is too large is refused before a decoder touches it. The policy: docs/reading.md. Runs in a worker.
 */
import { isAbort, WispError } from '../errors.js';
import { areaAverage } from '../pixels.js';
import { toSrgb } from './colour.js';
import { matrixToSrgb } from './colour-numbers.js';
import { adobeTransform, embeddedProfile, isSound } from './embedded.js';
import { readHeader, unreadKind } from './header.js';
import { exifBlock, orientationIn, upright, withoutExif } from './orientation.js';
import { coloursIn, mayBeTransparent, readPng } from './read/png.js';
import { maskValues } from './samples.js';
import { straightColours } from './straight.js';

/** Rows a stripe: a canvas holds no more than a stripe, so its own size limits do not matter. */
const STRIPE_PIXELS = 1 << 22;
/** In bytes. No photo of the largest size that any device takes needs as much; a file is read whole. */
const LARGEST_FILE = 1e9;
/** Kinds that some browsers decode and others do not. @type {Record<string, string>} */
const NOT_EVERYWHERE = { 'image/heic': 'HEIC', 'image/avif': 'AVIF', 'image/tiff': 'TIFF' };

/** @typedef {import('./samples.js').Samples} Samples */
/** @typedef {import('./samples.js').Told} Told */
/** @typedef {import('./header.js').Header} Header */
/** @typedef {{bytes: Uint8Array<ArrayBuffer>, header: Header}} Opened */
/** @typedef {{width: number, height: number, rgba: Uint8ClampedArray}} Seen */

/**
 * @param {Blob} file
 * @param {number} limit megapixels
 * @param {number} side of the square that the AI gets, made from the photo too; 0: it is not needed
 * @returns {Promise<import('../worker-types.js').Decoded>}
 */
export async function decodePhoto(file, limit, side) {
  const opened = await open(file, limit);
  /** @type {Told[]} */
  const told = [];
  const samples = await samplesOf(opened);
  const stored = samples ? { width: samples.width, height: samples.height, rgba: await toSrgb(samples, told) } : await seenBy(opened, told);
  const orientation = samples?.orientation ?? orientationOf(opened);
  const { width, height, rgba } = samples || cutsExif(opened.header) ? turned(stored, orientation) : stored; // else the browser has
  const aiInput = side ? areaAverage(rgba, width, height, side, side) : null;
  return { type: opened.header.type, width, height, rgba, aiInput, orientation, told };
}

/**
 * @param {Blob} file
 * @param {number} limit megapixels
 * @returns {Promise<import('../worker-types.js').DecodedMask>}
 */
export async function decodeMask(file, limit) {
  const opened = await open(file, limit);
  /** @type {Told[]} */
  const told = [];
  const samples = (await samplesOf(opened, { mask: true })) ?? (await storedBy(opened));
  const data = maskValues(samples, told);
  return { ...upright({ width: samples.width, height: samples.height, data }, samples.orientation), channels: 1, told };
}

/** The file's bytes and what its header says; refuses what cannot be a photo. @param {Blob} file @param {number} limit @returns {Promise<Opened>} */
async function open(file, limit) {
  if (file.size === 0) throw new WispError('open', 'empty_file');
  if (file.size > LARGEST_FILE) {
    const values = { limit: LARGEST_FILE / 1e6, megabytes: Math.round(file.size / 1e6) };
    throw new WispError('open', 'large_file', { details: `${file.size} bytes`, values });
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new WispError('open', 'truncated', { details: String(error), cause: error });
  }
  const header = readHeader(bytes);
  if (!header) {
    const details = `${file.type || 'no type'}, ${file.size} bytes`;
    const kind = unreadKind(bytes);
    throw kind ? new WispError('open', 'unread_kind', { details, values: { kind } }) : new WispError('open', 'not_image', { details });
  }
  const { type, width, height, whole } = header;
  if (!width || !height) throw new WispError('open', 'not_image', { details: said(header) });
  const megapixels = (width * height) / 1e6;
  if (megapixels > limit) {
    const values = { limit, megapixels: megapixels < 1e4 ? Math.ceil(megapixels) : Math.round(megapixels).toExponential(1) };
    throw new WispError('open', 'too_large', { details: said(header), values });
  }
  if (!whole) throw new WispError('open', 'truncated', { details: said(header) });
  return { bytes, header: { ...header, type } };
}

/** @param {Header} header */
const said = ({ type, width, height }) => `${type} of ${width} x ${height}`;

/** Browsers disagree on EXIF in these: they see the file without it. @param {Header} header */
const cutsExif = ({ type }) => type === 'image/png' || type === 'image/webp';

/** @param {Opened} opened */
const orientationOf = ({ bytes, header: { type } }) => orientationIn(bytes, exifBlock(bytes, type));

/** @param {Seen} seen @param {number} orientation @returns {Seen} */
function turned({ width, height, rgba }, orientation) {
  const { data, ...size } = upright({ width, height, data: new Uint32Array(rgba.buffer, rgba.byteOffset, width * height) }, orientation);
  return { ...size, rgba: new Uint8ClampedArray(data.buffer, data.byteOffset, 4 * data.length) };
}

/**
 * Pixels as stored, from a reader of our own, where a browser's would not do; null where it does.
 * @param {Opened} opened
 * @param {{mask?: boolean}} [options]
 * @returns {Promise<Samples | null>}
 */
async function samplesOf(opened, { mask = false } = {}) {
  const { bytes, header } = opened;
  try {
    if (header.type === 'image/tiff') return await (await import('./read/tiff.js')).readTiff(bytes);
    if (header.type === 'image/heic' && !(await decodes(opened))) return await (await import('./read/heif.js')).readHeif(bytes);
  } catch (error) {
    if (isAbort(error) || error instanceof WispError) throw error;
    const details = `${said(header)}: ${error}`;
    // Faxes, colours of print: whole files, packed in a way that is not read here.
    if (/compression|photometric/.test(String(error))) throw new WispError('open', 'unread_kind', { details, values: { kind: 'TIFF' } });
    throw new WispError('open', 'not_image', { details, cause: error });
  }
  try {
    if (header.type === 'image/png' && (mask || mayBeTransparent(bytes) || (await coloursIn(bytes)).unknown)) return await readPng(bytes);
    if (header.inks) return await inksOf(opened);
  } catch (error) {
    if (error instanceof WispError) throw error;
  }
  return null; // the browser's reader may be more lenient
}

/** @param {Opened} opened @returns {Promise<Samples>} */
async function inksOf(opened) {
  const { bytes, header } = opened;
  const { readInks } = await import('./read/tiff.js');
  const data = await readInks(bytes, { ...header, adobe: adobeTransform(bytes) });
  const profile = embeddedProfile(bytes, header.type);
  return { ...header, channels: 4, data, alpha: null, orientation: orientationOf(opened), colours: { profile } };
}

/** Whether this browser reads the kind. @param {Opened} opened */
async function decodes({ bytes, header: { type } }) {
  try {
    (await createImageBitmap(new Blob([bytes], { type }))).close();
    return true;
  } catch {
    return false;
  }
}

/** Without it a browser decodes no JPEG. */
const END_OF_JPEG = Uint8Array.of(0xff, 0xd9);

/**
 * The browser's own reader.
 * @param {Opened} opened
 * @param {ColorSpaceConversion} colorSpaceConversion
 * @returns {Promise<{seen: Seen, file: Blob}>}
 */
async function browsed({ bytes, header }, colorSpaceConversion) {
  const { type, endless } = header;
  const block = cutsExif(header) ? exifBlock(bytes, type) : null;
  const file = new Blob([...(block ? withoutExif(bytes, type, block) : [bytes]), ...(endless ? [END_OF_JPEG] : [])], { type });
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', premultiplyAlpha: 'none', colorSpaceConversion });
  } catch (error) {
    const details = `${said(header)}: ${error}`;
    const kind = NOT_EVERYWHERE[type];
    if (kind) throw new WispError('open', 'unread_kind', { details, values: { kind }, cause: error });
    throw new WispError('open', 'not_image', { details, cause: error });
  }
  try {
    const seen = { width: bitmap.width, height: bitmap.height, rgba: readPixels(bitmap) };
    if (endless && lastBlockIsEven(seen)) throw new WispError('open', 'truncated', { details: said(header) });
    return { seen, file };
  } finally {
    bitmap.close();
  }
}

/** The profile of a file, and whether what it says of its colours is broken. @param {Opened} opened */
async function profileOf({ bytes, header: { type } }) {
  if (type !== 'image/png') {
    const profile = embeddedProfile(bytes, type);
    const sound = profile && isSound(profile);
    return { profile: sound ? profile : null, broken: Boolean(profile && !sound) };
  }
  const { profile, numbers } = await coloursIn(bytes);
  const spaces = bytes[25] === GREY ? ['RGB ', 'GRAY'] : ['RGB '];
  const broken = Boolean((profile && !isSound(profile, spaces)) || (numbers && bytes[25] !== GREY && !matrixToSrgb(numbers.points)));
  return { profile: null, broken };
}

/** A PNG's colour type without colours. */
const GREY = 0;

/** A photo by the browser: sRGB. @param {Opened} opened @param {Told[]} told @returns {Promise<Seen>} */
async function seenBy(opened, told) {
  const { bytes, header } = opened;
  const { seen, file } = await browsed(opened, 'default');
  const { profile, broken } = await profileOf(opened);
  if (broken) told.push({ code: 'profile_broken' });
  const own = file.size === bytes.length ? bytes : new Uint8Array(await file.arrayBuffer());
  return { ...seen, rgba: await straightColours(own, header.type, profile, seen) };
}

/** A mask by the browser: no profile changes its values. @param {Opened} opened @returns {Promise<Samples>} */
async function storedBy(opened) {
  const { seen } = await browsed(opened, 'none');
  const { width, height, rgba } = seen;
  const data = new Uint8Array(3 * width * height);
  const alpha = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < alpha.length; i += 1, at += 4) {
    for (let c = 0; c < 3; c += 1) data[3 * i + c] = rgba[at + c];
    alpha[i] = rgba[at + 3];
  }
  return { width, height, channels: 3, data, alpha, orientation: cutsExif(opened.header) ? orientationOf(opened) : 1, colours: {} };
}

/** Side of the blocks that a JPEG is made of. */
const BLOCK = 8;

/**
 * Whether the last block has one colour: a decoder fills in the blocks that a JPEG without its end lacks.
 * @param {Seen} picture
 */
function lastBlockIsEven({ width, height, rgba }) {
  const words = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const [top, left] = [height, width].map((side) => side - 1 - ((side - 1) % BLOCK));
  const last = words[words.length - 1];
  for (let row = top; row < height; row += 1)
    for (let column = left; column < width; column += 1) if (words[row * width + column] !== last) return false;
  return true;
}

/** @param {ImageBitmap} bitmap */
function readPixels(bitmap) {
  const { width, height } = bitmap;
  const rgba = new Uint8ClampedArray(width * height * 4);
  const rows = Math.max(1, Math.min(height, Math.floor(STRIPE_PIXELS / width)));
  const canvas = new OffscreenCanvas(width, rows);
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (!context) throw new WispError('open', 'out_of_memory', { details: 'no canvas' });
  for (let first = 0; first < height; first += rows) {
    const count = Math.min(rows, height - first);
    context.clearRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, first, width, count, 0, 0, width, count);
    rgba.set(context.getImageData(0, 0, width, count).data, first * width * 4);
  }
  return rgba;
}
