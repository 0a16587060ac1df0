// Python packages for the browser: downloaded ones made slim, ours built from py/, all compiled by the Python that runs them.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fetchPinned } from './fetch.mjs';
import { at, cache, venv } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';
import { files, hashOf, once } from './stamp.mjs';

const house = join(cache, 'wheels');
const tools = [at('scripts/wheels.py'), at('scripts/compile.mjs')];

/**
 * @typedef {object} Wheel
 * @property {string} name as in the lock file
 * @property {string} version
 * @property {string[]} imports
 * @property {string[]} depends
 * @property {string} path
 */

/**
 * Make a wheel slim: leave out what RULES in wheels.py say, compile, pack.
 * @param {string} name
 * @param {string} source the wheel, or the wheel around it
 * @param {string} out file name of the result
 * @param {{inside?: string, keep?: boolean}} options `inside`: `path#sha256` within the source; `keep`: keep the .py files
 */
async function slim(name, source, out, { inside, keep = false } = {}) {
  const target = join(house, out);
  await once(`wheel-${name}`, hashOf(...tools, inside ?? '', source), [target], async () => {
    say(`Making ${name} slim for the browser`);
    const folder = join(cache, 'unpacked', name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(house, { recursive: true });
    const unpack = ['scripts/wheels.py', 'unpack', source, folder, name, ...(inside ? ['--wheel-inside', inside] : [])];
    await run(venv('python'), unpack, { quiet: true, next: 'delete .cache and run the same command again.' });
    await run(process.execPath, ['scripts/compile.mjs', folder, ...(keep ? ['keep'] : [])], { quiet: true });
    await run(venv('python'), ['scripts/wheels.py', 'pack', folder, target], { quiet: true });
  });
  return target;
}

/** Build our own wheel from a copy of py/, so that nothing left over from earlier builds gets in. */
async function ours() {
  const key = hashOf(...tools, at('py'), at('LICENSE'));
  const built = join(cache, 'built');
  await once('wheel-ours', key, [built], async () => {
    say('Building the wispcut wheel');
    const copy = join(cache, 'py');
    for (const folder of [copy, built]) rmSync(folder, { recursive: true, force: true });
    cpSync(at('py'), copy, { recursive: true, filter: (path) => !/__pycache__|\.egg-info|^build$/.test(basename(path)) });
    cpSync(at('LICENSE'), join(copy, 'LICENSE'));
    await run(venv('python'), ['-m', 'pip', 'wheel', '--quiet', '--no-deps', '--no-build-isolation', '--wheel-dir', built, copy], {
      quiet: true,
      next: 'mend py/ (the words above tell where), then run the same command again.',
    });
  });
  const [name] = files(built, (path) => path.endsWith('.whl'));
  return slim('wispcut', join(built, name), name, { keep: true });
}

/**
 * Every package of the runtime.
 * @param {import('./fetch.mjs').Pins} pins
 * @returns {Promise<Wheel[]>}
 */
export async function wheelhouse(pins) {
  const source = await fetchPinned(pins.downloads.pyodideWheels);
  const native = (/** @type {string} */ name) => {
    const { file, sha256 } = pins.wheels[name];
    return slim(name, source, basename(file), { inside: `${file}#${sha256}` });
  };
  const wheels = [
    { name: 'numpy', imports: ['numpy'], depends: [], path: await native('numpy') },
    { name: 'scipy', imports: ['scipy'], depends: ['numpy'], path: await native('scipy') },
    { name: 'wispcut', imports: ['wispcut'], depends: ['numpy', 'scipy'], path: await ours() },
  ];
  // The second word of a wheel's name is its version.
  return wheels.map((wheel) => ({ ...wheel, version: basename(wheel.path).split('-')[1] }));
}
