/**
 * Colours that a file names in numbers, chromaticities and a curve, as sRGB: PNG's cICP, gAMA and cHRM, HEIC's nclx. Code points: ITU-T
 * H.273. Another white is adapted as ICC does (Bradford).
 */

const D65 = [0.3127, 0.329];
/** x and y of white, red, green and blue. @type {readonly number[]} */
export const SRGB_POINTS = [...D65, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
const BT601 = [...D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07];
/** @type {Record<number, readonly number[]>} */
const PRIMARIES = {
  1: SRGB_POINTS,
  5: [...D65, 0.64, 0.33, 0.29, 0.6, 0.15, 0.06],
  6: BT601,
  7: BT601,
  9: [...D65, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046],
  11: [0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
  12: [...D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
};

/** @param {number} code @returns {readonly number[] | undefined} */
export const primariesOf = (code) => PRIMARIES[code];

/** @param {number} v @returns {number} */
export const SRGB_CURVE = (v) => (v >= 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
const BT709 = (/** @type {number} */ v) => (v >= 0.081 ? ((v + 0.099) / 1.099) ** (1 / 0.45) : v / 4.5);
/** Code to light; PQ and HLG are for screens brighter than sRGB's and are not here. @type {Record<number, (v: number) => number>} */
export const TRANSFERS = { 1: BT709, 4: (v) => v ** 2.2, 5: (v) => v ** 2.8, 6: BT709, 8: (v) => v, 13: SRGB_CURVE, 14: BT709, 15: BT709 };

/** @typedef {number[][]} Matrix */

const BRADFORD = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** @param {Matrix} a @param {Matrix} b */
const times = (a, b) => a.map((row) => b[0].map((_, c) => row.reduce((sum, value, i) => sum + value * b[i][c], 0)));
/** @param {Matrix} a @param {number[]} v */
const apply = (a, v) => a.map((row) => row.reduce((sum, value, i) => sum + value * v[i], 0));

/** @param {Matrix} m of 3 rows and columns; without an inverse, its values are not finite */
function inverse([[a, b, c], [d, e, f], [g, h, i]]) {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const size = a * A + b * B + c * C;
  return [
    [A / size, (c * h - b * i) / size, (b * f - c * e) / size],
    [B / size, (a * i - c * g) / size, (c * d - a * f) / size],
    [C / size, (b * g - a * h) / size, (a * e - b * d) / size],
  ];
}

/** Light of these primaries to XYZ, and XYZ of the white. @param {readonly number[]} points @returns {{matrix: Matrix, white: number[]}} */
function toXyz(points) {
  const [white, ...primaries] = [0, 2, 4, 6].map((at) => {
    const [x, y] = [points[at], points[at + 1]];
    return [x / y, 1, (1 - x - y) / y];
  });
  const columns = [0, 1, 2].map((row) => primaries.map((colour) => colour[row]));
  const gains = apply(inverse(columns), white);
  return { matrix: columns.map((row) => row.map((value, c) => value * gains[c])), white };
}

/**
 * Light of these primaries to light of sRGB's.
 * @param {readonly number[]} points
 * @returns {Matrix | null} null: they span no triangle
 */
export function matrixToSrgb(points) {
  const [source, target] = [toXyz(points), toXyz(SRGB_POINTS)];
  const [from, to] = [source.white, target.white].map((white) => apply(BRADFORD, white));
  const gains = [0, 1, 2].map((i) => [0, 1, 2].map((c) => (i === c ? to[i] / from[i] : 0)));
  const adapted = times(inverse(BRADFORD), times(gains, times(BRADFORD, source.matrix)));
  const matrix = times(inverse(target.matrix), adapted);
  return matrix.flat().every(Number.isFinite) ? matrix : null;
}

/** Light in 0 to 65535 steps to sRGB bytes. @type {Uint8Array | undefined} */
let encoded;
function encoding() {
  encoded ??= Uint8Array.from({ length: 65536 }, (_, i) => {
    const light = i / 65535;
    return Math.round(255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055));
  });
  return encoded;
}

/**
 * @param {Uint8Array | Uint16Array} data grey or RGB, interleaved
 * @param {1 | 3} channels grey stays grey whatever the primaries
 * @param {{points: readonly number[], curve: (v: number) => number}} numbers
 * @returns {Uint8Array | null} sRGB bytes of as many channels; null: the numbers make no sense
 */
export function byNumbers(data, channels, { points, curve }) {
  const deep = data instanceof Uint16Array;
  const top = deep ? 65535 : 255;
  const light = Float32Array.from({ length: top + 1 }, (_, i) => 65535 * curve(i / top));
  const table = encoding();
  const byte = (/** @type {number} */ value) => table[Math.round(Math.min(65535, Math.max(0, value)))];
  const out = new Uint8Array(data.length);
  if (channels === 1) {
    const levels = Uint8Array.from(light, byte);
    for (let i = 0; i < data.length; i += 1) out[i] = levels[data[i]];
    return out;
  }
  const matrix = matrixToSrgb(points);
  if (!matrix) return null;
  const [[a, b, c], [d, e, f], [g, h, i]] = matrix;
  for (let at = 0; at < data.length; at += 3) {
    const [red, green, blue] = [light[data[at]], light[data[at + 1]], light[data[at + 2]]];
    out[at] = byte(a * red + b * green + c * blue);
    out[at + 1] = byte(d * red + e * green + f * blue);
    out[at + 2] = byte(g * red + h * green + i * blue);
  }
  return out;
}
