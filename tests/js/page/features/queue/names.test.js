import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedText, uniqueNames } from '../../../../../js/page/features/queue/names.js';

test('names in the ZIP are unique on any disk, and failures are listed', () => {
  assert.deepEqual(uniqueNames(['a.png', 'A.png', 'a.png', 'a (2).png', 'b']), ['a.png', 'A (2).png', 'a (3).png', 'a (2) (2).png', 'b']);
  assert.deepEqual(uniqueNames(['../../../.bashrc.png', '/bashrc.png', 'a\0.png']), ['bashrc.png', 'bashrc (2).png', 'a.png']);
  assert.equal(failedText('Head', [{ name: '../x\n.pdf', why: 'Not a photo.' }]), 'Head\n\nx.pdf: Not a photo.\n');
  assert.equal(failedText('Head', [{ name: 'x.pdf', why: 'Not a photo.' }]), 'Head\n\nx.pdf: Not a photo.\n');
});
