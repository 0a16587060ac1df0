// npm run bench: what each stage takes, browser and CPython side by side. npm run bench -- --megapixels 1 for less.
import { at, findChromium, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, main } from './lib/say.mjs';
import { setup } from './setup.mjs';

await main(async () => {
  await setup();
  const chromium = findChromium();
  if (!chromium) fail('No Chromium was found', 'npm test installs one; or name one: CHROMIUM=/path/to/chromium npm run bench');
  await run(venv('python'), [at('bench/speed.py'), '--chromium', chromium, ...process.argv.slice(2)]);
});
