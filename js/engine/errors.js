/**
 * Every failure that reaches the page is a WispError: where it happened, a stable code, one plain sentence with what
 * to do next, and details for people who want them. A cancel is not a failure: it is an AbortError.
 */

/**
 * Codes and their sentences. A sentence may hold `{name}` places, filled from the error's `values`.
 * The page may translate by code; these are the English words.
 */
export const MESSAGES = {
  not_image: 'This file is not a photo. Save it as JPEG, PNG or WebP and add it again.',
  unread_kind: 'Wispcut cannot read {kind} photos in this browser. Save it as JPEG, PNG or WebP and add it again.',
  empty_file: 'This file is empty. Choose the photo again.',
  truncated: 'This photo is cut off: a part of the file is missing. Copy it again from where it came and add it again.',
  too_large: 'Too large for this device. Up to {limit} megapixels fit here; this one has {megapixels}. Make it smaller and add it again.',
  large_file: 'This file is too large. Up to {limit} MB are read; this one has {megabytes} MB. Save it as JPEG and add it again.',
  no_foreground: 'No subject found. Paint one with Keep, or choose another photo.',
  bad_mask: 'This mask cannot be read. Save it as PNG and choose it again.',
  bad_settings: 'A setting does not fit. Reset it and try again.',
  load_failed: 'A part of Wispcut did not load. Check the connection, then try again.',
  damaged_file: 'A part of Wispcut arrived damaged. Try again; if it stays, reload the page.',
  package_failed: 'A part of the Python runtime did not start. Reload the page and try again.',
  model_failed: 'The AI could not be loaded. Check the connection, then try again.',
  worker_died: 'A worker stopped, probably for lack of memory. Close other tabs, then try again.',
  out_of_memory: 'The memory of this device is full. Close other tabs or make the photo smaller, then try again.',
  storage_full: 'Storage is full. Free {megabytes} MB, then continue.',
  no_background: 'The background picture is gone. Choose the background picture again.',
  encode_failed: 'The picture could not be written. Try again.',
  internal: 'Something went wrong inside Wispcut. Try again; the next photo works.',
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

/**
 * Turn anything thrown into a WispError (or leave an AbortError as it is).
 * @param {unknown} error
 * @param {string} stage used where the error does not know its own
 * @param {string} [code] used where the error does not know its own
 */
export function asWispError(error, stage, code = 'internal') {
  if (error instanceof WispError || isAbort(error)) return /** @type {Error} */ (error);
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const memory = error instanceof RangeError && /alloc|length|memory/i.test(error.message);
  return new WispError(stage, memory ? 'out_of_memory' : code, { details, cause: error });
}
