/**
 * PSD: the photo as a layer, the matte as its mask, what is delivered as the merged picture. 8 bits, RGB, PackBits. (Adobe Photoshop File
 * Formats Specification, November 2019.) The package's writer (`formats/psd.py`) gives the same bytes.
 */
import { WispError } from '../errors.js';
import { packRows } from './packbits.js';

/** The format holds no more pixels on a side. */
const LARGEST_SIDE = 30000;
const [MASK, ALPHA] = [-2, -1];

/** @typedef {Uint8Array | Uint8ClampedArray} Bytes */

/**
 * @param {Bytes} merged RGBA, what is seen
 * @param {Bytes} subject RGBA: the layer's colours, its alpha as the layer's mask
 * @param {Bytes | null} background RGBA, the layer below, in the same way, without a mask where it is opaque; or null
 * @param {number} width
 * @param {number} height
 */
export function encodePsd(merged, subject, background, width, height) {
  if (Math.max(width, height) > LARGEST_SIDE) {
    throw new WispError('encode', 'encode_failed', {
      message: `A PSD holds at most ${LARGEST_SIDE} pixels a side. Choose TIFF, PNG or a smaller size.`,
    });
  }
  const size = { width, height };
  const layers = [
    ...(background ? [layerOf('Background', background, isClear(background), size)] : []),
    layerOf('Subject', subject, true, size),
  ];
  const clear = isClear(merged);
  // a negative count: the merged picture's fourth channel is its transparency
  const info = [short(clear ? -layers.length : layers.length), ...layers.map(({ head }) => head), ...layers.flatMap(({ data }) => data)];
  const odd = lengthOf(info) % 2;
  if (odd) info.push(new Uint8Array(1));
  const seen = clear ? overWhite(merged) : merged;
  const planes = Array.from({ length: clear ? 4 : 3 }, (_, c) => packRows(seen, width, height, 4, c));
  return new Blob(
    [
      ...[text('8BPS'), short(1), new Uint8Array(6), short(planes.length), long(height), long(width), short(8), short(3)],
      ...[long(0), long(0), long(lengthOf(info) + 8), long(lengthOf(info)), ...info, long(0)],
      ...[short(1), ...planes.map(({ lengths }) => counts(lengths)), ...planes.map(({ data }) => data)],
    ],
    { type: 'image/vnd.adobe.photoshop' },
  );
}

/**
 * A layer's record and its channels.
 * @param {string} name
 * @param {Bytes} rgba
 * @param {boolean} masked by its alpha
 * @param {import('../types.js').Size} size
 */
function layerOf(name, rgba, masked, { width, height }) {
  const whole = [long(0), long(0), long(height), long(width)];
  const opaque = packRows(new Uint8Array(width * height).fill(255), width, height);
  const plane = (/** @type {number} */ c) => packRows(rgba, width, height, 4, c);
  /** @type {[number, ReturnType<typeof packRows>][]} */
  const planes = [[ALPHA, opaque], ...[0, 1, 2].map((c) => /** @type {[number, ReturnType<typeof packRows>]} */ ([c, plane(c)]))];
  if (masked) planes.push([MASK, plane(3)]);
  const mask = masked ? [...whole, new Uint8Array(4)] : []; // black beyond it, its place in the picture, two bytes to fill
  const label = new Uint8Array(Math.ceil((name.length + 1) / 4) * 4);
  label[0] = name.length;
  label.set(text(name), 1);
  const extra = [long(lengthOf(mask)), ...mask, long(0), label];
  const head = [
    ...[...whole, short(planes.length)],
    ...planes.flatMap(([key, { lengths, data }]) => [short(key), long(2 + 2 * lengths.length + data.length)]),
    ...[text('8BIMnorm'), Uint8Array.of(255, 0, 8, 0), long(lengthOf(extra)), ...extra],
  ];
  return { head: join(head), data: planes.flatMap(([, { lengths, data }]) => [short(1), counts(lengths), data]) };
}

/** @param {Bytes} rgba */
function isClear(rgba) {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] < 255) return true;
  return false;
}

/** The format lays colours that can be seen through over white. @param {Bytes} rgba */
function overWhite(rgba) {
  const out = new Uint8Array(rgba.length);
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3];
    for (let c = i; c < i + 3; c += 1) out[c] = Math.floor((rgba[c] * alpha + 255 * (255 - alpha) + 127) / 255);
    out[i + 3] = alpha;
  }
  return out;
}

/** @param {Uint8Array[]} parts */
const lengthOf = (parts) => parts.reduce((sum, part) => sum + part.length, 0);

/** @param {Uint8Array[]} parts */
function join(parts) {
  const out = new Uint8Array(lengthOf(parts));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** @param {string} letters */
const text = (letters) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
/** @param {number} value */
const short = (value) => Uint8Array.of((value >> 8) & 255, value & 255);
/** @param {number} value */
const long = (value) => Uint8Array.of((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
/** @param {Uint16Array} lengths */
function counts(lengths) {
  const out = new Uint8Array(2 * lengths.length);
  const view = new DataView(out.buffer);
  for (const [i, length] of lengths.entries()) view.setUint16(2 * i, length);
  return out;
}
