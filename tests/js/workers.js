/** Workers as message ports in this process, and when each began and ended. */
import { Caller, offer } from '../../js/engine/rpc.js';
import { counter } from './wait.js';

/**
 * @param {(index: number) => Record<string, any>} functions what the worker of this number offers
 * @param {Parameters<typeof offer>[1]} [options]
 */
export function workers(functions, options = {}) {
  const ports = /** @type {MessagePort[]} */ ([]);
  const ended = /** @type {number[]} */ ([]);
  const spawned = counter();
  const closed = counter();
  return {
    ports,
    ended,
    spawned: spawned.times,
    closed: closed.times,
    spawn: () => {
      const { port1, port2 } = new MessageChannel();
      const index = ports.length;
      offer(functions(index), { ...options, endpoint: port2 });
      port2.addEventListener('close', () => {
        ended.push(index);
        closed.happen();
      });
      ports.push(port2);
      spawned.happen();
      port2.start();
      port1.start();
      return port1;
    },
  };
}

/**
 * One worker and who calls it; `dead` has the errors of its end.
 * @param {Record<string, any>} functions
 * @param {Parameters<typeof offer>[1]} [options]
 */
export function callerOf(functions, options = {}) {
  const { ports, spawn } = workers(() => functions, options);
  const dead = /** @type {import('../../js/engine/errors.js').WispError[]} */ ([]);
  const port = spawn();
  /** @type {Caller<Record<string, (args: any, emit: (event: any) => void) => any>>} */
  const caller = new Caller(port, { onDead: (error) => dead.push(error) });
  const end = () => {
    caller.terminate();
    ports[0].close();
  };
  return { caller, dead, end, port, other: ports[0] };
}
