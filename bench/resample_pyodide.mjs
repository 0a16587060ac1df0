// The table of bench/resample.py, measured inside Pyodide. Needs the assembled runtime: `npm run assets` first.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootPyodide } from '../scripts/lib/pyodide.mjs';

const root = new URL('..', import.meta.url).pathname;
const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at > 0 ? Number(process.argv[at + 1]) : otherwise;
};

const assets = join(root, 'public/assets');
const runtime = join(assets, readdirSync(assets).find((name) => name.startsWith('py-')) ?? '');
const python = await bootPyodide({
  lock: readFileSync(join(runtime, 'pyodide-lock.json'), 'utf8'),
  from: `${runtime}/`,
  packages: ['numpy', 'scipy', 'scikit-image'],
  folders: { '/wispcut': join(root, 'py'), '/bench': join(root, 'bench') },
});
console.log(
  python.runPython(`
import sys
sys.path[:0] = ['/wispcut', '/bench']
import resample
from js import process
resample.CLOCK = lambda: process.cpuUsage().user / 1e6
resample.table(resample.measure(${option('--megapixels', 24)}, ${option('--width', 1600)}, ${option('--repeats', 2)}))
`),
);
