/**
 * Which version of the site a start gets, and which files must stay. A version is a set of files: it is complete or it is not used, and
 * the old set stays until the new one is complete. Pure; the service worker acts on nothing else, and
 * tests/js/engine/offline/sets.test.js explores every order of events.
 *
 * `own` is the set of the deciding service worker's version, `sets` are all that are recorded, `have` are the SHA-256 of the stored files.
 */

/** @typedef {import('../fetch.js').FileEntry} FileEntry */
/**
 * One version of the site.
 * @typedef {object} SiteSet
 * @property {string} version
 * @property {number} order the later it was installed, the higher; no clock, for clocks jump
 * @property {FileEntry[]} shell what the first page needs
 * @property {FileEntry[]} assets what is loaded on demand
 */
/** @typedef {Set<string>} Have SHA-256 of stored files */

/** @param {Pick<SiteSet, 'shell' | 'assets'>} set */
export const filesOf = ({ shell, assets }) => [...shell, ...assets];

/** @param {SiteSet} set @param {Have} have */
export const isComplete = (set, have) => filesOf(set).every(({ sha256 }) => have.has(sha256));

/** @param {SiteSet} own @param {SiteSet[]} sets */
const others = (own, sets) => sets.filter(({ version }) => version !== own.version).sort((a, b) => b.order - a.order);

/**
 * What a start gets: the own set, unless only another one is complete (the newest of those).
 * @param {SiteSet} own
 * @param {SiteSet[]} sets
 * @param {Have} have
 * @returns {SiteSet}
 */
export function served(own, sets, have) {
  if (isComplete(own, have)) return own;
  return others(own, sets).find((set) => isComplete(set, have)) ?? own;
}

/**
 * What a version must have stored before it may take over: everything where another set is complete, else its shell.
 * @param {SiteSet} own
 * @param {SiteSet[]} sets
 * @param {Have} have
 * @returns {FileEntry[]}
 */
export function required(own, sets, have) {
  return others(own, sets).some((set) => isComplete(set, have)) ? filesOf(own) : own.shell;
}

/**
 * The sets whose files stay: the own one, all later ones (they wait to take over), those that open pages are of, and, until the own set is
 * complete, the one before it: the newest that is complete, else the newest.
 * @param {SiteSet} own
 * @param {SiteSet[]} sets
 * @param {Have} have
 * @param {(set: SiteSet) => boolean} inUse
 * @returns {SiteSet[]}
 */
export function kept(own, sets, have, inUse) {
  const rest = others(own, sets);
  const older = rest.filter(({ order }) => order < own.order);
  const before = isComplete(own, have) ? undefined : (older.find((set) => isComplete(set, have)) ?? older[0]);
  return [own, ...rest.filter((set) => set.order > own.order || set === before || inUse(set))];
}

/**
 * The stored files that no kept set names.
 * @param {SiteSet[]} keep
 * @param {Have} have
 */
export function surplus(keep, have) {
  const needed = new Set(keep.flatMap(filesOf).map(({ sha256 }) => sha256));
  return [...have].filter((sha256) => !needed.has(sha256));
}
