import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readKnobs } from '../../../../js/engine/schema.js';
import { words as english } from '../../../../js/page/i18n/en.js';
import { duration, knobValue, longDuration, megabytes, percent, pixels } from '../../../../js/page/i18n/format.js';
import { LANGS, LANGUAGES, load, look } from '../../../../js/page/i18n/index.js';
import { assets } from '../../../../scripts/lib/paths.mjs';

/** @type {[import('../../../../js/page/i18n/index.js').Lang, import('../../../../js/page/i18n/index.js').Texts][]} */
const others = [];
for (const lang of LANGS.filter((each) => each !== 'en')) {
  await load(lang);
  others.push([lang, await LANGUAGES[lang].load()]);
}

const forms = (/** @type {import('../../../../js/page/i18n/index.js').Words} */ text) =>
  typeof text === 'string' ? [text] : [text.one, text.other];
const places = (/** @type {import('../../../../js/page/i18n/index.js').Words} */ text) =>
  [
    ...new Set(
      forms(text)
        .join(' ')
        .match(/\{\w+\}/g),
    ),
  ].sort();

test('every language has every text, with the same places and no empty words', () => {
  assert.ok(others.length > 0);
  const all = [/** @type {const} */ (['en', english]), ...others.map(([lang, { words }]) => /** @type {const} */ ([lang, words]))];
  for (const [lang, texts] of all) {
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort(), `${lang}.js lacks or has too many of these`);
    for (const [key, text] of Object.entries(texts)) {
      const where = `${lang}: ${key}`;
      assert.equal(typeof text, typeof english[key], where);
      assert.deepEqual(places(text), places(english[key]), where);
      for (const form of forms(text)) {
        assert.ok(form.length > 0, where);
        assert.doesNotMatch(form, /[!！]/, `${where} shouts`);
      }
    }
  }
});

/** Names, symbols and words that are the same in another language. */
const SAME = /^(?:[\W\d_]|\{\w+\}|px|Wispcut|ZIP|in|photo|JPEG|PNG|WebP|AI|RGB|sRGB)*$/;

test('no text is left in English', () => {
  for (const [lang, { words }] of others) {
    const left = Object.keys(english).filter((key) => {
      const text = forms(english[key])[0];
      return text.includes(' ') && !SAME.test(text) && forms(words[key])[0] === text;
    });
    assert.deepEqual(left, [], lang);
  }
});

test('French sets a fixed space before : ; ? and inside « », and numbers keep their unit', () => {
  const french = others.find(([lang]) => lang === 'fr')?.[1] ?? assert.fail();
  const all = [...Object.values(french.words).flatMap(forms), ...Object.values(french.knobs), ...Object.values(french.help)];
  for (const text of all) assert.doesNotMatch(text, /[^\u00a0][:;?»](?!\w)|«[^\u00a0]/u, text);
  for (const [lang, { words }] of others)
    for (const text of Object.values(words).flatMap(forms)) assert.doesNotMatch(text, /[\d}] (?:%|(?:px|MB|Mo)\b)/, `${lang}: ${text}`);
});

test('Japanese uses full-width marks, Spanish opens its questions', () => {
  const texts = (/** @type {string} */ wanted) => {
    const found = others.find(([lang]) => lang === wanted)?.[1] ?? assert.fail();
    return [...Object.values(found.words).flatMap(forms), ...Object.values(found.knobs), ...Object.values(found.help)];
  };
  for (const text of texts('ja')) assert.doesNotMatch(text, /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}] ?[,.:;?()]/u, text);
  for (const text of texts('es')) assert.equal(text.split('?').length, text.split('¿').length, text);
});

const assembled = join(assets, 'assets.json');
const when = { skip: existsSync(assembled) ? false : 'the runtime is not assembled: npm run assets' };

test('every knob has its label, help, unit and shown choices in every language, and no other has any', when, () => {
  const knobs = readKnobs(JSON.parse(readFileSync(assembled, 'utf8')).about.schema);
  const names = knobs.map(({ name }) => name);
  assert.ok(names.length > 80);
  const shown = knobs.filter(({ name, group }) => group === 'advanced' || name === 'mask.precision');
  const choices = shown.flatMap(({ name, choices }) => choices.map((choice) => `${name}.${choice}`));
  assert.ok(choices.length > 20);
  const sections = new Set(shown.filter(({ group }) => group === 'advanced').map(({ section }) => `section.${section}`));
  const [, { knobs: german }] = others[0];
  for (const [lang, texts] of others) {
    const missing = [...names, ...choices, ...sections].filter((name) => !texts.knobs[name]);
    assert.deepEqual(missing, [], lang);
    assert.deepEqual(Object.keys(texts.knobs).sort(), Object.keys(german).sort(), lang);
    assert.deepEqual(Object.keys(texts.help).sort(), [...names].sort(), lang);
    for (const [name, words] of Object.entries(texts.help)) {
      assert.doesNotMatch(words, /[.!。]$|^$/, `${lang}: ${name}`);
      assert.notEqual(words, knobs.find((knob) => knob.name === name)?.help, `${lang}: ${name} is English`);
    }
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
    for (const lang of LANGS) assert.ok(/** @type {string} */ (look(lang, `group.${tab}`)).length <= 11, `${lang}: ${tab}`);
  }
});

test('number formats', () => {
  const plain = (/** @type {string} */ text) => text.replaceAll('\u00a0', ' ');
  assert.ok(!megabytes('en', 1e6).includes(' '), 'numbers do not wrap');
  assert.equal(plain(megabytes('de', 8.49e6)), '8,5 MB');
  assert.equal(plain(megabytes('en', 79.2e6)), '79 MB');
  assert.equal(plain(megabytes('en', 12_000)), '12 KB');
  assert.equal(plain(megabytes('fr', 8.49e6)), '8,5 Mo');
  assert.equal(plain(pixels('en', 30000, 21000)), '30000 × 21000 px');
  assert.equal(plain(percent('en', 0.123)), '12 %');
  assert.equal(plain(percent('de', 0.001)), '0,1 %');
  assert.equal(plain(duration('en', 0.84)), '0.8 s');
  assert.equal(plain(duration('en', 6.2)), '6 s');
  assert.equal(plain(duration('en', 130)), '2 min');
  assert.equal(plain(duration('ja', 130)), '2 分');
  assert.equal(longDuration('en', 6.2), '6 seconds');
  assert.equal(longDuration('en', 0.3), '1 second');
  assert.equal(longDuration('de', 130), '2 Minuten');
  assert.equal(knobValue('de', 1.5, 0.1), '1,5');
  assert.equal(knobValue('en', 240, 1), '240');
  assert.equal(knobValue('en', 1e-4, null), '1·10⁻⁴');
});
