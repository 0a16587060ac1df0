// npm run bench: what the page weighs and how soon it answers, against its budget; then what each stage takes, browser and CPython
// side by side. npm run bench -- --megapixels 1 for less. npm run bench -- way: a photo's whole way, beside @imgly alone.
import { build } from './build.mjs';
import { requireChromium } from './lib/chromium.mjs';
import { findChromium, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, main } from './lib/say.mjs';
import { prepare } from './setup.mjs';

await main(async () => {
  await prepare();
  await build();
  await requireChromium();
  const found = findChromium();
  const chromium = found ? ['--chromium', found] : [];
  const [kind, ...rest] = process.argv.slice(2);
  if (kind === 'way') {
    const { code } = await run(venv('python'), ['-m', 'bench.way', ...chromium, ...rest], { allow: true });
    if (code) fail('A photo takes longer than it did', 'see the lines marked WORSE above, or the error.');
    return;
  }
  const budget = await run(venv('python'), ['-m', 'bench.page_budget', ...chromium], { allow: true });
  await run(venv('python'), ['-m', 'bench.speed', ...chromium, ...process.argv.slice(2)]);
  if (budget.code) fail('The page is over its budget', 'see the lines marked OVER above.');
});
