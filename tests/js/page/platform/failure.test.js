import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { lang, load } from '../../../../js/page/i18n/index.js';
import { describe } from '../../../../js/page/platform/failure.js';

afterEach(() => {
  lang.value = 'en';
});

test('the first sentence is the title, in the language of the page when it is read', async () => {
  const told = describe({ code: 'not_image', stage: 'open', details: 'd' });
  assert.equal(told.title, 'This file is not a photo.');
  assert.equal(told.body, 'Save it as JPEG, PNG or WebP and add it again.');
  await load('de');
  lang.value = 'de';
  assert.equal(told.title, 'Diese Datei ist kein Foto.');
  await load('ja');
  lang.value = 'ja';
  assert.equal(told.title, 'このファイルは写真ではありません。', 'Japanese sentences stand without a space between them');
  assert.match(told.body, /^JPEG、.*ください。$/);
});

test('numbers are written as the language writes them, and what has no text keeps its own words', async () => {
  await load('de');
  lang.value = 'de';
  assert.match(describe({ code: 'too_large', values: { limit: 12.5, megapixels: 8.25 } }).body, /8,3/);
  assert.equal(describe({ code: 'never_heard_of', message: 'Odd. And so on.' }).title, 'Odd.');
});
