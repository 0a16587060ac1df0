import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { MESSAGES } from '../../js/engine/errors.js';
import { duration, knobValue, longDuration, megabytes, percent, pixels } from '../../js/page/texts/format.js';
import { look, table } from '../../js/page/texts/index.js';
import { germanHelp } from '../../js/page/texts/knob-help.js';
import { germanKnobs } from '../../js/page/texts/knobs.js';
import { venv } from '../../scripts/lib/paths.mjs';

test('every row has both languages, the same places and no empty words', () => {
  for (const [key, [en, de]] of Object.entries(table)) {
    const forms = (/** @type {import('../../js/page/texts/index.js').Words} */ words) =>
      typeof words === 'string' ? [words] : [words.one, words.other];
    assert.equal(typeof en, typeof de, key);
    const places = [en, de].map((words) =>
      [
        ...new Set(
          forms(words)
            .join(' ')
            .match(/\{\w+\}/g),
        ),
      ].sort(),
    );
    assert.deepEqual(places[0], places[1], key);
    for (const form of [...forms(en), ...forms(de)]) {
      assert.ok(form.length > 0, key);
      assert.ok(!form.includes('!'), `${key} shouts`);
    }
  }
});

test('every knob has its label and its help in German, and no other has help', () => {
  const { properties } = JSON.parse(execFileSync(venv('python'), ['-m', 'wispcut.cli', 'settings'], { encoding: 'utf8' }));
  const names = Object.entries(properties).flatMap(([section, part]) => Object.keys(part.properties).map((key) => `${section}.${key}`));
  assert.ok(names.length > 80);
  assert.deepEqual(
    names.filter((name) => !germanKnobs[name]),
    [],
  );
  assert.deepEqual(Object.keys(germanHelp), names, 'in the order of the schema');
  for (const [name, words] of Object.entries(germanHelp)) assert.doesNotMatch(words, /[.!]$|^$/, name);
});

test('every failure of the engine has its sentence, with the same places', () => {
  const places = (/** @type {string} */ words) => (words.match(/\{\w+\}/g) ?? []).sort();
  for (const [code, message] of Object.entries(MESSAGES)) {
    const words = look('en', `error.${code}`);
    assert.ok(words, code);
    assert.deepEqual(places(words), places(message), code);
  }
});

test('the exact names that outside tests use', () => {
  const names = {
    'empty.choose': 'Choose photo',
    'dock.cutout': 'Download cutout',
    'dock.mask': 'Download mask',
    'dock.original': 'Download original',
    'dock.subject': 'Download subject',
    'run.cancel': 'Cancel',
    'panel.reset': 'Reset',
    'group.background': 'Background',
    'background.transparent': 'Transparent',
    'background.white': 'White',
    'background.black': 'Black',
    'background.colour': 'Colour',
    'background.maskOnly': 'Mask only',
  };
  for (const [key, name] of Object.entries(names)) assert.equal(look('en', key), name);
});

test('plural forms follow n, numbers follow the language', () => {
  assert.equal(look('en', 'done.parts', { n: 1, time: '2 s' }), '1 part refined in 2 s');
  assert.equal(look('en', 'done.parts', { n: 10, time: '6 s' }), '10 parts refined in 6 s');
  assert.equal(look('de', 'offline.ready', { n: 12345 }), 'Offline bereit. Alle 12.345 Dateien sind gespeichert und geprüft.');
  assert.equal(look('en', 'no.such.row'), undefined);
});

test('phone tabs have at most eleven letters', () => {
  for (const tab of ['edge', 'background', 'enhance', 'export', 'byhand']) {
    for (const lang of /** @type {const} */ (['en', 'de'])) assert.ok(/** @type {string} */ (look(lang, `group.${tab}`)).length <= 11, tab);
  }
});

test('number formats', () => {
  const plain = (/** @type {string} */ text) => text.replaceAll('\u00a0', ' ');
  assert.ok(!megabytes('en', 1e6).includes(' '), 'numbers do not wrap');
  assert.equal(plain(megabytes('de', 8.49e6)), '8,5 MB');
  assert.equal(plain(megabytes('en', 79.2e6)), '79 MB');
  assert.equal(plain(megabytes('en', 12_000)), '12 KB');
  assert.equal(plain(pixels('en', 30000, 21000)), '30000 × 21000 px');
  assert.equal(plain(percent('en', 0.123)), '12 %');
  assert.equal(plain(percent('de', 0.001)), '0,1 %');
  assert.equal(plain(duration('en', 0.84)), '0.8 s');
  assert.equal(plain(duration('en', 6.2)), '6 s');
  assert.equal(plain(duration('en', 130)), '2 min');
  assert.equal(longDuration('en', 6.2), '6 seconds');
  assert.equal(longDuration('en', 0.3), '1 second');
  assert.equal(longDuration('de', 130), '2 Minuten');
  assert.equal(knobValue('de', 1.5, 0.1), '1,5');
  assert.equal(knobValue('en', 240, 1), '240');
  assert.equal(knobValue('en', 1e-4, null), '1·10⁻⁴');
});
