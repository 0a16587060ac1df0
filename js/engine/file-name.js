/** Names of files that come from outside, made fit for a disk. Pure. */

/** In UTF-16 units: every usual disk takes 255 bytes, and a word and an ending may be added. */
const LONGEST = 120;
/** Control characters, line ends, half characters, and what turns the direction of reading. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gu;
/** Names that Windows gives to devices, whatever the ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * Only the name: no folders, no control characters, nothing that turns the direction of reading, nothing that a disk refuses or hides.
 * @param {string} name as given, of any content and length
 * @param {string} [otherwise] where nothing is left of it
 * @returns {string} 1 to 120 characters
 */
export function cleanName(name, otherwise = 'photo') {
  const last = String(name)
    .slice(-4 * LONGEST)
    .split(/[\\/]/)
    .at(-1);
  const clean = /** @type {string} */ (last)
    .replace(UNSEEN, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .replace(DEVICE, '$1_');
  if (clean.length <= LONGEST) return clean || otherwise;
  const ending = /\.\w{1,8}$/.exec(clean)?.[0] ?? '';
  return `${clean.slice(0, LONGEST - ending.length).replace(/[\p{Cs}.\s]+$/gu, '')}${ending}`;
}
