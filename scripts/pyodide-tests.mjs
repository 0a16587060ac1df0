// The same Python tests, inside Pyodide under Node, from the wheel that the browser loads.
//   node scripts/pyodide-tests.mjs [pytest's own arguments, seen from the root of the checkout]
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPinned } from './lib/fetch.mjs';
import { assets, at, cache, venv } from './lib/paths.mjs';
import { bootPyodide } from './lib/pyodide.mjs';
import { run } from './lib/run.mjs';
import { main, say } from './lib/say.mjs';
import { hashOf, once } from './lib/stamp.mjs';

/** @type {import('./lib/fetch.mjs').Pins} */
const pins = JSON.parse(readFileSync(at('scripts/pins.json'), 'utf8'));

/** Pillow for Pyodide, which tests open files with; it is not part of the page's runtime. */
async function pillow() {
  const folder = join(cache, 'pyodide-pillow');
  const { file, sha256 } = pins.wheels.pillow;
  const source = await fetchPinned(pins.downloads.pyodideWheels);
  await once('pyodide-pillow', hashOf(sha256), [join(folder, 'PIL')], () =>
    run(venv('python'), ['scripts/wheels.py', 'unpack', source, folder, 'pillow', '--wheel-inside', `${file}#${sha256}`]),
  );
  return folder;
}

/** scikit-image without its compiled parts, an oracle of tests; it is not part of the page's runtime. */
async function oracles() {
  const folder = join(cache, 'pyodide-oracles');
  const { scikitImage, lazyLoader } = pins.downloads;
  const wheels = { 'scikit-image': await fetchPinned(scikitImage), lazy_loader: await fetchPinned(lazyLoader) };
  await once('pyodide-oracles', hashOf(scikitImage.sha256, lazyLoader.sha256), [join(folder, 'skimage')], async () => {
    for (const [name, wheel] of Object.entries(wheels)) await run(venv('python'), ['scripts/wheels.py', 'unpack', wheel, folder, name]);
  });
  return folder;
}

/** scikit-image's photos as arrays: its slim wheel has neither the files nor the readers. */
async function photos() {
  const folder = join(cache, 'pyodide-photos');
  const names = ['astronaut', 'chelsea', 'coffee', 'camera', 'rocket'];
  await once('pyodide-photos', hashOf(...names), [join(folder, 'rocket.npy')], () => {
    mkdirSync(folder, { recursive: true });
    const code = `import sys, numpy, skimage.data as d; [numpy.save(f"{sys.argv[1]}/{n}.npy", getattr(d, n)()) for n in sys.argv[2:]]`;
    return run(venv('python'), ['-c', code, folder, ...names]);
  });
  return folder;
}

/** pytest and hypothesis, pure Python, pinned by hash. */
async function tools() {
  const folder = join(cache, 'pyodide-tests');
  const requirements = at('requirements/pyodide-tests.txt');
  await once('pyodide-tests', hashOf(requirements), [join(folder, 'pytest')], async () => {
    say('Installing the test tools for Pyodide');
    const target = [
      '--target',
      folder,
      '--upgrade',
      '--platform',
      'any',
      '--implementation',
      'py',
      '--abi',
      'none',
      '--python-version',
      '3.14',
    ];
    const args = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps', '--only-binary=:all:', ...target, '-r', requirements];
    await run(venv('python'), args, { quiet: true });
  });
  return folder;
}

await main(async () => {
  const { python: name } = JSON.parse(readFileSync(join(assets, 'assets.json'), 'utf8'));
  const from = `${join(assets, name)}/`;
  const lock = readFileSync(join(from, 'pyodide-lock.json'), 'utf8');
  const checkout = Object.fromEntries(['tests', 'testing', 'bench'].map((name) => [`/checkout/${name}`, at(name)]));
  const folders = {
    '/tools': await tools(),
    '/pillow': await pillow(),
    '/oracles': await oracles(),
    '/photos': await photos(),
    ...checkout,
  };
  const python = await bootPyodide({ lock, from, folders, packages: Object.keys(JSON.parse(lock).packages) });
  python.FS.writeFile('/checkout/pyproject.toml', readFileSync(at('pyproject.toml')));
  const given = process.argv.slice(2);
  const all = ['tests'];
  const args = ['-p', 'no:cacheprovider', ...(given.length ? given : all)];
  python.globals.set('ARGS', python.toPy(args));
  const code = python.runPython(`
import os, sys
sys.path[:0] = ["/tools", "/pillow", "/oracles"]
sys.dont_write_bytecode = True
os.chdir("/checkout")
import numpy, pathlib, skimage.data
for photo in pathlib.Path("/photos").glob("*.npy"):
    setattr(skimage.data, photo.stem, lambda photo=photo: numpy.load(photo))
import pytest
int(pytest.main(list(ARGS)))
`);
  process.exitCode = code;
});
