// Downloads, through pip and npm only. Each file is pinned in pins.json by version and SHA-256; one that is here already
// and has the right hash is not fetched again. A file moves to its place only when it is whole and its hash is right.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cache, venv } from './paths.mjs';
import { run } from './run.mjs';
import { bar, fail, megabytes, say } from './say.mjs';
import { sha256File } from './stamp.mjs';

/**
 * @typedef {object} Pin
 * @property {'pip' | 'npm'} from
 * @property {string} name
 * @property {string} version
 * @property {string} file
 * @property {number} bytes
 * @property {string} sha256
 * @property {string[]} [target] pip's words for another platform than this one
 */

/**
 * @typedef {object} Pins scripts/pins.json
 * @property {Record<string, Pin>} downloads
 * @property {Record<string, {version: string, files: Record<string, string>}>} installed
 * @property {Record<string, {file: string, sha256: string}>} wheels
 */

/** @param {string} folder */
function weigh(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    try {
      if (entry.isFile()) sum += statSync(join(entry.parentPath ?? entry.path, entry.name)).size;
    } catch {
      // The client moved it meanwhile.
    }
  }
  return sum;
}

/** @param {Pin} pin @param {string} folder */
function client(pin, folder) {
  const next = 'check the connection to the package registry, then run the same command again; finished files are kept.';
  const env = { TMPDIR: folder, TEMP: folder, TMP: folder };
  if (pin.from === 'pip') {
    return run(
      venv('python'),
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--no-deps',
        '--no-cache-dir',
        '--only-binary=:all:',
        ...(pin.target ?? ['--python-version', '3.12']),
        '--dest',
        folder,
        `${pin.name}==${pin.version}`,
      ],
      { quiet: true, env, next },
    );
  }
  return run('npm', ['pack', '--silent', '--cache', join(folder, 'npm'), '--pack-destination', folder, `${pin.name}@${pin.version}`], {
    quiet: true,
    env,
    next,
  });
}

/**
 * Fetch one pinned file.
 * @param {Pin} pin
 * @returns {Promise<string>} its path
 */
export async function fetchPinned(pin) {
  const target = join(cache, 'downloads', pin.file);
  if (existsSync(target)) {
    if (statSync(target).size === pin.bytes && (await sha256File(target)) === pin.sha256) return target;
    say(`${pin.file} in .cache/downloads is damaged: its SHA-256 is not the pinned one. It is fetched again.`);
  }
  const folder = join(cache, 'partial', pin.file);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(cache, 'downloads'), { recursive: true });
  say(`Downloading ${pin.name} ${pin.version} (${megabytes(pin.bytes)})`);
  const progress = bar(pin.name, pin.bytes);
  const timer = setInterval(() => progress.at(weigh(folder)), 250);
  try {
    await client(pin, folder);
  } finally {
    clearInterval(timer);
    progress.end();
  }
  const got = join(folder, pin.file);
  if (!existsSync(got)) fail(`${pin.name} ${pin.version} came without the file ${pin.file}`, 'check pins.json.');
  const hash = await sha256File(got);
  if (hash !== pin.sha256) {
    rmSync(folder, { recursive: true, force: true });
    fail(
      `${pin.file} has the SHA-256 ${hash}, not ${pin.sha256} as pinned in scripts/pins.json`,
      'run the command again; if it stays, what the registry serves has changed: do not use it.',
    );
  }
  renameSync(got, target);
  rmSync(folder, { recursive: true, force: true });
  return target;
}
