/**
 * PNG without a canvas: every depth, colour type and interlace, as stored (PNG specification, third edition). A canvas multiplies
 * colours with alpha in 8 bits and a browser converts what a mask holds as data; neither happens here. At most what the header
 * announces is unpacked.
 */
import { text, view } from '../bytes.js';
import { primariesOf, SRGB_CURVE, SRGB_POINTS, TRANSFERS } from '../colour-numbers.js';
import { exifBlock, orientationIn } from '../orientation.js';
import { inflate } from './inflate.js';

const CHANNELS = /** @type {Record<number, number>} */ ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 });
/** Adam7: first column and row of each pass, and the steps between. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** Whether a PNG can hold transparency: then a canvas may not read it. @param {Uint8Array} bytes */
export function mayBeTransparent(bytes) {
  return bytes[25] >= 4 || chunksOf(bytes).has('tRNS');
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<import('../samples.js').Samples>}
 */
export async function readPng(bytes) {
  const head = view(bytes);
  const [width, height] = [head.getUint32(16), head.getUint32(20)];
  const [depth, kind, interlaced] = [bytes[24], bytes[25], bytes[28]];
  if (![1, 2, 4, 8, 16].includes(depth) || !CHANNELS[kind] || interlaced > 1) throw new RangeError(`depth ${depth}, type ${kind}`);
  const chunks = chunksOf(bytes);
  const passes = interlaced ? PASSES : [[0, 0, 1, 1]];
  const bits = depth * CHANNELS[kind];
  const sizes = passes.map(([x, y, dx, dy]) => [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)]);
  const total = sizes.reduce((sum, [w, h]) => sum + (w > 0 && h > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0), 0);
  const packed = await inflate(chunks.get('IDAT') ?? [], total);
  let raw =
    depth === 16
      ? new Uint16Array(width * height * CHANNELS[kind])
      : new Uint8Array(interlaced || depth < 8 ? width * height * CHANNELS[kind] : 0);
  let at = 0;
  for (const [index, [x, y, dx, dy]] of passes.entries()) {
    const [w, h] = sizes[index];
    if (w <= 0 || h <= 0) continue;
    const stride = Math.ceil((w * bits) / 8);
    const rows = unfilter(packed.subarray(at, at + h * (stride + 1)), stride, h, Math.max(1, bits >> 3));
    if (depth === 8 && !interlaced) raw = rows;
    else spread(rows, stride, raw, { w, h, x, y, dx, dy, depth, channels: CHANNELS[kind], width });
    at += h * (stride + 1);
  }
  const { channels, data, alpha } = separate(raw, { kind, depth, chunks });
  return {
    width,
    height,
    channels,
    data,
    alpha,
    orientation: orientationIn(bytes, exifBlock(bytes, 'image/png')),
    colours: await coloursOf(chunks),
  };
}

/** What an opaque PNG says of its colours. @param {Uint8Array<ArrayBuffer>} bytes */
export const coloursIn = (bytes) => coloursOf(chunksOf(bytes));

/** The bodies of all chunks by kind, up to the end of the picture. @param {Uint8Array} bytes */
function chunksOf(bytes) {
  const data = view(bytes);
  /** @type {Map<string, Uint8Array<ArrayBuffer>[]>} */
  const found = new Map();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = data.getUint32(at);
    const kind = text(bytes, at + 4, 4);
    if (kind === 'IEND') break;
    const body = /** @type {Uint8Array<ArrayBuffer>} */ (bytes.subarray(at + 8, at + 8 + length));
    const same = found.get(kind);
    if (same) same.push(body);
    else found.set(kind, [body]);
    at += 12 + length;
  }
  return found;
}

/**
 * Rows without their filters, one after another.
 * @param {Uint8Array} rows each after the number of its filter
 * @param {number} stride
 * @param {number} height
 * @param {number} step bytes of a pixel
 */
function unfilter(rows, stride, height, step) {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1);
    const kind = rows[from];
    const here = row * stride;
    const above = here - stride;
    const line = from + 1 - here;
    if (kind > 4) throw new RangeError(`filter ${kind}`);
    for (let i = here; i < here + Math.min(step, stride); i += 1) {
      const up = row ? out[i - stride] : 0;
      out[i] = rows[line + i] + [0, 0, up, up >> 1, up][kind]; // nothing is left of it
    }
    const end = here + stride;
    // A loop for each, because there are tens of millions of bytes.
    if (kind === 0) out.set(rows.subarray(line + here, line + end), here);
    else if (kind === 1) for (let i = here + step; i < end; i += 1) out[i] = rows[line + i] + out[i - step];
    else if (kind === 2) for (let i = here + step; i < end; i += 1) out[i] = rows[line + i] + (row ? out[i - stride] : 0);
    else if (kind === 3)
      for (let i = here + step; i < end; i += 1) out[i] = rows[line + i] + ((out[i - step] + (row ? out[i - stride] : 0)) >> 1);
    else if (!row) for (let i = here + step; i < end; i += 1) out[i] = rows[line + i] + out[i - step];
    else
      for (let i = here + step, k = above; i < end; i += 1, k += 1) out[i] = rows[line + i] + paeth(out[i - step], out[i - stride], out[k]);
  }
  return out;
}

/** @param {number} left @param {number} up @param {number} before left of the one above */
function paeth(left, up, before) {
  const guess = left + up - before;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - before)];
  return a <= b && a <= c ? left : b <= c ? up : before;
}

/**
 * The samples of one pass, put at their places.
 * @param {Uint8Array} rows
 * @param {number} stride
 * @param {Uint8Array | Uint16Array} out
 * @param {Record<'w' | 'h' | 'x' | 'y' | 'dx' | 'dy' | 'depth' | 'channels' | 'width', number>} pass
 */
