/** Workers as message ports in this process, and when each ended. */
import { offer } from '../../js/engine/rpc.js';
import { counter } from './wait.js';

/** @param {(index: number) => Record<string, any>} functions what the worker of this number offers */

export function workers(functions) {
  const ports = /** @type {MessagePort[]} */ ([]);
  const ended = /** @type {number[]} */ ([]);
  const closed = counter();
  return {
    ports,
    ended,
    closed: closed.times,
    spawn: () => {
      const { port1, port2 } = new MessageChannel();
      const index = ports.length;
      offer(functions(index), { endpoint: port2 });
      port2.addEventListener('close', () => {
        ended.push(index);
        closed.happen();
      });
      ports.push(port2);
      port2.start();
      port1.start();
      return port1;
    },
  };
}
