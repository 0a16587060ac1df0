// npm run build: everything that is missing is set up, then dist/ is made: a folder of static files for any host and any sub-path.
import { copyFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { recorder } from './lib/bundled.mjs';
import { notices, shippedParts } from './lib/licences.mjs';
import { at, cache, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, main, megabytes, say } from './lib/say.mjs';
import { bom } from './lib/sbom.mjs';
import { files, hashOf, once, sha256, sha256File } from './lib/stamp.mjs';
import { prepareBuild } from './setup.mjs';

const dist = at('dist');
/** What the service worker does not serve: itself, its list, words for hosts, and the list of parts for auditors. */
const OUTSIDE = new Set(['sw.js', 'files.json', '_headers', 'sbom.cdx.json', 'assets/assets.json']);
/** Our own source code, handed out with the site; stored with the runtime, for nobody needs it to start. */
const SOURCE = 'source.tar.gz';
const INPUTS = ['index.html', 'js', 'styles', 'workers', 'public', 'vite.config.js', 'package-lock.json', 'scripts'];

/** Every file of dist/ with its size and SHA-256: the shell, and the runtime that is loaded on demand. */
async function listSite() {
  const { files: runtime } = JSON.parse(readFileSync(join(dist, 'assets/assets.json'), 'utf8'));
  const entry = async (/** @type {string} */ path) => ({
    path,
    bytes: statSync(join(dist, path)).size,
    sha256: await sha256File(join(dist, path)),
  });
  const assets = [...runtime, await entry(SOURCE)];
  const known = new Set(assets.map(({ path }) => path));
  /** @type {import("../js/engine/fetch.js").FileEntry[]} */
  const shell = [];
  for (const path of files(dist, (name) => !known.has(name) && !OUTSIDE.has(name)))
    (path.startsWith('assets/decoder-') ? assets : shell).push(await entry(path));
  const version = sha256(JSON.stringify([shell, assets])).slice(0, 12);
  return { version, shell, assets };
}

/** The headers for hosts that read `_headers`. */
async function hostHeaders() {
  const { headersFor } = await import('../js/engine/offline/headers.js');
  const block = (/** @type {string} */ pattern, /** @type {Record<string, string>} */ headers) =>
    [pattern, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join('\n');
  const { 'Content-Security-Policy': policy, ...common } = headersFor('/');
  const mask = headersFor('/mask.worker.js')['Content-Security-Policy'];
  // Hosts join headers of all patterns that match: the policy stands on exact places only.
  return `${[
    block('/*', common),
    block('/', { 'Content-Security-Policy': policy }),
    block('/index.html', { 'Content-Security-Policy': policy }),
    block('/assets/python.worker-*', { 'Content-Security-Policy': policy }),
    block('/assets/codec.worker-*', { 'Content-Security-Policy': policy }),
    block('/assets/ort-wasm-*', { 'Content-Security-Policy': policy }),
    block('/assets/mask.worker-*', { 'Content-Security-Policy': mask }),
  ].join('\n\n')}\n`;
}

/**
 * The bundles of the page and its workers.
 * @returns {Promise<{parts: string[], fresh: boolean}>} what of others is in them, as the bundler names it; whether they were made now
 */
async function bundles() {
  const list = join(cache, 'bundled.json');
  const fresh = await once('bundles', hashOf(...INPUTS.map((path) => at(path))), [join(dist, 'index.html'), list], async () => {
    say('Building dist/');
    const vite = await import('vite');
    /** @type {Set<string>} */
    const bundled = new Set();
    const plugins = [recorder(bundled)];
    await vite.build({
      root: at('.'),
      logLevel: 'warn',
      plugins,
      worker: { plugins: () => plugins },
      build: { outDir: dist, emptyOutDir: true },
    });
    const parts = shippedParts(bundled);
    const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
    writeFileSync(join(dist, 'licences.txt'), `${notices(parts)}\n`);
    writeFileSync(join(dist, 'sbom.cdx.json'), `${JSON.stringify(bom(version, parts), null, 1)}\n`);
    writeFileSync(list, JSON.stringify([...bundled]));
  });
  return { parts: JSON.parse(readFileSync(list, 'utf8')), fresh };
}

/** The service worker, which holds the list of all files of the site. @param {string[]} parts of others that licences.txt names */
async function serviceWorker(parts) {
  const vite = await import('vite');
  const site = await listSite();
  const bundled = new Set(parts);
  await vite.build({
    root: at('.'),
    configFile: false,
    logLevel: 'warn',
    plugins: [recorder(bundled)],
    publicDir: false,
    define: { __WISPCUT_SITE__: JSON.stringify(site) },
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2022',
      rolldownOptions: { input: at('workers/service.worker.js'), output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  });
  if (bundled.size > parts.length)
    fail('the service worker holds parts of others that licences.txt does not name', 'bundle it before the list is made.');
  return site;
}

export async function build() {
  await prepareBuild();
  const { parts, fresh } = await bundles();
  // Any file of the checkout may have changed, tests and documents too: what is handed out is what was built.
  const packed = join(cache, SOURCE);
  await run(venv('python'), [at('scripts/source.py'), at('.'), packed], { quiet: true });
  const made = [SOURCE, 'sw.js', 'files.json', '_headers'].map((name) => join(dist, name));
  const ran = await once('dist', hashOf(packed, ...INPUTS.map((path) => at(path))), made, async () => {
    copyFileSync(packed, join(dist, SOURCE));
    for (const name of made.slice(1)) rmSync(name, { force: true }); // the list names neither itself nor its reader
    const site = await serviceWorker(parts);
    writeFileSync(join(dist, 'files.json'), JSON.stringify(site));
    writeFileSync(join(dist, '_headers'), await hostHeaders());
    const sum = (/** @type {{bytes: number}[]} */ list) => megabytes(list.reduce((total, { bytes }) => total + bytes, 0));
    say(`Built dist/: shell ${site.shell.length} files, ${sum(site.shell)}; runtime ${site.assets.length} files, ${sum(site.assets)}`);
  });
  if (!ran && !fresh) say('dist/: built already');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(build);
