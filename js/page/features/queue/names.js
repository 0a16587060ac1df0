/** Names inside the ZIP. Pure. */
import { cleanName } from '../../../engine/file-name.js';

/**
 * The same names, fit for a disk, with numbers where two are alike (whatever the case, for disks that do not see it).
 * @param {string[]} names
 */
export function uniqueNames(names) {
  /** @type {Set<string>} */
  const taken = new Set();
  return names.map((given) => {
    const name = cleanName(given);
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let free = name;
    for (let i = 2; taken.has(free.toLowerCase()); i++) free = `${stem} (${i})${ending}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

/**
 * @param {string} head
 * @param {{name: string, why: string}[]} failures
 */
export function failedText(head, failures) {
  return failures.length ? `${head}\n\n${failures.map(({ name, why }) => `${cleanName(name)}: ${why}`).join('\n')}\n` : '–\n';
}
