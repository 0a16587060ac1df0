// The parts of others that are shipped: read from the bundle, the packages, wheels and archives themselves, never from memory.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HELPERS, packageOf, within } from './bundled.mjs';
import { assets, at, cache, venv } from './paths.mjs';
import { fail } from './say.mjs';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version empty where nothing tells
 * @property {string} licence SPDX expression, or the part's own words
 * @property {string} kind where it is
 * @property {string} source where its source is
 * @property {Record<string, string>} texts by file
 */

const TEXT = /^(licen[cs]e|notice|copying|third.?party.?licen[cs]es)/i;
/** Published without the text of their licence: whose they are. */
const OWNERS = new Map([
  ['onnxruntime-web', 'Microsoft Corporation'],
  ['onnxruntime-common', 'Microsoft Corporation'],
  ['pyodide', 'the Pyodide authors, Mozilla and others'],
  ['lerc', 'Esri'],
]);
/** What a minified file holds of a package whose name is no longer in it. */
const BROUGHT = new Map([['onnxruntime-web', ['onnxruntime-common']]]);

/** A licence's text from scripts/licences/. @param {string} licence @param {string} by */
function standard(licence, by) {
  const path = at('scripts/licences', `${licence}.txt`);
  return { licence: `Copyright (c) ${by}\n${existsSync(path) ? `\n${readFileSync(path, 'utf8')}` : ''}` };
}

/**
 * Packages of npm in the bundles, those that were bundled into them before they were published included.
 * @param {Iterable<string>} modules as {@link packageOf} reads them
 * @returns {Part[]}
 */
export function npmParts(modules) {
  /** @type {Map<string, string | null>} name → version, where it is not the installed one */
  const found = new Map();
  for (const id of modules) {
    const name = packageOf(id);
    if (!name) continue;
    found.set(name, null);
    for (const other of BROUGHT.get(name) ?? []) found.set(other, null);
    const file = at(`node_modules/${id.replaceAll('\\', '/').split('/node_modules/').at(-1)?.split('?')[0]}`);
    if (/\.[cm]?js$/.test(file) && existsSync(file))
      for (const [inner, version] of within(readFileSync(file, 'utf8'))) if (!found.get(inner)) found.set(inner, version);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, version]) => npmPart(name, 'JavaScript', version));
}

