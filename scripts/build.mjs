// npm run build: everything that is missing is set up, then dist/ is made: a folder of static files for any host and any sub-path.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shippedNotices } from './lib/licences.mjs';
import { at } from './lib/paths.mjs';
import { main, megabytes, say } from './lib/say.mjs';
import { files, hashOf, once, sha256, sha256File } from './lib/stamp.mjs';
import { prepareBuild } from './setup.mjs';

const dist = at('dist');
/** What the service worker does not serve: itself, its list, and words for hosts. */
const OUTSIDE = new Set(['sw.js', 'files.json', '_headers', 'assets/assets.json']);
const INPUTS = ['index.html', 'js', 'styles', 'workers', 'public', 'vite.config.js', 'package-lock.json', 'scripts'];

/** Every file of dist/ with its size and SHA-256: the shell, and the runtime that is loaded on demand. */
async function listSite() {
  const { files: runtime } = JSON.parse(readFileSync(join(dist, 'assets/assets.json'), 'utf8'));
  const known = new Set(runtime.map((/** @type {{path: string}} */ { path }) => path));
  const shell = [];
  for (const path of files(dist, (name) => !known.has(name) && !OUTSIDE.has(name))) {
    shell.push({ path, bytes: statSync(join(dist, path)).size, sha256: await sha256File(join(dist, path)) });
  }
  const version = sha256(JSON.stringify([shell, runtime])).slice(0, 12);
  return { version, shell, assets: runtime };
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
    block('/assets/mask.worker-*', { 'Content-Security-Policy': mask }),
  ].join('\n\n')}\n`;
}

export async function build() {
  await prepareBuild();
  const ran = await once('dist', hashOf(...INPUTS.map((path) => at(path))), [join(dist, 'sw.js')], async () => {
    say('Building dist/');
    const vite = await import('vite');
    await vite.build({ root: at('.'), logLevel: 'warn', build: { outDir: dist, emptyOutDir: true } });
    writeFileSync(join(dist, 'licences.txt'), shippedNotices());
    const site = await listSite();
    await vite.build({
      root: at('.'),
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      define: { __WISPCUT_SITE__: JSON.stringify(site) },
      build: {
        outDir: dist,
        emptyOutDir: false,
        target: 'es2022',
        rolldownOptions: { input: at('workers/service.worker.js'), output: { format: 'iife', entryFileNames: 'sw.js' } },
      },
    });
    writeFileSync(join(dist, 'files.json'), JSON.stringify(site));
    writeFileSync(join(dist, '_headers'), await hostHeaders());
    const sum = (/** @type {{bytes: number}[]} */ list) => megabytes(list.reduce((total, { bytes }) => total + bytes, 0));
    say(`Built dist/: shell ${site.shell.length} files, ${sum(site.shell)}; runtime ${site.assets.length} files, ${sum(site.assets)}`);
  });
  if (!ran) say('dist/: built already');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(build);
