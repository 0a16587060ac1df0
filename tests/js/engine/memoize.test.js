import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoize } from '../../../js/engine/memoize.js';

test('a value is made once for each object, and made again after a failure', async () => {
  const made = new WeakMap();
  const [a, b] = [{}, {}];
  let count = 0;
  const make = async () => {
    count += 1;
    if (count === 1) throw new RangeError('full');
    return count;
  };
  await assert.rejects(memoize(made, a, make), { message: 'full' });
  assert.equal(await memoize(made, a, make), 2);
  assert.deepEqual(await Promise.all([memoize(made, a, make), memoize(made, a, make)]), [2, 2]);
  assert.equal(await memoize(made, b, make), 3);
});
