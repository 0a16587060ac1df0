// Under which licences the shipped parts of others stand: whether each fits, and the page of text that names them.
import { examples, firstLookPart, innerParts, modelPart, npmParts, pythonParts } from './parts.mjs';
import { fail } from './say.mjs';

/** @typedef {import('./parts.mjs').Part} Part */

/** Licences under which a part may be combined with AGPL-3.0-or-later. A new one is looked at by a person, who adds it here. */
const FIT =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1|MPL-2\.0|Zlib|CC0-1\.0|PSF-2\.0|bzip2-1\.0\.6|blessing|public domain|(AGPL|GPL|LGPL)-3\.0(-only|-or-later)?)$/;

/** @param {Part[]} parts those whose licence nobody has looked at yet */
export const unfit = (parts) =>
  parts.filter(({ licence }) => !licence.split(/ AND | OR |[()]/).every((each) => !each || FIT.test(each.trim())));

/** @param {Part} part */
const called = ({ name, version }) => (version ? `${name} ${version}` : name);

/**
 * One page of text: a line for each part, then every licence text once.
 * @param {Part[]} parts
 */
export function notices(parts) {
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const part of parts) {
    for (const [file, text] of Object.entries(part.texts))
      texts.set(text.trim(), [...(texts.get(text.trim()) ?? []), `${called(part)}, ${file}`]);
  }
  const lines = parts.map((part) => `${called(part)}\n    ${[part.licence, part.kind, part.source].filter(Boolean).join('; ')}`);
  const rule = '='.repeat(80);
  return [
    'Wispcut is free software under AGPL-3.0-or-later. It ships these parts of others, each under its own licence. Its own source code is in source.tar.gz beside this file.',
    lines.join('\n'),
    ...[...texts].map(([text, of]) => `${rule}\n${of.join('\n')}\n${rule}\n\n${text}`),
  ].join('\n\n');
}

/**
 * Everything of others that is shipped. Fails on a licence that nobody has looked at, and on a part without its text.
 * @param {Iterable<string>} modules what the bundler put into the bundles
 */
export function shippedParts(modules) {
  const parts = [...npmParts(modules), ...pythonParts(), ...innerParts(), modelPart(), firstLookPart(), ...examples()];
  const bad = unfit(parts);
  if (bad.length)
    fail(
      `licences that nobody has looked at: ${bad.map(({ name, licence }) => `${name} (${licence})`).join(', ')}`,
      'see whether each may be combined with AGPL-3.0-or-later, then add it to FIT in scripts/lib/licences.mjs.',
    );
  const silent = parts.filter(({ texts }) => Object.keys(texts).length === 0);
  if (silent.length)
    fail(
      `no text of the licence of ${silent.map(({ name }) => name).join(', ')}`,
      'add who made it to OWNERS in scripts/lib/parts.mjs, and the text to scripts/licences/.',
    );
  return parts;
}
