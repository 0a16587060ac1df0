import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanName } from '../../../js/engine/file-name.js';

test('a name loses folders, control characters and what a disk refuses', () => {
  const cases = [
    ['photo.png', 'photo.png'],
    ['Ärger mit Übung 写真 👩‍🦰.jpeg', 'Ärger mit Übung 写真 👩‍🦰.jpeg'],
    ['../../../.bashrc.png', 'bashrc.png'],
    ['..\\..\\Windows\\a.png', 'a.png'],
    ['C:\\a.png', 'a.png'],
    ['/etc/passwd', 'passwd'],
    ['a\u0000b\r\nc\u007f\u2028.png', 'abc.png'],
    ['gpj.\u202egnp.exe', 'gpj.gnp.exe'],
    ['a<b>:"c|d?e*.png', 'a_b___c_d_e_.png'],
    ['con.png', 'con_.png'],
    ['LPT1', 'LPT1_'],
    ['console.png', 'console.png'],
    ['name. . ', 'name'],
    ['half \ud800.png', 'half .png'],
  ];
  for (const [given, expected] of cases) assert.equal(cleanName(given), expected, JSON.stringify(given));
  for (const nothing of ['', '..', '/', '...', ' ', '\u0000', 'folder/']) assert.equal(cleanName(nothing), 'photo');
});

test('a long name keeps its ending and stays short, however long it was', () => {
  assert.equal(cleanName(`${'a'.repeat(500)}.png`), `${'a'.repeat(116)}.png`);
  assert.ok(cleanName(`${'👩'.repeat(1e6)}.jpeg`).length <= 120);
  assert.doesNotMatch(cleanName(`${'👩'.repeat(300)}x.png`), /\p{Cs}/u);
  assert.equal(cleanName('x'.repeat(1e6)).length, 120);
});
