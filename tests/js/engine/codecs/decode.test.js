import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePhoto } from '../../../../js/engine/codecs/decode.js';

test('a file that is too large is refused unread, with the limit and its size', async () => {
  const file = /** @type {any} */ ({ size: 2.5e9, arrayBuffer: () => assert.fail('it was read') });
  await assert.rejects(decodePhoto(file, 100, 0), {
    code: 'large_file',
    values: { limit: 1000, megabytes: 2500 },
    message: 'This file is too large. Up to 1000 MB are read; this one has 2500 MB. Save it as JPEG and add it again.',
  });
});
