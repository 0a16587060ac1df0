/**
 * A file becomes pixels: upright, sRGB, straight alpha. The header is read first, so that a picture that is too large is refused
 * before a decoder touches it. Runs in a worker.
 */
import { WispError } from '../errors.js';
import { areaAverage } from '../pixels.js';
import { readHeader, unreadKind } from './header.js';
import { straightColours } from './straight.js';

/** Rows a stripe: a canvas holds no more than a stripe, so its own size limits do not matter. */
const STRIPE_PIXELS = 1 << 22;
/** In bytes. No photo of the largest size that any device takes needs as much; a file is read whole. */
const LARGEST_FILE = 1e9;
/** Kinds that some browsers decode and others do not. @type {Record<string, string>} */
const NOT_EVERYWHERE = { 'image/heic': 'HEIC', 'image/avif': 'AVIF' };

/**
 * @param {Blob} file
 * @param {number} limit megapixels
 * @param {number} side of the square that the AI gets, made from the photo too; 0: it is not needed
 * @returns {Promise<import('../worker-types.js').Decoded>}
 */
export async function decodePhoto(file, limit, side) {
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
  if (!width || !height) throw new WispError('open', 'not_image', { details: `${type} of ${width} x ${height}` });
  const megapixels = (width * height) / 1e6;
  if (megapixels > limit) {
    const values = { limit, megapixels: megapixels < 1e4 ? Math.ceil(megapixels) : Math.round(megapixels).toExponential(1) };
    throw new WispError('open', 'too_large', { details: `${type} of ${width} x ${height}`, values });
  }
  if (!whole) throw new WispError('open', 'truncated', { details: `${type} of ${width} x ${height}` });
  let bitmap;
  try {
    const parts = header.endless ? [bytes, END_OF_JPEG] : [bytes];
    bitmap = await createImageBitmap(new Blob(parts, { type }), {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'default',
    });
  } catch (error) {
    const details = `${type} of ${width} x ${height}: ${error}`;
    const kind = NOT_EVERYWHERE[type];
    if (kind) throw new WispError('open', 'unread_kind', { details, values: { kind }, cause: error });
    throw new WispError('open', 'not_image', { details, cause: error });
  }
  try {
    const seen = { width: bitmap.width, height: bitmap.height, rgba: readPixels(bitmap) };
    if (header.endless && lastBlockIsEven(seen)) throw new WispError('open', 'truncated', { details: `${type} of ${width} x ${height}` });
    const rgba = await straightColours(bytes, type, seen);
    const aiInput = side ? areaAverage(rgba, bitmap.width, bitmap.height, side, side) : null;
    return { type, width: bitmap.width, height: bitmap.height, rgba, aiInput };
  } finally {
    bitmap.close();
  }
}

/** Side of the blocks that a JPEG is made of. */
const BLOCK = 8;
/** Without it a browser decodes no JPEG. */
const END_OF_JPEG = Uint8Array.of(0xff, 0xd9);

/**
 * Whether the last block has one colour: a decoder fills in the blocks that a JPEG without its end lacks.
 * @param {{width: number, height: number, rgba: Uint8ClampedArray}} picture
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
