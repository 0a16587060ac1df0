// Nothing is done twice: a step is named by the hash of everything that goes into it, and leaves a stamp when it is through.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cache } from './paths.mjs';

/** @param {string | Buffer} data */
export function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * SHA-256 of a file, read in pieces.
 * @param {string} path
 * @returns {Promise<string>}
 */
export function sha256File(path) {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(path)
      .on('data', (data) => hash.update(data))
      .on('error', reject)
      .on('end', () => resolve(hash.digest('hex')));
  });
}

/**
 * All files below a folder, sorted, as paths relative to it.
 * @param {string} folder
 * @param {(path: string) => boolean} [keep]
 * @returns {string[]}
 */
export function files(folder, keep = () => true) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} place */
  const walk = (place) => {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const path = join(place, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (keep(relative(folder, path).replaceAll('\\', '/'))) found.push(relative(folder, path).replaceAll('\\', '/'));
    }
  };
  if (existsSync(folder)) walk(folder);
  return found.sort();
}

/**
 * One hash over files (names and contents), folders of files, and plain words.
 * @param {...string} inputs a path that exists is read, anything else is taken as a word
 */
export function hashOf(...inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    if (!existsSync(input)) hash.update(`word ${input}\n`);
    else if (statSync(input).isDirectory()) {
      for (const name of files(input, (path) => !/(^|\/)(__pycache__|[^/]*\.egg-info|build)(\/|$)/.test(path))) {
        hash.update(`file ${name}\n`).update(readFileSync(join(input, name)));
      }
    } else hash.update('file\n').update(readFileSync(input));
  }
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} name */
const place = (name) => join(cache, 'stamps', name);

/**
 * Run `work` unless it already ran to its end with the same inputs and what it made is still there.
 * @param {string} name
 * @param {string} key see {@link hashOf}
 * @param {string[]} made paths that must exist
 * @param {() => Promise<unknown>} work
 * @returns {Promise<boolean>} whether it ran
 */
export async function once(name, key, made, work) {
  const stamp = place(name);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key && made.every((path) => existsSync(path))) return false;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(join(cache, 'stamps'), { recursive: true });
  writeFileSync(stamp, key);
  return true;
}
