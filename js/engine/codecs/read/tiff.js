/**
 * TIFF by geotiff, loaded only then: 1 to 32 bits and floats, in strips, tiles or planes; raw, LZW, deflated, PackBits or JPEG. The first
 * page, as stored. Also JPEGs of four inks, whose inks a browser does not show: the same decoder reads them.
 */
import { addDecoder, BaseDecoder, fromArrayBuffer, getDecoder } from 'geotiff';
import { sameType } from '../../pixels.js';
import { inflate } from './inflate.js';

/** What photometric interpretation the numbers have (TIFF 6, section 8). */
const [WHITE_IS_ZERO, RGB, PALETTE, CMYK, YCBCR] = [0, 2, 3, 5, 6];
const ASSOCIATED = 1;
/** Tags by number: geotiff's names are not all the standard's. */
const [BITS, COMPRESSION, PHOTOMETRIC, ORIENTATION, COLOUR_MAP, EXTRA, PROFILE] = [258, 259, 262, 274, 320, 338, 34675];
/** The predictor of differences between samples; the other one, of floats, works on their bytes. */
const HORIZONTAL = 2;
const DEFLATE = [8, 32946];
const JPEG = 7;

/** @typedef {import('../samples.js').Samples} Samples */

/** Of a tag's value, one number or several. @param {ArrayLike<number> | number | undefined} value */
const first = (value) => (typeof value === 'object' ? value[0] : value);

/** Deflated strips and tiles, unpacked by the browser, and no more of each than it can hold. */
class Deflate extends BaseDecoder {
  /** @param {ArrayBuffer} packed */
  async decodeBlock(packed) {
    const { tileWidth, tileHeight, bitsPerSample, planarConfiguration } = this.parameters;
    const bits = Array.from(/** @type {ArrayLike<number>} */ (bitsPerSample));
    const each = planarConfiguration === 1 ? bits.reduce((sum, value) => sum + value, 0) : Math.max(...bits);
    return (await inflate([new Uint8Array(packed)], tileHeight * Math.ceil((tileWidth * each) / 8), { short: true })).buffer;
  }
}
addDecoder(DEFLATE, async () => Deflate);

/**
 * For files with the most significant byte first: geotiff adds a predictor's differences in the order of this machine, which is the other
 * one, and leaves floats in it. Samples are turned before the sum, and back behind it.
 */
const BIG_ENDIAN = {
  /** @param {number} compression @param {Parameters<typeof getDecoder>[1]} parameters */
  bindParameters(compression, parameters) {
    const { predictor, bitsPerSample } = parameters;
    const size = predictor > 1 ? Number(first(bitsPerSample)) / 8 : 1;
    return {
      decode: async (/** @type {ArrayBufferLike} */ packed) => {
        const decoder = await getDecoder(compression, parameters);
        const unpacked = decoder.decodeBlock.bind(decoder);
        if (predictor === HORIZONTAL) decoder.decodeBlock = async (block) => turned(await unpacked(block), size);
        return turned(await decoder.decode(packed), size);
      },
    };
  },
};

/** The bytes of each sample in the other order, in place. @param {ArrayBufferLike} block @param {number} size bytes of a sample */
function turned(block, size) {
  const bytes = new Uint8Array(block);
  for (let at = 0; at + size <= bytes.length && size > 1; at += size) bytes.subarray(at, at + size).reverse();
  return block;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Samples>}
 */
