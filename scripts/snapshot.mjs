// node scripts/snapshot.mjs FOLDER: boot the Python of FOLDER as far as no package is needed, with the modules of its standard library
// that the packages import, and write its memory as FOLDER/python.snapshot.gz. A browser that starts from it leaves that work out.
// The same input gives the same bytes: hashes of texts have a fixed seed, and no clock and no random number gets in.
import crypto from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadPyodide } from 'pyodide';
import { at } from './lib/paths.mjs';
import { bootPyodide } from './lib/pyodide.mjs';
import { fail, main } from './lib/say.mjs';

const STANDARD = `
import json, sys
before = set(sys.modules)
import wispcut.browser_api
json.dumps(sorted(name for name in sys.modules if name.split(".")[0] in sys.stdlib_module_names and name not in before))
`;

await main(async () => {
  const [folder] = process.argv.slice(2);
  const lock = readFileSync(join(folder, 'pyodide-lock.json'), 'utf8');
  const whole = await bootPyodide({ lock, from: `${folder}/`, packages: Object.keys(JSON.parse(lock).packages) });
  const names = whole.runPython(STANDARD);
  Object.assign(crypto, { randomFillSync: (/** @type {Uint8Array} */ view) => view.fill(0) });
  Object.assign(Date, { now: () => 0 });
  Object.assign(performance, { now: () => 0 });
  process.argv.splice(1, process.argv.length, 'python'); // what started it, with the paths of this machine, stays in a Python's memory
  const env = { PYTHONHASHSEED: '0', HOME: '/home/pyodide', _: 'python' };
  const python = await loadPyodide({ env, .../** @type {object} */ ({ _makeSnapshot: true }) });
  python.globals.set('names', names);
  python.runPython('import importlib, json\nfor name in json.loads(names): importlib.import_module(name)\ndel name, names');
  const snapshot = /** @type {{makeMemorySnapshot: () => Uint8Array}} */ (/** @type {unknown} */ (python)).makeMemorySnapshot();
  if (Buffer.from(snapshot.buffer).includes(at('scripts')))
    fail("the snapshot of Python's memory holds a path of this machine", 'mend scripts/snapshot.mjs.');
  writeFileSync(join(folder, 'python.snapshot.gz'), gzipSync(snapshot, { level: 9 }));
});
