/**
 * The offline copy as a machine with states and events, around the real decisions of js/engine/offline/sets.js. Everything that the browser,
 * the host and people may do in any order: releases (and their withdrawal), a network that goes and comes, up to two tabs, installations
 * that stop half-way, storing that stops half-way, files that are used and so kept, updates that are asked for, and files that the
 * browser evicts.
 */

/** @typedef {import('../../../../js/engine/offline/sets.js').SiteSet} SiteSet */
/** @typedef {typeof import('../../../../js/engine/offline/sets.js')} Decisions */
/**
 * @typedef {object} State
 * @property {number} host version that the host sends
 * @property {boolean} online
 * @property {string[]} files stored ones, sorted
 * @property {[version: number, order: number][]} sets recorded ones
 * @property {number} active version of the service worker that serves, 0: none
 * @property {number} waiting
 * @property {{version: number, need: string[]} | null} installing
 * @property {{version: number}[]} tabs
 * @property {number} storing version that a page makes available offline
 * @property {number} evictions so far
 */

/** One file of the shell and one asset of each version. @param {number} version */
const made = (version) => {
  const entry = (/** @type {string} */ sha256) => ({ path: sha256, bytes: 1, sha256 });
  return { version: String(version), shell: [entry(`shell${version}`)], assets: [entry(`asset${version}`)] };
};
const SITES = [0, 1, 2, 3].map(made);
/** @param {number} version */
const site = (version) => SITES[version];

/** @type {State} */
export const START = {
  host: 1,
  online: true,
  files: [],
  sets: [],
  active: 0,
  waiting: 0,
  installing: null,
  tabs: [],
  storing: 0,
  evictions: 0,
};

/** @param {State} state */
export const have = (state) => new Set(state.files);
/** @param {State} state @returns {SiteSet[]} */
export const recorded = (state) => state.sets.map(([version, order]) => ({ ...site(version), order }));
/** @param {State} state @param {number} version @returns {SiteSet} */
export const own = (state, version) => recorded(state).find((set) => set.version === String(version)) ?? { ...site(version), order: 0 };

/** @param {string[]} files @param {string[]} more */
const plus = (files, ...more) => [...new Set([...files, ...more])].sort();

/** The newest of all; orders stay small, so that states stay few. @param {State['sets']} sets @param {number} version @returns {State['sets']} */
function recordNewest(sets, version) {
  const rest = sets.filter(([other]) => other !== version).sort((a, b) => a[1] - b[1]);
  return [...rest, [version, 0]].map(([each], i) => [each, i + 1]);
}

/**
 * Every state that one event leads to.
 * @param {State} state
 * @param {Decisions} decide
 * @param {{versions: number, tabs: number, evictions: number}} limits
 * @returns {[event: string, next: State][]}
 */