function spread(rows, stride, out, { w, h, x, y, dx, dy, depth, channels, width }) {
  const mask = (1 << depth) - 1;
  for (let row = 0; row < h; row += 1) {
    const from = row * stride;
    for (let column = 0; column < w; column += 1) {
      const to = ((y + row * dy) * width + x + column * dx) * channels;
      for (let c = 0; c < channels; c += 1) {
        const i = column * channels + c;
        if (depth === 8) out[to + c] = rows[from + i];
        else if (depth === 16) out[to + c] = (rows[from + 2 * i] << 8) | rows[from + 2 * i + 1];
        else out[to + c] = (rows[from + ((i * depth) >> 3)] >> (8 - depth - ((i * depth) & 7))) & mask;
      }
    }
  }
}

/**
 * Colours and alpha apart: palettes become their colours, a colour key becomes alpha, few bits become eight.
 * @param {Uint8Array | Uint16Array} raw
 * @param {{kind: number, depth: number, chunks: Map<string, Uint8Array[]>}} of
 * @returns {{channels: 1 | 3, data: Uint8Array | Uint16Array, alpha: Uint8Array | null}}
 */
function separate(raw, { kind, depth, chunks }) {
  const [key] = chunks.get('tRNS') ?? [];
  if (kind === 3) return fromPalette(raw, chunks.get('PLTE')?.[0] ?? new Uint8Array(), key);
  const channels = /** @type {1 | 3} */ (kind & 2 ? 3 : 1);
  if (kind & 4) {
    const pixels = raw.length / (channels + 1);
    const data = depth === 16 ? new Uint16Array(pixels * channels) : new Uint8Array(pixels * channels);
    const alpha = new Uint8Array(pixels);
    for (let i = 0, at = 0, to = 0; i < pixels; i += 1) {
      for (let c = 0; c < channels; c += 1) data[to++] = raw[at++];
      alpha[i] = depth === 16 ? (raw[at++] + 128) / 257 : raw[at++];
    }
    return { channels, data, alpha };
  }
  const alpha = key && key.length >= 2 * channels ? keyed(raw, channels, key) : null;
  const scale = 255 / ((1 << depth) - 1);
  return { channels, data: depth < 8 ? raw.map((value) => value * scale) : raw, alpha };
}

/** @param {Uint8Array | Uint16Array} raw @param {number} channels @param {Uint8Array} key */
function keyed(raw, channels, key) {
  const wanted = Array.from({ length: channels }, (_, c) => (key[2 * c] << 8) | key[2 * c + 1]);
  return Uint8Array.from({ length: raw.length / channels }, (_, i) =>
    wanted.every((value, c) => raw[i * channels + c] === value) ? 0 : 255,
  );
}

/** @param {Uint8Array | Uint16Array} raw @param {Uint8Array} palette @param {Uint8Array | undefined} alphas */
function fromPalette(raw, palette, alphas) {
  const data = new Uint8Array(raw.length * 3);
  for (let i = 0; i < raw.length; i += 1) for (let c = 0; c < 3; c += 1) data[3 * i + c] = palette[3 * raw[i] + c] ?? 0;
  const alpha = alphas ? Uint8Array.from(raw, (index) => alphas[index] ?? 255) : null;
  return { channels: /** @type {3} */ (3), data, alpha };
}

/**
 * What the numbers mean, by the most exact word: cICP, the profile, sRGB, gAMA with cHRM.
 * @param {Map<string, Uint8Array<ArrayBuffer>[]>} chunks
 * @returns {Promise<import('../samples.js').Colours>}
 */
async function coloursOf(chunks) {
  const [cicp] = chunks.get('cICP') ?? [];
  if (cicp?.length === 4) {
    const [primaries, transfer, matrix, full] = cicp;
    const points = primariesOf(primaries);
    if (points && TRANSFERS[transfer] && matrix === 0 && full === 1) return { numbers: { points, curve: TRANSFERS[transfer] } };
    const { cICP: _, ...rest } = Object.fromEntries(chunks);
    return { ...(await coloursOf(new Map(Object.entries(rest)))), unknown: true };
  }
  const [packed] = chunks.get('iCCP') ?? [];
  if (packed) return { profile: await unpackProfile(packed) };
  const [[gama], [chrm]] = [chunks.get('gAMA') ?? [], chunks.get('cHRM') ?? []];
  if (chunks.has('sRGB') || !(gama?.length === 4 || chrm?.length === 32)) return {};
  const gamma = gama?.length === 4 ? view(gama).getUint32(0) / 100000 : 0;
  const points = chrm?.length === 32 ? Array.from({ length: 8 }, (_, i) => view(chrm).getUint32(4 * i) / 100000) : SRGB_POINTS;
  const curve = gamma > 0.01 && gamma < 100 ? (/** @type {number} */ v) => v ** (1 / gamma) : SRGB_CURVE;
  return { numbers: { points, curve } };
}

/** No camera's profile has as many bytes. */
const LARGEST_PROFILE = 1 << 24;

/** @param {Uint8Array<ArrayBuffer>} body name, a zero, the method, packed bytes */
async function unpackProfile(body) {
  const at = body.indexOf(0) + 2;
  const reader = new Blob([body.subarray(at)]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const parts = [];
  try {
    for (let size = 0; size < LARGEST_PROFILE; ) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
      parts.push(value);
      size += value.length;
    }
    reader.cancel().catch(() => {});
  } catch {
    // Not packed as it says: as broken as an empty one.
  }
  return new Uint8Array();
}
