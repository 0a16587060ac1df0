/** What the page remembers between visits. Storage may be missing, full or forbidden: then it just forgets. */

const KEY = 'wispcut';

/** @returns {Record<string, unknown>} */
function readAll() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return value && typeof value === 'object' && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

/**
 * @template T
 * @param {string} name
 * @param {T} otherwise
 * @returns {T}
 */
export function remembered(name, otherwise) {
  return /** @type {T} */ (readAll()[name] ?? otherwise);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readAll(), [name]: value }));
  } catch {
    // Private windows may refuse; nothing depends on it.
  }
}
