// Who made what is shipped, and under which licence: read from the packages, wheels and archives themselves, never from memory.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assets, at, cache, venv } from './paths.mjs';
import { fail } from './say.mjs';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX expression, or the part's own words
 * @property {string} kind where it is
 * @property {string} source where its source is
 * @property {Record<string, string>} texts by file
 */

const TEXT = /^(licen[cs]e|notice|copying|third.?party.?licen[cs]es)/i;
/** Licences under which a part may be combined with AGPL-3.0-or-later. A new one is looked at by a person, who adds it here. */
const FIT =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|BSD License|Apache-2\.0|OFL-1\.1|MPL-2\.0|Zlib|CC0-1\.0|PSF-2\.0|(AGPL|GPL|LGPL)-3\.0(-or-later)?)$/;

/** Packages that build the site and are no part of it; Pyodide is told with the Python parts. */
const BUILD = new Set(['vite', '@preact/preset-vite', 'pyodide']);

/** What the packages of the page depend on, through and through; types are not shipped. @returns {Part[]} */
export function npmParts() {
  const { packages } = JSON.parse(readFileSync(at('package-lock.json'), 'utf8'));
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} name @param {string} from */
  const walk = (name, from) => {
    const nested = join(from, 'node_modules', name);
    const place = packages[nested] ? nested : `node_modules/${name}`;
    if (found.has(place) || name.startsWith('@types/') || name === 'undici-types') return;
    found.add(place);
    for (const next of Object.keys(packages[place].dependencies ?? {})) walk(next, place);
  };
  for (const name of Object.keys(packages[''].dependencies)) if (!BUILD.has(name)) walk(name, '');
  return [...found].sort().map((place) => npmPart(place, 'JavaScript'));
}

/** @param {string} place @param {string} kind @returns {Part} */
function npmPart(place, kind) {
  const folder = at(place);
  const { name, version, license, repository, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const source = (typeof repository === 'string' ? repository : repository?.url) ?? homepage ?? `npm package ${name}`;
  const texts = Object.fromEntries(
    readdirSync(folder)
      .filter((file) => TEXT.test(file))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
  return { name, version, licence: licenceOf(license, texts), kind, source, texts };
}

/** @param {string} license @param {Record<string, string>} texts */
function licenceOf(license, texts) {
  if (!/see license/i.test(license)) return license;
  const whole = Object.values(texts).join('\n');
  return /GNU AFFERO GENERAL PUBLIC LICENSE\s+Version 3|AGPL/i.test(whole) ? 'AGPL-3.0' : license;
}

/** Wheels and the core of Python, as they lie in the assembled runtime. @returns {Part[]} */
export function pythonParts() {
  const { python } = JSON.parse(readFileSync(join(assets, 'assets.json'), 'utf8'));
  const wheels = readdirSync(join(assets, python))
    .filter((file) => file.endsWith('.whl') && !file.startsWith('wispcut-'))
    .map((file) => join(assets, python, file));
  const { stdout, status, stderr } = spawnSync(venv('python'), [at('scripts/wheel_licences.py'), ...wheels], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) fail(`the licences of the wheels could not be read: ${stderr}`, 'delete .cache and run the same command again.');
  /** @type {Omit<Part, 'kind' | 'source'>[]} */
  const read = JSON.parse(stdout);
  const { version } = JSON.parse(readFileSync(at('node_modules/pyodide/package.json'), 'utf8'));
  return [
    { ...npmPart('node_modules/pyodide', 'Python'), version },
    {
      name: 'CPython and its standard library',
      version: 'inside Pyodide',
      licence: 'PSF-2.0',
      kind: 'Python',
      source: 'https://docs.python.org/3/license.html',
      texts: {},
    },
    ...read.map((part) => ({ ...part, kind: 'Python', source: `Python package ${part.name}` })),
  ];
}

/** The AI's weights, from the archive that they came in. @returns {Part} */
export function modelPart() {
  const { file, name, version } = JSON.parse(readFileSync(at('scripts/pins.json'), 'utf8')).downloads.model;
  const archive = join(cache, 'downloads', file);
  if (!existsSync(archive)) fail(`${file} is not there, so the licence of the AI's weights is not known`, 'run npm run assets.');
  const read = (/** @type {string} */ path) =>
    spawnSync('tar', ['-xzOf', archive, `package/${path}`], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
  const texts = { 'LICENSE.md': read('LICENSE.md'), 'ThirdPartyLicenses.json': read('ThirdPartyLicenses.json') };
  const { license } = JSON.parse(read('package.json'));
  return {
    name,
    version,
    licence: licenceOf(license, texts),
    kind: 'weights of the AI',
    source: `npm package ${name}`,
    texts,
  };
}

/** @param {Part[]} parts those whose licence nobody has looked at yet */
export const unfit = (parts) =>
  parts.filter(({ licence }) => !licence.split(/ AND | OR |[()]/).every((each) => !each || FIT.test(each.trim())));

/**
 * One page of text: a line for each part, then every licence text once.
 * @param {Part[]} parts
 */
export function notices(parts) {
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const { name, version, texts: own } of parts) {
    for (const [file, text] of Object.entries(own))
      texts.set(text.trim(), [...(texts.get(text.trim()) ?? []), `${name} ${version}, ${file}`]);
  }
  const lines = parts.map(({ name, version, licence, kind, source }) => `${name} ${version}\n    ${licence}; ${kind}; ${source}`);
  const rule = '='.repeat(80);
  return [
    'Wispcut is free software under AGPL-3.0-or-later. It ships these parts of others, each under its own licence.',
    'Example photos: astronaut, NASA; cat, Stefan van der Walt, CC0; coffee, Rachel Michetti, CC0.',
    lines.join('\n'),
    ...[...texts].map(([text, of]) => `${rule}\n${of.join('\n')}\n${rule}\n\n${text}`),
  ].join('\n\n');
}

/** The whole page. Fails on a licence that nobody has looked at. */
export function shippedNotices() {
  const parts = [...npmParts(), ...pythonParts(), modelPart()];
  const bad = unfit(parts);
  if (bad.length)
    fail(
      `licences that nobody has looked at: ${bad.map(({ name, licence }) => `${name} (${licence})`).join(', ')}`,
      'see whether each may be combined with AGPL-3.0-or-later, then add it to FIT in scripts/lib/licences.mjs.',
    );
  return `${notices(parts)}\n`;
}
