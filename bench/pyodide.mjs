// The head of the benches that run inside Pyodide under Node. Needs the assembled runtime: `npm run assets` first.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assets, at } from '../scripts/lib/paths.mjs';
import { bootPyodide } from '../scripts/lib/pyodide.mjs';

/**
 * @param {string} name such as `--side`
 * @param {number} otherwise
 */
export function option(name, otherwise) {
  const place = process.argv.indexOf(name);
  return place > 0 ? Number(process.argv[place + 1]) : otherwise;
}

/**
 * Run Python with the checkout's own package and bench to import from.
 * @param {string} code
 */
export async function bench(code) {
  const { python: name } = JSON.parse(readFileSync(join(assets, 'assets.json'), 'utf8'));
  const from = `${join(assets, name)}/`;
  const python = await bootPyodide({
    lock: readFileSync(join(from, 'pyodide-lock.json'), 'utf8'),
    from,
    packages: ['numpy', 'scipy'],
    folders: { '/wispcut': at('py'), '/checkout/bench': at('bench') },
  });
  // Python's own process time is wall time here; Node knows the processor's.
  python.registerJsModule('node_clock', {
    seconds() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
  });
  python.runPython(`
import sys, time, node_clock
sys.path[:0] = ["/wispcut", "/checkout"]
time.process_time = node_clock.seconds
`);
  python.runPython(code);
}
