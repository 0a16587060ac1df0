// The Chromium that the browser tests drive. It is installed only where that takes no rights that this user lacks.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, venv } from './paths.mjs';
import { run } from './run.mjs';
import { fail, say } from './say.mjs';

/** Whether Playwright has a Chromium of its own. */
function playwrightHasOne() {
  const code = 'from playwright.sync_api import sync_playwright as p\nwith p() as x: print(x.chromium.executable_path)';
  const { status, stdout } = spawnSync(venv('python'), ['-c', code], { encoding: 'utf8' });
  return status === 0 && existsSync(stdout.trim());
}

/**
 * What a person types to install one.
 * @param {NodeJS.Platform} platform
 * @param {boolean} apt whether apt-get is there
 */
export function howToInstall(platform, apt) {
  const system =
    platform === 'darwin'
      ? ['brew install --cask chromium']
      : platform === 'win32'
        ? ['winget install Hibbiki.Chromium']
        : apt
          ? ['sudo apt-get install chromium   (Debian)']
          : [];
  return [
    'install Chromium or Chrome with one of',
    ...system,
    `${venv('playwright')} install chromium   (Playwright's own, into your home)`,
    'or name one that is installed: CHROMIUM=/path/to/chromium npm test',
  ].join('\n    ');
}

/** Find a Chromium; install Debian's when this is root on a system with apt; otherwise stop and say what to install. */
export async function requireChromium() {
  if (findChromium() || playwrightHasOne()) return;
  const apt = !spawnSync('apt-get', ['--version']).error;
  const next = howToInstall(process.platform, apt);
  if (!apt || process.getuid?.() !== 0) fail('No Chromium was found for the browser tests', next);
  say('Installing Chromium from the system packages');
  await run('apt-get', ['update'], { next });
  await run('apt-get', ['install', '-y', 'chromium'], { next });
  if (!findChromium()) fail('Chromium is not there after its installation', next);
}
