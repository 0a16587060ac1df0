/**
 * Every failure that reaches the page is a WispError: where it happened, a stable code, one plain sentence with what
 * to do next, and details for people who want them. A cancel is not a failure: it is an AbortError.
 */

/**
 * Codes and their English sentences; the page translates them by code. A sentence may hold `{name}` places, filled from the error's
 * `values`.
 */
export const MESSAGES = {
  not_image: 'This file is not a photo. Save it as JPEG, PNG or WebP and add it again.',
  unread_kind: 'Wispcut cannot read {kind} photos in this browser. Save it as JPEG, PNG or WebP and add it again.',
  bad_range:
    'This picture holds numbers that are no colours. They go from {low} to {high}; floats lie in 0 to 1. Save it with 8 or 16 bits and add it again.',
  empty_file: 'This file is empty. Choose the photo again.',
  truncated: 'This photo is cut off. A part of the file is missing. Copy it again from where it came and add it again.',
  too_large: 'Too large for this device. Up to {limit} megapixels fit here; this one has {megapixels}. Make it smaller and add it again.',
  large_file: 'This file is too large. Up to {limit} MB are read; this one has {megabytes} MB. Save it as JPEG and add it again.',
  no_foreground: 'No subject found. Paint one with Keep, or choose another photo.',
  bad_mask: 'This mask cannot be read. Save it as PNG and choose it again.',
  mask_shape:
    'This mask has another shape than the photo. It is {mask} px, the photo {photo} px. Make it the same shape and choose it again.',
  bad_settings: 'A setting does not fit. Your photo is still here. Reset the settings and try again.',
  load_failed: 'A part of Wispcut did not load. Your photo and settings are still here. Check the connection, then try again.',
  damaged_file: 'A part of Wispcut arrived damaged. Your photo is still here. Try again; if it stays, reload the page.',
  package_failed: 'A part of Wispcut did not start. Your photo is still here. Try again; if it stays, reload the page.',
  model_failed: 'The AI did not load. Your photo and settings are still here. Check the connection, then try again.',
  worker_died:
    'A worker stopped, probably for lack of memory. Your photo and settings are still here. Close other tabs, or choose Fast, then try again.',
  worker_hangs:
    'A part of Wispcut does not answer. Your photo and settings are still here. Close other tabs, then try again; if it stays, reload the page.',
  out_of_memory: 'The browser ran out of memory. Your photo and settings are still here. Close other tabs, or choose Fast, then try again.',
  storage_full: 'Storage is full. Free {megabytes} MB, then continue.',
  no_background: 'The background picture is gone. Choose the background picture again.',
  jpeg_transparent: 'A JPEG has no transparency. Choose a background, or PNG or WebP.',
  frame_large: 'The frame around the subject is too large. At most 200 megapixels fit. Choose a smaller margin, or no frame.',
  file_large:
    'The file does not fit into {limit} kB. It has at least {kilobytes} kB. Choose JPEG, a smaller longest side, or more kilobytes.',
  encode_failed: 'The picture could not be written. The cutout is still here. Try again.',
  internal: 'Wispcut stopped unexpectedly. Your photo and settings are still here. Try again, or choose another photo.',
};

/** @typedef {keyof typeof MESSAGES} ErrorCode */

/**
 * Put values into the `{name}` places of a sentence.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/** A failure with a stage, a code, a plain sentence and details. */
export class WispError extends Error {
  /**
   * @param {string} stage where it happened: `open`, `load`, `mask`, `survey`, `refine`, `encode`, `store`
   * @param {string} code see {@link MESSAGES}
   * @param {{message?: string, details?: string, values?: Record<string, string | number>, cause?: unknown}} [more]
   */
  constructor(stage, code, { message, details = '', values = {}, cause } = {}) {
    const known = /** @type {Record<string, string>} */ (MESSAGES);
    super(message ?? fill(known[code] ?? MESSAGES.internal, values), { cause });
    this.name = 'WispError';
    this.stage = stage;
    this.code = code;
    this.details = details;
    this.values = values;
  }
}

/** @returns {DOMException} the error that a cancelled call rejects with */
export function abortError() {
  return new DOMException('Cancelled.', 'AbortError');
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof Error && error.name === 'AbortError';
}

/** ONNX Runtime's words for it; its errors have no name of their own. */
const ORT_SAYS = /\bstd::bad_alloc\b|\bfailed to allocate a buffer of size \d+/i;

/**
 * Whether the browser said that it had no memory left. A wrong length or a stack that is too deep is a `RangeError`, too.
 * @param {unknown} error
 */
export function shortOfMemory(error) {
  const { name, message } = /** @type {Partial<Error>} */ (error ?? {});
  if (ORT_SAYS.test(message ?? '')) return true;
  const says = /allocation failed|failed to allocate|out of memory|could not allocate|allocation size overflow|\bOOM\b/i;
  return ['RangeError', 'RuntimeError', 'InternalError'].includes(name ?? '') && says.test(message ?? '');
}

/**
 * Everything an error says. In Chromium `stack` begins with name and message, in Firefox and WebKit it is frames only.
 * @param {unknown} error
 * @returns {string}
 */
export function detailsOf(error) {
  if (!(error instanceof Error)) return String(error);
  const { stack = '' } = error;
  return stack.includes(error.message) && stack.startsWith(error.name) ? stack : `${error}\n${stack}`.trimEnd();
}

/**
 * Turn anything thrown into a WispError (or leave an AbortError as it is).
 * @param {unknown} error
 * @param {string} stage used where the error does not know its own
 * @param {string} [code] used where the error does not know its own
 */
export function asWispError(error, stage, code = 'internal') {
  if (error instanceof WispError || isAbort(error)) return /** @type {Error} */ (error);
  const details = detailsOf(error);
  return new WispError(stage, shortOfMemory(error) ? 'out_of_memory' : code, { details, cause: error });
}
