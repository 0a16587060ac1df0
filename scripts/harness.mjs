// node scripts/harness.mjs: build and serve the engine without its page, for testing/browser.py. Prints the address on standard
// output and serves until its standard input closes.
import { at, cache } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { serve } from './lib/server.mjs';
import { hashOf, once } from './lib/stamp.mjs';

async function serveHarness() {
  const folder = `${cache}/harness`;
  const inputs = ['testing/harness', 'js/engine', 'workers', 'vite.config.js', 'public/assets/assets.json', 'package-lock.json'];
  await once('harness', hashOf(...inputs.map((path) => at(path))), [`${folder}/index.html`], async () => {
    const vite = await import('vite');
    await vite.build({
      root: at('testing/harness'),
      configFile: at('vite.config.js'),
      logLevel: 'warn',
      publicDir: false,
      build: { outDir: folder, emptyOutDir: true },
    });
  });
  return serve([folder, at('public')], { port: 0 });
}

await main(async () => {
  const { url, close } = await serveHarness();
  process.stdout.write(`${url}\n`);
  process.stdin.resume().on('end', close);
});
