// npm run setup: everything that work on Wispcut needs: node_modules, .venv, the assembled runtime. Safe to run again.
// A build takes less: no linters, no type checkers, no test tools.
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from './lib/paths.mjs';
import { buildPython, developmentPython } from './lib/python.mjs';
import { run } from './lib/run.mjs';
import { fail, main, say } from './lib/say.mjs';

/**
 * node_modules as package-lock.json says.
 * @param {{development: boolean}} options false: without what only checks and tests need
 */
async function nodeModules({ development }) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node ${process.versions.node} is too old`, 'install Node 20.19 or newer.');
  const installed = () => {
    try {
      const want = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
      const have = JSON.parse(readFileSync(at('node_modules/.package-lock.json'), 'utf8')).packages;
      return Object.entries(want).every(
        ([path, { version, optional, dev, devOptional }]) =>
          !path || optional || devOptional || (dev && !development) || have[path]?.version === version,
      );
    } catch {
      return false;
    }
  };
  if (installed()) return say('node_modules: ready already');
  say('Installing the pinned JavaScript packages');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts', ...(development ? [] : ['--omit=dev'])], {
    next: 'check the connection to the package registry, then run the same command again.',
  });
  if (!existsSync(at('node_modules/vite'))) fail('npm ci left no node_modules/vite', 'run npm ci and read what it says.');
}

/** What checks and tests need: packages, no runtime. */
export async function prepare() {
  await nodeModules({ development: true });
  await developmentPython();
}

async function runtime() {
  const { assemble } = await import('./assets.mjs');
  await assemble();
}

/** What a build needs. */
export async function prepareBuild() {
  await nodeModules({ development: false });
  await buildPython();
  await runtime();
}

async function setup() {
  await prepare();
  await runtime();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(setup);
