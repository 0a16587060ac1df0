import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchdog } from '../../../js/engine/watchdog.js';

test('it speaks once, after the limit without a sign of life', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  let spoken = 0;
  const { alive, stop } = watchdog(1000, () => (spoken += 1));
  for (let i = 0; i < 20; i += 1) {
    context.mock.timers.tick(900);
    alive();
  }
  assert.equal(spoken, 0, 'slow is not still');
  context.mock.timers.tick(5000);
  assert.equal(spoken, 1);
  stop();
});

test('a stopped one is silent', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const { stop } = watchdog(1000, () => assert.fail('spoke'));
  context.mock.timers.tick(999);
  stop();
  context.mock.timers.tick(5000);
});