export function events(state, { served, required, kept, surplus, filesOf }, { versions, tabs: most, evictions }) {
  const next = /** @type {[string, State][]} */ ([]);
  const add = (/** @type {string} */ event, /** @type {Partial<State>} */ change) => next.push([event, settle({ ...state, ...change })]);
  const { host, online, files, sets, active, waiting, installing, tabs, storing } = state;
  const stored = have(state);
  const hashes = (/** @type {{shell: any[], assets: any[]}} */ set) => filesOf(set).map(({ sha256 }) => sha256);
  const fromHost = (/** @type {string} */ file) => online && hashes(site(host)).includes(file);
  const start = active ? Number(served(own(state, active), recorded(state), stored).version) : 0;
  const beginInstall = () => {
    const recording = { ...state, sets: recordNewest(sets, host) };
    const need = required(own(recording, host), recorded(recording), stored).map(({ sha256 }) => sha256);
    return { sets: recording.sets, installing: { version: host, need } };
  };

  add('another release, or the last is withdrawn', { host: (host % versions) + 1 });
  add(online ? 'the network goes' : 'the network comes', { online: !online });

  if (tabs.length < most) {
    const version = active ? start : online ? host : 0;
    const shell = version && site(version).shell.every(({ sha256 }) => stored.has(sha256) || fromHost(sha256));
    const looks = online && !installing && host !== active && host !== waiting;
    if (shell) add('a tab is opened', { tabs: [...tabs, { version }], ...(looks && beginInstall()) });
  }
  for (const [index] of tabs.entries()) {
    const left = tabs.filter((_, i) => i !== index);
    add('a tab is closed', { tabs: left, storing: left.length ? storing : 0 });
  }

  if (installing) {
    const missing = installing.need.filter((file) => !stored.has(file));
    if (missing.length && fromHost(missing[0])) add('the installation stores a file', { files: plus(files, missing[0]) });
    add('the installation fails', { installing: null });
    if (!missing.length) add('the installation is through', { installing: null, waiting: installing.version });
  }

  if (waiting && tabs.length) {
    const missing = required(own(state, waiting), recorded(state), stored).map(({ sha256 }) => sha256);
    if (missing.every((file) => stored.has(file) || fromHost(file))) {
      for (const index of tabs.keys()) {
        const others = tabs.filter((_, i) => i !== index);
        add('a tab asks for the update', { files: plus(files, ...missing), active: waiting, waiting: 0, tabs: others, storing: 0 });
      }
    }
  }

  if (tabs.length && active && !storing) add('storing begins', { storing: start });
  if (storing) {
    const missing = hashes(site(storing)).filter((file) => !stored.has(file));
    if (missing.length && fromHost(missing[0])) add('storing stores a file', { files: plus(files, missing[0]) });
    add('storing ends', { storing: 0 });
  }
  for (const { version } of tabs) {
    // A file of a version that is not recorded is handed on and not kept.
    if (!active || !sets.some(([each]) => each === version)) continue;
    for (const file of hashes(site(version))) if (!stored.has(file) && fromHost(file)) add('a file is used', { files: plus(files, file) });
  }
  // A start of another version makes the own one complete meanwhile.
  if (active && start !== active) {
    const missing = hashes(site(active)).filter((file) => !stored.has(file));
    if (fromHost(missing[0])) add('the active one catches up', { files: plus(files, missing[0]) });
  }

  if (active && !installing && !storing) {
    const inUse = (/** @type {SiteSet} */ set) => tabs.some(({ version }) => set.version === String(version));
    const keep = kept(own(state, active), recorded(state), stored, inUse);
    const drop = surplus(keep, stored);
    const names = keep.map(({ version }) => version);
    const change = {
      files: files.filter((file) => !drop.includes(file)),
      sets: sets.filter(([version]) => names.includes(String(version))),
    };
    add('the active one tidies up', change);
  }
  if (state.evictions < evictions) {
    for (const file of files)
      add(`the browser evicts ${file}`, { files: files.filter((other) => other !== file), evictions: state.evictions + 1 });
  }
  return next;
}

/** What the browser does by itself: a version that waits takes over when no tab is left, or when there is none before it. @param {State} state */
function settle(state) {
  const tabs = state.tabs.toSorted((a, b) => a.version - b.version);
  if (!state.waiting || (tabs.length && state.active)) return { ...state, tabs };
  return { ...state, tabs, active: state.waiting, waiting: 0 };
}

/**
 * Every state that can be reached, by the shortest way.
 * @param {Decisions} decide
 * @param {{versions: number, tabs: number, evictions: number}} limits
 * @param {(before: State, event: string, after: State) => string | undefined} wrong what is wrong with a step
 * @returns {{states: number, fault?: string, way?: string[]}}
 */
export function explore(decide, limits, wrong) {
  const first = JSON.stringify(START);
  /** @type {Map<string, [from: string, event: string] | null>} */
  const known = new Map([[first, null]]);
  const queue = [first];
  for (let at = 0; at < queue.length; at += 1) {
    const before = /** @type {State} */ (JSON.parse(queue[at]));
    for (const [event, after] of events(before, decide, limits)) {
      const fault = wrong(before, event, after);
      if (fault) return { states: known.size, fault, way: [...wayTo(known, queue[at]), event] };
      const name = JSON.stringify(after);
      if (known.has(name)) continue;
      known.set(name, [queue[at], event]);
      queue.push(name);
    }
  }
  return { states: known.size };
}

/** @param {Map<string, [from: string, event: string] | null>} known @param {string} state @returns {string[]} */
function wayTo(known, state) {
  const step = known.get(state);
  return step ? [...wayTo(known, step[0]), step[1]] : [];
}
