// Where things lie, seen from the root of the checkout.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
/** @param {...string} parts */
export const at = (...parts) => join(root, ...parts);
/** Downloads and half-finished work; may be deleted at any time. */
export const cache = at('.cache');
/** The assembled runtime; `npm run build` copies it into `dist/`. */
export const assets = at('public/assets');
/** Where Python code lies, for its formatter and linter. */
export const pythonFolders = ['py', 'tests', 'e2e', 'bench', 'testing', 'scripts', 'docs', 'fuzz'];
/** @param {string} name a command of the Python environment */
export function venv(name) {
  return process.platform === 'win32' ? at('.venv/Scripts', `${name}.exe`) : at('.venv/bin', name);
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

/** The path of an installed Chromium, or null. `CHROMIUM` in the environment names one by hand. */
export function findChromium() {
  const places = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':');
  const known = [
    process.env.CHROMIUM,
    ...BROWSERS.flatMap((name) => places.map((place) => join(place, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:/Program Files/Google/Chrome/Application/chrome.exe',
    'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
  ];
  return known.find((path) => path && existsSync(path)) ?? null;
}
