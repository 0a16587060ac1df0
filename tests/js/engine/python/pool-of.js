/** Pools whose workers are message ports in this process. */
import { Pool } from '../../../../js/engine/python/pool.js';
import { workers } from '../../workers.js';

/**
 * A pool whose workers run `functions(index)`. `states` has what it published, `boots` what each worker was started with.
 * @param {(index: number) => Record<string, any>} functions
 * @param {object} [options]
 */
export function poolOf(functions, options = {}) {
  let heap = 1;
  const states = /** @type {any[]} */ ([]);
  const boots = /** @type {any[]} */ ([]);
  const boot = (/** @type {any} */ given) => {
    boots.push(given);
    return {};
  };
  const { ports, spawn, spawned } = workers((index) => ({ boot, loadSurvey: () => ({}), ...functions(index) }), {
    health: () => ({ heap }),
  });
  const made = new Pool({
    size: 2,
    boot: (interrupt) => ({ base: '', files: [], interrupt }),
    onState: (state) => states.push({ ...state }),
    spawn,
    ...options,
  });
  return {
    pool: /** @type {Omit<Pool, 'run'> & {run: (job: any) => Promise<any>}} */ (made),
    ports,
    spawned,
    states,
    boots,
    setHeap: (/** @type {number} */ bytes) => (heap = bytes),
    end: () => {
      made.close();
      for (const port of ports) port.close();
    },
  };
}

/** @param {string} name @param {any} [args] @param {object} [more] */
export const job = (name, args = {}, more = {}) => ({ name, prepare: () => ({ args }), ...more });
