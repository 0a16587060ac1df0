/**
 * What is fuzzed of the page: a function of bytes for each door. It answers whether there was a result; a named error is a `WispError` or
 * a complaint by its key. Anything else that is thrown is a find. In Node a browser's own decoders are missing: what would go to them ends
 * in an error.
 */
import './wasm.js';
import { toSrgb } from '../js/engine/codecs/colour.js';
import { decodeMask, decodePhoto } from '../js/engine/codecs/decode.js';
import { adobeTransform, embeddedProfile, isSound } from '../js/engine/codecs/embedded.js';
import { readHeader, unreadKind } from '../js/engine/codecs/header.js';
import { exifBlock, orientationIn, withoutExif } from '../js/engine/codecs/orientation.js';
import { WispError } from '../js/engine/errors.js';
import { Caller, offer } from '../js/engine/rpc.js';
import { readRecipe } from '../js/page/document/recipe.js';
import { readDoc } from '../js/page/document/stored.js';
import { knobs } from '../tests/js/schema.js';

/** The limit of a photo's size here, in megapixels: what a file costs beside its pixels is looked for. */
const LIMIT = 4;
const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** @param {unknown} condition @param {string} what */
function need(condition, what) {
  if (!condition) throw new Error(what);
}

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/** @param {Bytes} bytes */
function headers(bytes) {
  const header = readHeader(bytes);
  unreadKind(bytes);
  for (const type of TYPES) {
    const block = exifBlock(bytes, type);
    const turn = orientationIn(bytes, block);
    need(turn >= 1 && turn <= 8, `orientation ${turn}`);
    const size = block ? withoutExif(bytes, type, block).reduce((sum, part) => sum + part.length, 0) : 0;
    need(size <= bytes.length, 'a file grew as its EXIF was cut out');
    const profile = embeddedProfile(bytes, type);
    if (profile) isSound(profile);
  }
  return Boolean(header);
}

/** @param {Bytes} bytes */
async function photo(bytes) {
  const { width, height, rgba } = await decodePhoto(new Blob([bytes]), LIMIT, 0);
  need(rgba.length === 4 * width * height, `${rgba.length} bytes for ${width} x ${height}`);
  return true;
}

/** @param {Bytes} bytes */
async function mask(bytes) {
  const { width, height, data } = await decodeMask(new Blob([bytes]), LIMIT);
  need(data.length === width * height, `${data.length} bytes for ${width} x ${height}`);
  return true;
}

/** Colour profiles, with pixels of each kind. @param {Bytes} bytes */
async function profile(bytes) {
  isSound(bytes);
  for (const channels of /** @type {const} */ ([1, 3, 4])) {
    const samples = { width: 2, height: 1, channels, data: new Uint8Array(2 * channels).fill(99), alpha: null, orientation: 1 };
    const rgba = await toSrgb({ ...samples, colours: { profile: bytes } }, []);
    need(rgba.length === 8, `${rgba.length} bytes`);
  }
  return true;
}

/** @param {Bytes} bytes */
function inks(bytes) {
  const said = adobeTransform(bytes);
  need(said === null || (said >= 0 && said <= 255), `transform ${said}`);
  return said !== null;
}

/** @param {Bytes} bytes */
function recipe(bytes) {
  const { complaints } = readRecipe(new TextDecoder().decode(bytes), knobs, 'recipe.json');
  need(
    complaints.every(({ key }) => key.startsWith('recipe.')),
    'a complaint without a text',
  );
  return !complaints.length;
}

/** Work that comes back from the device. @param {Bytes} bytes */
function stored(bytes) {
  let given;
  try {
    given = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return false; // the browser keeps values, no text
  }
  const { marks, settings } = readDoc(given, knobs);
  need(
    marks.every(({ points }) => points.every(Number.isFinite)),
    'a stroke of no numbers',
  );
  return Object.keys(settings).length > 0;
}

/** A worker is sent what is no call of ours, and then a call: it answers. @param {Bytes} bytes */
async function message(bytes) {
  let given;
  try {
    given = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    given = bytes;
  }
  const { port1, port2 } = new MessageChannel();
  offer({ double: (/** @type {never} */ value) => ({ value: 2 * value }) }, { endpoint: /** @type {any} */ (port2) });
  port2.start();
  port1.start();
  const caller = new Caller(/** @type {any} */ (port1));
  try {
    port1.postMessage(given);
    need((await /** @type {any} */ (caller).call('double', 21)) === 42, 'the worker answers wrongly');
    await /** @type {any} */ (caller).call(String(given?.name ?? 'none'), given).catch((/** @type {unknown} */ error) => {
      need(error instanceof WispError, `no named error: ${error}`);
    });
  } finally {
    caller.terminate();
    port2.close();
  }
  return true;
}

/** @type {Record<string, (bytes: Bytes) => boolean | Promise<boolean>>} */
export const TARGETS = { headers, photo, mask, profile, inks, recipe, stored, message };
