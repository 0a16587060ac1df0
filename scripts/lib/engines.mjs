// Firefox and WebKit, in which the browser tests take a walk. They are no condition: what is not there is said, and left out.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** @param {string} name of a program */
const onPath = (name) => (process.env.PATH ?? '').split(':').some((place) => existsSync(join(place, name)));

/** WebKitGTK's small browser is no command of the PATH. */
function miniBrowser() {
  const libraries = '/usr/lib';
  if (!existsSync(libraries)) return false;
  return readdirSync(libraries).some((machine) =>
    ['4.0', '4.1'].some((v) => existsSync(join(libraries, machine, `webkit2gtk-${v}/MiniBrowser`))),
  );
}

/** Each with its Debian packages and how it is found. */
const ENGINES = [
  { name: 'Firefox', packages: ['firefox-esr'], found: () => Boolean(process.env.FIREFOX) || onPath('firefox-esr') || onPath('firefox') },
  {
    name: 'WebKit',
    packages: ['webkit2gtk-driver', 'xvfb'],
    found: () => onPath('WebKitWebDriver') && onPath('Xvfb') && miniBrowser(),
  },
];

const missing = () => ENGINES.filter(({ found }) => !found());

/** Install what is missing where this is root on a system with apt; say what is still not there, and how to get it. */
export async function offerEngines() {
  const wanted = missing().flatMap(({ packages }) => packages);
  if (wanted.length && process.getuid?.() === 0 && !spawnSync('apt-get', ['--version']).error) {
    say(`Installing ${wanted.join(', ')} from the system packages`);
    await run('apt-get', ['update'], { quiet: true, allow: true });
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...wanted], { quiet: true, allow: true, env });
  }
  for (const { name, packages } of missing())
    say(
      `${name} was not found: the browser tests leave it out. To have them use it: sudo apt-get install ${packages.join(' ')}   (Debian)`,
    );
}
