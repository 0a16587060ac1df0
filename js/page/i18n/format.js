/** Numbers as people of each language write them. Pure: every function takes the language first. */

/** @typedef {'en' | 'de' | 'fr' | 'es' | 'ja'} Lang */

/** A number and its unit are never on two lines. */
const NBSP = '\u00a0';

/** @type {Map<string, Intl.NumberFormat>} */
const formats = new Map();

/**
 * @param {Lang} lang
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function number(lang, value, options = {}) {
  const key = lang + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(lang, { useGrouping: 'min2', ...options });
    formats.set(key, format);
  }
  return format.format(value);
}

/**
 * Megabytes of a million bytes: one decimal below ten, none from there on; kilobytes below 0.1 MB.
 * @param {Lang} lang
 * @param {number} bytes
 */
export function megabytes(lang, bytes) {
  const mb = bytes / 1e6;
  const byte = lang === 'fr' ? 'o' : 'B';
  if (mb < 0.1) return `${number(lang, Math.max(1, Math.round(bytes / 1e3)))}${NBSP}K${byte}`;
  return `${number(lang, mb, { maximumFractionDigits: mb < 9.95 ? 1 : 0 })}${NBSP}M${byte}`;
}

/**
 * A bare count of megabytes, for "48 of 79 MB".
 * @param {Lang} lang
 * @param {number} bytes
 */
export function bareMegabytes(lang, bytes) {
  return number(lang, Math.round(bytes / 1e6));
}

/**
 * @param {Lang} lang
 * @param {number} width
 * @param {number} height
 */
export function pixels(lang, width, height) {
  return `${number(lang, width, { useGrouping: false })}${NBSP}×${NBSP}${number(lang, height, { useGrouping: false })}${NBSP}px`;
}

/**
 * @param {Lang} lang
 * @param {number} share 0 to 1 (or above, for zoom)
 */
export function percent(lang, share) {
  const value = share * 100;
  const digits = value < 1 ? 2 : value < 10 ? 1 : 0;
  return `${number(lang, value, { maximumFractionDigits: digits })}${NBSP}%`;
}

/**
 * A span of time in its largest useful unit: `0.8 s`, `6 s`, `2 min`.
 * @param {Lang} lang
 * @param {number} seconds
 */
export function duration(lang, seconds) {
  const [s, min] = lang === 'ja' ? ['秒', '分'] : ['s', 'min'];
  if (seconds < 2) return `${number(lang, Math.max(0.1, seconds), { maximumFractionDigits: 1 })}${NBSP}${s}`;
  if (seconds < 99.5) return `${number(lang, Math.round(seconds))}${NBSP}${s}`;
  return `${number(lang, Math.round(seconds / 60))}${NBSP}${min}`;
}

/**
 * A span of time in words: `6 seconds`, `2 minutes`.
 * @param {Lang} lang
 * @param {number} seconds
 */
export function longDuration(lang, seconds) {
  const minutes = seconds >= 99.5;
  const value = Math.max(1, Math.round(minutes ? seconds / 60 : seconds));
  return number(lang, value, { style: 'unit', unit: minutes ? 'minute' : 'second', unitDisplay: 'long' });
}

/**
 * A knob's value with as many digits as its step needs; very small values in powers of ten.
 * @param {Lang} lang
 * @param {number} value
 * @param {number | null} [step]
 */
export function knobValue(lang, value, step) {
  if (value !== 0 && Math.abs(value) < 1e-3)
    return value.toExponential(1).replace('.0e', 'e').replace('e-', '·10⁻').replace(/\d$/, superscript);
  const digits = step ? Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)) : 4;
  return number(lang, value, { maximumFractionDigits: Math.min(6, digits), useGrouping: false });
}

/** @param {string} digit */
function superscript(digit) {
  return '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)];
}