/** @param {string} package_ @param {string} kind @param {string | null} [other] version, where it is not the installed one @returns {Part} */
function npmPart(package_, kind, other = null) {
  const folder = at('node_modules', package_);
  const { name, version, license, repository, homepage } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const source = (typeof repository === 'string' ? repository : repository?.url) ?? homepage ?? `npm package ${name}`;
  const own = readdirSync(folder).filter((file) => TEXT.test(file));
  const helper = Object.values(HELPERS).includes(name); // of a bundler only its own helpers are shipped, not what it is made of
  const read = (/** @type {string} */ file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return helper ? text.split(/^# Licenses of bundled dependencies/m)[0] : text;
  };
  const by = OWNERS.get(name);
  const texts = own.length
    ? Object.fromEntries(own.flatMap((file) => (helper && /third/i.test(file) ? [] : [[file, read(file)]])))
    : by
      ? standard(license, by)
      : {};
  return { name, version: other ?? version, licence: licenceOf(license, texts), kind, source, texts };
}

/** A licence as SPDX names it, where the part only points to its text. @param {string} license @param {Record<string, string>} texts */
function licenceOf(license, texts) {
  const whole = Object.values(texts).join('\n');
  if (/see license/i.test(license) && /GNU AFFERO GENERAL PUBLIC LICENSE\s+_?Version 3|AGPL/i.test(whole)) return 'AGPL-3.0-only';
  if (license === 'BSD License' && /redistribution and use in source and binary forms/i.test(whole))
    return /neither the name/i.test(whole) ? 'BSD-3-Clause' : 'BSD-2-Clause';
  return license;
}

/** @param {string[]} args @returns {any} */
function told(...args) {
  const { stdout, status, stderr } = spawnSync(venv('python'), args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0) fail(`the licences could not be read: ${stderr}`, 'delete .cache and run the same command again.');
  return JSON.parse(stdout);
}

/** @returns {string} where the assembled Python lies */
function pythonFolder() {
  return join(assets, JSON.parse(readFileSync(join(assets, 'assets.json'), 'utf8')).python);
}

/** Pyodide, and the wheels as they lie in the assembled runtime. @returns {Part[]} */
export function pythonParts() {
  const folder = pythonFolder();
  const wheels = readdirSync(folder).filter((file) => file.endsWith('.whl') && !file.startsWith('wispcut-'));
  /** @type {Omit<Part, 'kind' | 'source'>[]} */
  const read = told(at('scripts/wheel_licences.py'), ...wheels.map((file) => join(folder, file)));
  return [
    npmPart('pyodide', 'Python'),
    ...read.map((part) => ({
      ...part,
      licence: licenceOf(part.licence, part.texts),
      kind: 'Python package',
      source: `Python package ${part.name}`,
    })),
  ];
}

/**
 * Libraries that were compiled into the binaries of others. Each has a mark in its binary, with its version where it says it; one
 * whose mark is gone fails the build, so that the list stays true.
 * @returns {Part[]}
 */
export function innerParts() {
  const folder = pythonFolder();
  const [scipy] = readdirSync(folder).filter((file) => file.startsWith('scipy-'));
  const places = [
    join(folder, 'pyodide.asm.wasm'),
    join(folder, scipy),
    at('node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm'),
    at('node_modules/@jsquash/webp/codec/enc/webp_enc.wasm'),
    at('node_modules/@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm'),
    at('node_modules/libheif-js/libheif-wasm/libheif.wasm'),
    at('node_modules/lcms-wasm/dist/lcms.wasm'),
  ];
  /** @type {{name: string, licence: string, by: string, version: string | null, within: string}[]} */
  const read = told(at('scripts/parts_inside.py'), at('scripts/licences/inside.json'), ...places);
  return read.map(({ name, licence, by, version, within: inside }) => ({
    name,
    version: version ?? '',
    licence,
    kind: `compiled into ${inside}`,
    source: '',
    texts: standard(licence, by),
  }));
}

const WEIGHTS = 'weights of the AI';

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
    kind: WEIGHTS,
    source: `npm package ${name}`,
    texts,
  };
}

/** The weights of the first look, and the licence of the wheel that carries them. @returns {Part} */
export function firstLookPart() {
  const { file, name, version } = JSON.parse(readFileSync(at('scripts/pins.json'), 'utf8')).downloads.firstLook;
  const wheel = join(cache, 'downloads', file);
  if (!existsSync(wheel)) fail(`${file} is not there, so the licence of the first look's weights is not known`, 'run npm run assets.');
  const [carrier] = told(at('scripts/wheel_licences.py'), wheel);
  return {
    name: 'u2netp',
    version: `in ${name} ${version}`,
    licence: `Apache-2.0 AND ${carrier.licence.replace(/ License$/, '')}`,
    kind: WEIGHTS,
    source: `U-2-Net; Python package ${name}`,
    texts: { ...carrier.texts, ...standard('Apache-2.0', 'Xuebin Qin and others') },
  };
}

/** The photos to try, from the samples of scikit-image. @returns {Part[]} */
export function examples() {
  const { version } = JSON.parse(readFileSync(at('scripts/pins.json'), 'utf8')).downloads.scikitImage;
  const photos = [
    ['astronaut', 'public domain', 'NASA, who place it in the public domain'],
    ['cat', 'CC0-1.0', 'Stefan van der Walt'],
    ['coffee', 'CC0-1.0', 'Rachel Michetti'],
  ];
  return photos.map(([name, licence, by]) => ({
    name: `${name}, a photo to try`,
    version,
    licence,
    kind: 'photo',
    source: 'samples of scikit-image',
    texts: standard(licence, by),
  }));
}
