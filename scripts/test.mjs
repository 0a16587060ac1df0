// npm test: everything, from a fresh clone: sets up, builds, and runs every test. The browser tests need a Chromium: where none is
// found, root on Debian installs it, and everybody else is told what to install before the first test runs. Firefox and WebKit are used
// where they are found.
//   npm test -- js python fuzz pyodide browser     only these
import { assemble } from './assets.mjs';
import { build } from './build.mjs';
import { fuzz } from './fuzz.mjs';
import { requireChromium } from './lib/chromium.mjs';
import { offerEngines } from './lib/engines.mjs';
import { at, findChromium, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, main, say } from './lib/say.mjs';
import { files } from './lib/stamp.mjs';
import { prepare } from './setup.mjs';

/** pytest's exit code for tests that failed, and nothing worse. */
const SOME_FAILED = 1;
const THREADS = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

const SUITES = {
  async js() {
    const tests = files(at('tests/js'), (name) => /\.test\.m?js$/.test(name)).map((name) => at('tests/js', name));
    return run(process.execPath, ['--test', '--test-force-exit', '--test-timeout=60000', ...tests], { allow: true });
  },
  async python() {
    await assemble(); // the AI's files
    return run(venv('pytest'), ['tests', '--timeout', '600'], { allow: true, env: THREADS });
  },
  async fuzz() {
    return fuzz({ seconds: 80, inputs: 1500, seed: 1 }); // the same inputs each time: npm run fuzz tries others
  },
  async pyodide() {
    await build();
    return run(process.execPath, [at('scripts/pyodide-tests.mjs')], { allow: true });
  },
  async browser() {
    await build();
    const found = findChromium();
    const options = { allow: true, env: { ...THREADS, ...(found ? { CHROMIUM: found } : {}) } };
    const pytest = (/** @type {string[]} */ ...more) => run(venv('pytest'), ['e2e', '-rfEs', '--timeout', '900', ...more], options);
    const first = await pytest();
    if (first.code !== SOME_FAILED) return first;
    say('\nOnce more what failed: a browser on a busy machine may be too slow for a test. What fails twice is broken.');
    return pytest('--last-failed');
  },
};

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in SUITES));
  if (unknown) fail(`no tests called ${unknown}`, `choose among ${Object.keys(SUITES).join(', ')}.`);
  const chosen = Object.entries(SUITES).filter(([name]) => !wanted.length || wanted.includes(name));
  await prepare();
  if (chosen.some(([name]) => name === 'browser')) {
    await requireChromium();
    await offerEngines();
  }
  /** @type {string[]} */
  const failed = [];
  for (const [name, suite] of chosen) {
    say(`\n=== ${name} tests`);
    const { code } = await suite();
    if (code !== 0) failed.push(name);
  }
  if (failed.length)
    fail(`tests failed: ${failed.join(', ')}`, `read what they say above; run one kind alone with npm test -- ${failed[0]}`);
  say('\nAll tests passed.');
});
