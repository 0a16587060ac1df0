/** The list in numbers. Pure. */

/** @typedef {'waiting' | 'working' | 'ready' | 'failed' | 'stopped'} State */

/** @param {readonly {state: State}[]} all */
export function countStates(all) {
  const count = { all: all.length, waiting: 0, working: 0, ready: 0, failed: 0, stopped: 0 };
  for (const { state } of all) count[state]++;
  return count;
}

/**
 * How far the whole list is and how long it may still take.
 * @param {readonly {state: State, seconds: number}[]} all
 * @param {number} share of the photo that is being done
 * @returns {{position: number, share: number, seconds: number | null}} seconds: null before one photo is done
 */
export function listProgress(all, share) {
  const { waiting } = countStates(all);
  const position = all.length - waiting;
  const timed = all.filter(({ seconds }) => seconds > 0);
  const each = timed.reduce((sum, { seconds }) => sum + seconds, 0) / timed.length;
  return {
    position,
    share: all.length ? (position - 1 + share) / all.length : 0,
    seconds: timed.length ? each * (waiting + 1 - share) : null,
  };
}