export async function readTiff(bytes) {
  const file = await fromArrayBuffer(
    /** @type {ArrayBuffer} */ (bytes.byteOffset || bytes.byteLength < bytes.buffer.byteLength ? bytes.slice().buffer : bytes.buffer),
  );
  const image = await file.getImage(0);
  const [width, height, count] = [image.getWidth(), image.getHeight(), image.getSamplesPerPixel()];
  // The standard's default, which geotiff does not know.
  if (!image.fileDirectory.hasTag(BITS)) image.fileDirectory.actualizedFields.set(BITS, Array(count).fill(1));
  /** @param {number} tag @returns {Promise<ArrayLike<number> | number | undefined>} */
  const value = async (tag) => (image.fileDirectory.hasTag(tag) ? image.fileDirectory.loadValue(tag) : undefined);
  /** @param {number} tag @param {number} otherwise */
  const number = async (tag, otherwise) => Number(first(await value(tag)) ?? otherwise);
  /** @param {number} tag */
  const list = async (tag) => {
    const found = await value(tag);
    return typeof found === 'object' ? found : null;
  };
  const photometric = await number(PHOTOMETRIC, 1);
  const bits = await number(BITS, 1);
  const pool = image.littleEndian ? null : /** @type {import('geotiff').Pool} */ (BIG_ENDIAN);
  const raw = await image.readRasters({ interleave: true, pool });
  if (raw.length !== width * height * count) throw new RangeError(`${raw.length} samples for ${width} x ${height} of ${count}`);
  const extra = await number(EXTRA, 0);
  const orientation = await number(ORIENTATION, 1);
  const profile = await list(PROFILE);
  const stored = { width, height, count, bits, photometric, associated: extra === ASSOCIATED };
  const jpeg = (await number(COMPRESSION, 1)) === JPEG;
  const colourMap = photometric === PALETTE ? await list(COLOUR_MAP) : null;
  return {
    width,
    height,
    ...arranged(scaled(raw, stored), { ...stored, jpeg, colourMap }),
    orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
    colours: { profile: profile ? Uint8Array.from(profile) : null },
  };
}

/**
 * Values in the whole range of their type: few bits become 8 or 16. Palettes keep their indices.
 * @param {import('geotiff').TypedArray} raw
 * @param {{bits: number, photometric: number}} of
 * @returns {Samples['data']}
 */
function scaled(raw, { bits, photometric }) {
  if (raw instanceof Float64Array) return Float32Array.from(raw);
  if (raw instanceof Int8Array || raw instanceof Int16Array || raw instanceof Int32Array) return Float32Array.from(raw);
  if (photometric === PALETTE || [8, 16, 32].includes(bits) || !(raw instanceof Uint8Array || raw instanceof Uint16Array)) return raw;
  const top = raw instanceof Uint8Array ? 255 : 65535;
  const most = 2 ** bits - 1;
  return raw.map((value) => Math.floor((value * top) / most));
}

/**
 * @param {Samples['data']} data
 * @param {{count: number, photometric: number, associated: boolean, jpeg: boolean, colourMap: ArrayLike<number> | null}} of
 * @returns {{channels: 1 | 3 | 4, data: Samples['data'], alpha: Uint8Array | null}}
 */
function arranged(data, { count, photometric, associated, jpeg, colourMap }) {
  if (photometric === PALETTE && colourMap) return fromMap(data, colourMap);
  const channels = photometric === CMYK ? 4 : photometric === RGB || photometric === YCBCR ? 3 : photometric <= 1 ? 1 : 0;
  if (!channels || count < channels || (photometric === YCBCR && !jpeg))
    throw new RangeError(`photometric interpretation ${photometric} of ${count} samples`);
  const colours = count === channels ? data : every(data, count, channels);
  const alpha = count > channels ? alphaOf(data, count, channels) : null;
  if (photometric === WHITE_IS_ZERO) turnOver(colours);
  if (photometric === YCBCR) fromYcbcr(colours);
  if (associated && alpha) divide(colours, channels, alpha);
  return { channels, data: colours, alpha };
}

/** The first channels of every pixel. @param {Samples['data']} data @param {number} count @param {number} channels */
function every(data, count, channels) {
  const pixels = data.length / count;
  const out = sameType(data, pixels * channels);
  for (let i = 0, to = 0; i < pixels; i += 1) for (let c = 0; c < channels; c += 1) out[to++] = data[i * count + c];
  return out;
}

