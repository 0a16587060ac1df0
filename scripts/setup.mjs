// Everything that must be on the machine before a build: node_modules, .venv, the assembled runtime. Safe to run again.
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from './lib/paths.mjs';
import { pythonEnvironment } from './lib/python.mjs';
import { run } from './lib/run.mjs';
import { fail, main, say } from './lib/say.mjs';

/** node_modules as package-lock.json says. */
async function nodeModules() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node ${process.versions.node} is too old`, 'install Node 20.19 or newer.');
  const installed = () => {
    try {
      const want = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
      const have = JSON.parse(readFileSync(at('node_modules/.package-lock.json'), 'utf8')).packages;
      return Object.entries(want).every(([path, { version, optional }]) => !path || optional || have[path]?.version === version);
    } catch {
      return false;
    }
  };
  if (installed()) return say('node_modules: ready already');
  say('Installing the pinned JavaScript packages');
  await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    next: 'check the connection to the package registry, then run the same command again.',
  });
  if (!existsSync(at('node_modules/vite'))) fail('npm ci left no node_modules/vite', 'run npm ci and read what it says.');
}

/** What checks and tests of one language need: packages, no runtime. */
export async function prepare() {
  await nodeModules();
  await pythonEnvironment();
}

export async function setup() {
  await prepare();
  const { assemble } = await import('./assets.mjs');
  await assemble();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(setup);
