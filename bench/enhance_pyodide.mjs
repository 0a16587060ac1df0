// The table of bench/enhance.py, measured inside Pyodide. Needs the assembled runtime: `npm run assets` first.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootPyodide } from '../scripts/lib/pyodide.mjs';

const root = new URL('..', import.meta.url).pathname;
const sideAt = process.argv.indexOf('--side');
const side = sideAt > 0 ? Number(process.argv[sideAt + 1]) : 1024;

const assets = join(root, 'public/assets');
const runtime = join(assets, readdirSync(assets).find((name) => name.startsWith('py-')) ?? '');
const python = await bootPyodide({
  lock: readFileSync(join(runtime, 'pyodide-lock.json'), 'utf8'),
  from: `${runtime}/`,
  packages: ['numpy', 'scipy', 'scikit-image'],
  folders: { '/wispcut': join(root, 'py'), '/bench': join(root, 'bench') },
});
// Python's own process time is wall time here; Node knows the processor's.
python.registerJsModule('node_clock', {
  seconds: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
});
const table = JSON.parse(
  python.runPython(
    `import sys, json; sys.path[:0] = ['/wispcut', '/bench']
import enhance, node_clock
json.dumps(enhance.measure(${side}, clock=node_clock.seconds))`,
  ),
);
for (const [name, milliseconds] of Object.entries(table)) {
  console.log(`${name.padEnd(40)} ${milliseconds.toFixed(1).padStart(8)} ms`);
}
