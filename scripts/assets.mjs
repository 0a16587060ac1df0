// Assemble the runtime into public/assets/: Python (core, packages, one lock file that names exactly these), the AI and the example
// photos, each in a folder named by the hash of what is in it, and assets.json, which names every file with its size and SHA-256.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchPinned } from './lib/fetch.mjs';
import { firstLook } from './lib/first-look.mjs';
import { model } from './lib/model.mjs';
import { assets, at, cache, venv } from './lib/paths.mjs';
import { bootPyodide } from './lib/pyodide.mjs';
import { run } from './lib/run.mjs';
import { fail, main, megabytes, say } from './lib/say.mjs';
import { files, hashOf, once, sha256File } from './lib/stamp.mjs';
import { wheelhouse } from './lib/wheelhouse.mjs';

/** @type {import('./lib/fetch.mjs').Pins} */
const pins = JSON.parse(readFileSync(at('scripts/pins.json'), 'utf8'));
const CORE = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip'];

/** The files that npm installed are the ones that were pinned. */
async function checkInstalled() {
  for (const [name, { version, files: pinned }] of Object.entries(pins.installed)) {
    const folder = at('node_modules', name);
    const has = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
    if (has !== version) fail(`node_modules holds ${name} ${has}, pinned is ${version}`, 'run npm ci.');
    for (const [file, pin] of Object.entries(pinned)) {
      const got = await sha256File(join(folder, file));
      if (got !== pin) fail(`${name}/${file} has the SHA-256 ${got}, not ${pin} as pinned in scripts/pins.json`, 'run npm ci.');
    }
  }
}

/**
 * The Python folder, ready to be named.
 * @param {string} folder
 */
async function python(folder) {
  const wheels = await wheelhouse(pins);
  for (const name of CORE) cpSync(at('node_modules/pyodide', name), join(folder, name));
  const { info } = JSON.parse(readFileSync(at('node_modules/pyodide/pyodide-lock.json'), 'utf8'));
  /** @type {Record<string, object>} */
  const packages = {};
  for (const { name, version, imports, depends, path } of wheels) {
    const file = basename(path);
    cpSync(path, join(folder, file));
    packages[name] = {
      name,
      version,
      file_name: file,
      sha256: await sha256File(path),
      depends,
      imports,
      install_dir: 'site',
      package_type: 'package',
      unvendored_tests: false,
    };
  }
  const lock = JSON.stringify({ info, packages }, null, 1);
  writeFileSync(join(folder, 'pyodide-lock.json'), lock);
  const about = join(cache, 'assemble', 'about.json');
  await once('python-imports', hashOf(lock), [about], async () => {
    say('Checking that every package starts');
    const runtime = await bootPyodide({ lock, from: `${folder}/`, packages: Object.keys(packages) });
    runtime.runPython('import wispcut.settings, scipy.ndimage, scipy.sparse.linalg, scipy.linalg, scipy.fft, scipy.spatial, scipy.special');
    // What Python says of itself, its knobs above all, so that the page need not wait for Python to show them.
    writeFileSync(about, runtime.runPython('import wispcut.browser_api; wispcut.browser_api.about()'));
  });
  const snapshot = join(cache, 'assemble', 'python.snapshot.gz');
  await once('python-snapshot', hashOf(lock, at('scripts/snapshot.mjs')), [snapshot], async () => {
    say("Taking a snapshot of Python's memory");
    await run(process.execPath, [at('scripts/snapshot.mjs'), folder], { quiet: true });
    cpSync(join(folder, basename(snapshot)), snapshot);
  });
  cpSync(snapshot, join(folder, basename(snapshot)));
  return JSON.parse(readFileSync(about, 'utf8'));
}

/**
 * Give a finished folder its name: a word and the hash of its contents. Older ones with the same word go.
 * @param {string} folder
 * @param {string} word
 */
function settle(folder, word) {
  const name = `${word}-${hashOf(folder).slice(0, 10)}`;
  mkdirSync(assets, { recursive: true });
  for (const old of readdirSync(assets)) if (old.startsWith(`${word}-`) && old !== name) rmSync(join(assets, old), { recursive: true });
  if (existsSync(join(assets, name))) rmSync(folder, { recursive: true });
  else renameSync(folder, join(assets, name));
  return name;
}

/** @param {string} name */
function fresh(name) {
  const folder = join(cache, 'assemble', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Assemble what is not assembled yet. */
export async function assemble() {
  const inputs = ['py', 'scripts', 'package-lock.json'].map((path) => at(path));
  const ran = await once('assets', hashOf(...inputs), [join(assets, 'assets.json')], async () => {
    await checkInstalled();
    const pythonFolder = fresh('py');
    const about = await python(pythonFolder);
    const { folder, bytes } = await model(await fetchPinned(pins.downloads.model));
    const modelFolder = fresh('ai');
    cpSync(folder, modelFolder, { recursive: true });
    const first = await firstLook(await fetchPinned(pins.downloads.firstLook), modelFolder);
    const examplesFolder = fresh('ex');
    await run(venv('python'), [at('scripts/examples.py'), await fetchPinned(pins.downloads.scikitImage), examplesFolder]);
    const folders = { python: settle(pythonFolder, 'py'), model: settle(modelFolder, 'ai'), examples: settle(examplesFolder, 'ex') };
    const list = [];
    // What is not listed belongs to the shell: the first page shows the small squares.
    for (const path of files(assets, (name) => name !== 'assets.json' && !name.endsWith('.thumb.jpg'))) {
      list.push({ path: `assets/${path}`, bytes: statSync(join(assets, path)).size, sha256: await sha256File(join(assets, path)) });
    }
    writeFileSync(
      join(assets, 'assets.json'),
      `${JSON.stringify({ ...folders, about, modelBytes: bytes, firstLook: first, files: list }, null, 1)}\n`,
    );
    say(`Assembled ${list.length} files, ${megabytes(list.reduce((sum, file) => sum + file.bytes, 0))}, in public/assets`);
  });
  if (!ran) say('Runtime: assembled already');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(assemble);