/** @param {Samples['data']} data @param {number} count @param {number} channels */
function alphaOf(data, count, channels) {
  const scale = data instanceof Float32Array ? 255 : data instanceof Uint8Array ? 1 : data instanceof Uint16Array ? 1 / 257 : 1 / 16843009;
  const out = new Uint8Array(data.length / count);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.round(Math.min(255, Math.max(0, data[i * count + channels] * scale)));
  return out;
}

/** @param {Samples['data']} data */
function turnOver(data) {
  const top = data instanceof Float32Array ? 1 : 2 ** (8 * data.BYTES_PER_ELEMENT) - 1;
  for (let i = 0; i < data.length; i += 1) data[i] = top - data[i];
}

/** JFIF's formula, in place. @param {Samples['data']} data */
function fromYcbcr(data) {
  const byte = (/** @type {number} */ value) => Math.min(255, Math.max(0, Math.round(value)));
  for (let at = 0; at < data.length; at += 3) {
    const [y, cb, cr] = [data[at], data[at + 1] - 128, data[at + 2] - 128];
    data[at] = byte(y + 1.402 * cr);
    data[at + 1] = byte(y - 0.344136 * cb - 0.714136 * cr);
    data[at + 2] = byte(y + 1.772 * cb);
  }
}

/** Straight colours of premultiplied ones, in place. @param {Samples['data']} data @param {number} channels @param {Uint8Array} alpha */
function divide(data, channels, alpha) {
  const top = data instanceof Float32Array ? 1 : 2 ** (8 * data.BYTES_PER_ELEMENT) - 1;
  for (let i = 0; i < data.length; i += 1) {
    const share = alpha[Math.floor(i / channels)] / 255;
    const straight = share ? data[i] / share : data[i];
    data[i] = Math.min(top, data instanceof Float32Array ? straight : Math.round(straight));
  }
}

/** @param {Samples['data']} data @param {ArrayLike<number>} map all reds, all greens, all blues, 16 bits each */
function fromMap(data, map) {
  const size = map.length / 3;
  const out = new Uint8Array(3 * data.length);
  for (let i = 0; i < data.length; i += 1) for (let c = 0; c < 3; c += 1) out[3 * i + c] = (map[c * size + data[i]] ?? 0) >> 8;
  return { channels: /** @type {3} */ (3), data: out, alpha: null };
}

/** Adobe's mark in a JPEG: the four components are luma, two chromas and black. */
const YCCK = 2;

/**
 * A JPEG of four components as CMYK.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{width: number, height: number, adobe: number | null}} header
 * @returns {Promise<Uint8Array>} interleaved, 255 for full ink
 */
export async function readInks(bytes, { width, height, adobe }) {
  const parameters = { predictor: 1, tileWidth: width, tileHeight: height, planarConfiguration: 1, bitsPerSample: [8] };
  const decoder = await getDecoder(JPEG, parameters);
  const inks = new Uint8Array(/** @type {ArrayBuffer} */ (await decoder.decode(bytes.slice().buffer)));
  if (inks.length !== 4 * width * height) throw new RangeError(`${inks.length} bytes`);
  if (adobe === YCCK) {
    for (let at = 0; at < inks.length; at += 4) {
      const [y, cb, cr] = [inks[at], inks[at + 1] - 128, inks[at + 2] - 128];
      inks[at] = Math.min(255, Math.max(0, Math.round(y + 1.402 * cr)));
      inks[at + 1] = Math.min(255, Math.max(0, Math.round(y - 0.344136 * cb - 0.714136 * cr)));
      inks[at + 2] = Math.min(255, Math.max(0, Math.round(y + 1.772 * cb)));
    }
  }
  // Adobe writes no ink as 255.
  if (adobe !== null) for (let i = 0; i < inks.length; i += 1) inks[i] = 255 - inks[i];
  return inks;
}
