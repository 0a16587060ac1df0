import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quickLook } from '../../../../../js/page/features/queue/thumbnail.js';

const PNG = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x27\x10\0\0\x1f\x40\x08\x06\0\0\0';
const head = Uint8Array.from(PNG, (letter) => letter.charCodeAt(0));

test('the size of a waiting photo is read from the beginning of its file alone', async () => {
  const file = new File([head, new Uint8Array(9 << 20)], 'large.png');
  file.arrayBuffer = () => assert.fail('the whole file was read');
  assert.deepEqual(await quickLook(file), { before: null, size: { width: 10000, height: 8000 } });
});

test('what is no photo, or cannot be read, has no first look', async () => {
  assert.equal(await quickLook(new File(['words'], 'words.txt')), null);
  const gone = new File([head], 'gone.png');
  gone.slice = () => assert.fail('the file has gone');
  assert.equal(await quickLook(gone), null);
});
