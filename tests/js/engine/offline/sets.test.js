// Every order of events that can happen to an offline copy: a start without a network works once a set was complete, until files are evicted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sets from '../../../../js/engine/offline/sets.js';
import { explore, have, own, recorded } from './model.js';

/** @typedef {import('./model.js').State} State */

/**
 * What is to be known of a state, once.
 * @param {typeof sets} decide
 */
function looker(decide) {
  const known = new WeakMap();
  const look = (/** @type {State} */ state) => {
    const [stored, all] = [have(state), recorded(state)];
    const complete = all.filter((set) => sets.isComplete(set, stored)).map(({ version }) => Number(version));
    // Whether a start without a network gets a version whose files are all there.
    const starts = state.active > 0 && sets.isComplete(decide.served(own(state, state.active), all, stored), stored);
    const waits = state.waiting > 0 && own(state, state.waiting).shell.every(({ sha256 }) => stored.has(sha256));
    return { complete, starts, waits };
  };
  /** @param {State} state @returns {ReturnType<typeof look>} */
  return (state) => {
    if (!known.has(state)) known.set(state, look(state));
    return known.get(state);
  };
}

/** @param {typeof sets} decide */
function rules(decide) {
  const at = looker(decide);
  return (/** @type {State} */ before, /** @type {string} */ event, /** @type {State} */ after) => {
    const [was, is] = [at(before), at(after)];
    if (after.active && is.complete.length && !is.starts) return 'a complete set is there and is not used';
    if (event.startsWith('the browser evicts')) return undefined;
    if (was.starts && !is.starts) return 'a start without a network does not work any more';
    for (const { version } of after.tabs) {
      const open = before.tabs.some((tab) => tab.version === version);
      if (open && was.complete.includes(version) && !is.complete.includes(version)) return 'an open tab loses a file';
    }
    if (before.waiting === after.waiting && was.waits && !is.waits) return 'the version that waits loses its shell';
    if (event !== 'the active one tidies up') return undefined;
    const used = after.tabs.map(({ version }) => String(version));
    const { order } = own(after, after.active);
    const idle = recorded(after).filter((set) => set.order < order && !used.includes(set.version));
    return idle.length > (is.complete.includes(after.active) ? 0 : 1) ? 'old sets pile up' : undefined;
  };
}

test('two versions in two tabs, each file may be evicted: what was complete stays usable', () => {
  const { states, fault, way } = explore(sets, { versions: 2, tabs: 2, evictions: 1 }, rules(sets));
  assert.equal(fault, undefined, `${fault}: ${way?.join(', ')}`);
  assert.ok(states > 5_000, `${states} states`);
});

test('three versions: what was complete stays usable', () => {
  const { fault, way } = explore(sets, { versions: 3, tabs: 1, evictions: 0 }, rules(sets));
  assert.equal(fault, undefined, `${fault}: ${way?.join(', ')}`);
});

/** @param {Partial<typeof sets>} change */
const found = (change) => {
  const decide = { ...sets, ...change };
  return explore(decide, { versions: 2, tabs: 2, evictions: 1 }, rules(decide)).fault;
};

test('the model finds each loss that the decisions prevent', () => {
  /** @type {typeof sets.kept} */
  const ownOnly = (mine) => [mine];
  assert.ok(found({ kept: ownOnly }), 'an update, or storing beside one, throws out what is still needed');
  assert.ok(found({ kept: (mine, all, stored) => sets.kept(mine, all, stored, () => false) }), 'an open tab is forgotten');
  assert.ok(
    found({ kept: (mine, all, stored, used) => sets.kept(mine, all, stored, used).filter(({ order }) => order <= mine.order) }),
    'a version that waits is forgotten',
  );
  assert.ok(found({ served: (mine) => mine }), 'a version that is not complete is used');
  assert.ok(found({ kept: (_mine, all) => all }), 'nothing is ever thrown out');
});

test('a version may take over with its shell alone where nothing else is complete', () => {
  const entry = (/** @type {string} */ sha256) => ({ path: sha256, bytes: 1, sha256 });
  const one = { version: '1', order: 1, shell: [entry('a')], assets: [entry('b')] };
  const two = { version: '2', order: 2, shell: [entry('c')], assets: [entry('b')] };
  assert.deepEqual(sets.required(two, [one, two], new Set(['a'])), two.shell);
  assert.deepEqual(sets.required(two, [one, two], new Set(['a', 'b'])), [...two.shell, ...two.assets]);
});
