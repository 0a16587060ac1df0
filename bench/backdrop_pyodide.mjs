// Our rows of bench/backdrop.py, measured inside Pyodide. Needs the assembled runtime: `npm run assets` first.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootPyodide } from '../scripts/lib/pyodide.mjs';

const root = new URL('..', import.meta.url).pathname;
const sideAt = process.argv.indexOf('--side');
const side = sideAt > 0 ? Number(process.argv[sideAt + 1]) : 6144;
const stars = Math.round((50000 * side * side) / 6144 ** 2);

const assets = join(root, 'public/assets');
const runtime = join(assets, readdirSync(assets).find((name) => name.startsWith('py-')) ?? '');
const python = await bootPyodide({
  lock: readFileSync(join(runtime, 'pyodide-lock.json'), 'utf8'),
  from: `${runtime}/`,
  packages: ['numpy', 'scipy'],
  folders: { '/wispcut': join(root, 'py'), '/bench': join(root, 'bench') },
});
globalThis.cpuSeconds = () => {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1e6;
};
python.runPython(
  `import sys, js; sys.path[:0] = ['/wispcut', '/bench']; import backdrop; backdrop.clock = js.cpuSeconds; backdrop.print_table(backdrop.measure(${side}, ${stars}))`,
);
