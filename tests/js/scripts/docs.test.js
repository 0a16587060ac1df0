// The documents are in order: decision notes are numbered without holes and indexed, lines are short, links lead somewhere.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { at } from '../../../scripts/lib/paths.mjs';
import { files } from '../../../scripts/lib/stamp.mjs';

const notes = readdirSync(at('docs/decisions')).filter((name) => name !== 'README.md');
const read = (/** @type {string} */ path) => readFileSync(at(path), 'utf8');
const numberOf = (/** @type {string} */ name) => name.slice(0, 4);

test('decision notes are numbered from 0001 without holes, and each begins with its number', () => {
  const wanted = notes.map((_, index) => String(index + 1).padStart(4, '0'));
  assert.deepEqual(notes.map(numberOf).sort(), wanted);
  for (const name of notes) {
    assert.match(name, /^\d{4}(-[a-z0-9]+)+\.md$/);
    assert.ok(read(`docs/decisions/${name}`).startsWith(`# ${numberOf(name)} `), `${name} does not begin with "# ${numberOf(name)} "`);
  }
});

test('every decision note is in the index once', () => {
  const listed = [...read('docs/decisions/README.md').matchAll(/^- \[(\d{4})\]\(([^)]+)\) \S/gm)];
  assert.deepEqual(listed.map(([, , name]) => name).sort(), notes.sort());
  for (const [, number, name] of listed) assert.equal(number, numberOf(name));
});

test('lines of decision notes and of the architecture page are under 100 characters', () => {
  for (const path of [...notes.map((name) => `docs/decisions/${name}`), 'docs/decisions/README.md', 'docs/architecture.md']) {
    const long = read(path)
      .split('\n')
      .flatMap((line, index) => ([...line].length < 100 ? [] : [`${path}:${index + 1}: ${[...line].length} characters`]));
    assert.deepEqual(long, []);
  }
});

test('links within the repository lead to files that exist', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...files(at('docs'), (name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ];
  let links = 0;
  for (const page of pages) {
    for (const [, target] of read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      links += 1;
      assert.ok(existsSync(join(dirname(at(page)), target)), `${page} links to ${target}, which is not there`);
    }
  }
  assert.ok(links > notes.length);
});

test('decision notes that the code names exist', () => {
  const numbers = new Set(notes.map(numberOf));
  const folders = ['py', 'js', 'workers', 'tests', 'e2e', 'bench', 'testing', 'scripts', 'styles'];
  let named = 0;
  for (const folder of folders) {
    for (const name of files(at(folder), (path) => /\.(py|m?js|jsx|css)$/.test(path))) {
      for (const [, first, last] of read(`${folder}/${name}`).matchAll(/docs\/decisions\/(\d{4})(?: to (\d{4}))?/g)) {
        named += 1;
        for (const number of [first, last ?? first]) assert.ok(numbers.has(number), `${folder}/${name} names decision note ${number}`);
      }
    }
  }
  assert.ok(named > 0);
});
