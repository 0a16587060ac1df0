/** Colours through an ICC profile to sRGB, perceptual intent, by Little CMS. Loaded only then. */
import { instantiate } from 'lcms-wasm';
import wasmUrl from 'lcms-wasm/dist/lcms.wasm?url';
import { sameType } from '../../pixels.js';
import { library, wasmAt } from '../library.js';

/** Of the profile's own colours, as it names them. */
const SPACES = /** @type {const} */ ({ 1: 'GRAY', 3: 'RGB', 4: 'CMYK' });
/** Little CMS's numbers for layouts: colour space << 16, channels << 3, bytes. */
const FORMATS = { 1: (3 << 16) | (1 << 3), 3: (4 << 16) | (3 << 3), 4: (6 << 16) | (4 << 3) };
const RGB_BYTES = FORMATS[3] | 1;
const PERCEPTUAL = 0;
/** Every level by itself: the interpolation of whole pictures misses the darkest ones. */
const NO_SHORTCUTS = 0x0100;
/** Pixels that are converted at once. */
const PART = 1 << 18;

const engine = library('open', start);

/** Asked for by name, to know that this is a worker; the real one was taken away, see confine.js. */
function standIn() {
  throw new TypeError('no scripts are imported here');
}

async function start() {
  /** @type {{importScripts?: unknown}} */ (globalThis).importScripts ??= standIn;
  const module = await WebAssembly.compile(await wasmAt(wasmUrl));
  return instantiate({
    print: () => {},
    printErr: () => {}, // its words on broken profiles; the answer counts
    instantiateWasm(/** @type {WebAssembly.Imports} */ imports, /** @type {(instance: WebAssembly.Instance) => void} */ use) {
      WebAssembly.instantiate(module, imports).then(use);
      return {};
    },
  });
}

/**
 * @param {Uint8Array | Uint16Array} values interleaved
 * @param {1 | 3 | 4} channels grey, RGB or CMYK
 * @param {Uint8Array} profile
 * @returns {Promise<Uint8Array | null>} RGB bytes; null: the profile is broken, or for other colours
 */
export async function throughProfile(values, channels, profile) {
  const cms = await engine();
  const kept = cms._malloc(profile.length);
  cms.HEAPU8.set(profile, kept);
  const source = cms._cmsOpenProfileFromMem(kept, profile.length);
  const srgb = cms._cmsCreate_sRGBProfile();
  try {
    if (!source) return null;
    const space = cms.cmsGetColorSpaceASCII(source);
    if (channels === 1 && space === 'RGB') return through(cms, { source, srgb }, spreadGrey(values), 3);
    if (space !== SPACES[channels]) return null;
    if (channels > 1) return through(cms, { source, srgb }, values, channels);
    const levels = values instanceof Uint16Array ? new Uint16Array(65536) : new Uint8Array(256);
    for (let i = 0; i < levels.length; i += 1) levels[i] = i;
    const table = through(cms, { source, srgb }, levels, 1);
    return table && byTable(values, table);
  } finally {
    if (source) cms._cmsCloseProfile(source);
    cms._cmsCloseProfile(srgb);
    cms._free(kept);
  }
}

/**
 * @param {import('lcms-wasm').LittleCms} cms
 * @param {{source: number, srgb: number}} profiles
 * @param {Uint8Array | Uint16Array} values
 * @param {1 | 3 | 4} channels
 * @returns {Uint8Array | null}
 */
function through(cms, { source, srgb }, values, channels) {
  const bytes = values.BYTES_PER_ELEMENT;
  const transform = cms._cmsCreateTransform(
    source,
    FORMATS[channels] | bytes,
    srgb,
    RGB_BYTES,
    PERCEPTUAL,
    channels === 1 ? NO_SHORTCUTS : 0,
  );
  if (!transform) return null;
  const pixels = values.length / channels;
  const out = new Uint8Array(3 * pixels);
  const size = Math.min(PART, pixels);
  const [from, to] = [cms._malloc(size * channels * bytes), cms._malloc(size * 3)];
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let at = 0; at < pixels; at += size) {
    const count = Math.min(size, pixels - at);
    cms.HEAPU8.set(raw.subarray(at * channels * bytes, (at + count) * channels * bytes), from);
    cms._cmsDoTransform(transform, from, to, count);
    out.set(cms.HEAPU8.subarray(to, to + 3 * count), 3 * at);
  }
  cms._free(from);
  cms._free(to);
  cms._cmsDeleteTransform(transform);
  return out;
}

/** @template {Uint8Array | Uint16Array} T @param {T} values @returns {T} */
function spreadGrey(values) {
  const out = sameType(values, 3 * values.length);
  for (let i = 0; i < values.length; i += 1) out.fill(values[i], 3 * i, 3 * i + 3);
  return out;
}

/** @param {Uint8Array | Uint16Array} values @param {Uint8Array} table RGB of every level */
function byTable(values, table) {
  const out = new Uint8Array(3 * values.length);
  for (let i = 0, to = 0; i < values.length; i += 1, to += 3) for (let c = 0; c < 3; c += 1) out[to + c] = table[3 * values[i] + c];
  return out;
}
