// npm test: everything, from a fresh clone: sets up, builds, and runs every test. A Chromium is installed where none is found.
//   npm test -- js python pyodide browser     only these
import { spawnSync } from 'node:child_process';
import { build } from './build.mjs';
import { at, findChromium, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, main, say } from './lib/say.mjs';
import { files } from './lib/stamp.mjs';
import { prepare } from './setup.mjs';

/** A Chromium that Playwright can drive. */
async function chromium() {
  if (findChromium()) return;
  const next = 'install Chromium or Chrome by hand, or name one: CHROMIUM=/path/to/chromium npm test';
  if (!spawnSync('apt-get', ['--version']).error) {
    const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
    say('Installing Chromium from the system packages');
    for (const args of [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', 'chromium'],
    ]) {
      const [command, ...rest] = [...sudo, ...args];
      await run(command, rest, { next });
    }
  } else {
    say("Installing Playwright's own Chromium");
    await run(venv('playwright'), ['install', 'chromium'], { next });
    return;
  }
  if (!findChromium()) fail('Chromium is not there after its installation', next);
}

const THREADS = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };

const SUITES = {
  async js() {
    const tests = files(at('tests/js'), (name) => /\.test\.m?js$/.test(name)).map((name) => at('tests/js', name));
    return run(process.execPath, ['--test', '--test-force-exit', '--test-timeout=60000', ...tests], { allow: true });
  },
  python: () => run(venv('pytest'), ['tests', '--timeout', '600'], { allow: true, env: THREADS }),
  async pyodide() {
    await build();
    return run(process.execPath, [at('scripts/pyodide-tests.mjs')], { allow: true });
  },
  async browser() {
    await chromium();
    await build();
    const found = findChromium();
    return run(venv('pytest'), ['e2e', '--timeout', '900'], { allow: true, env: { ...THREADS, ...(found ? { CHROMIUM: found } : {}) } });
  },
};

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !(name in SUITES));
  if (unknown) fail(`no tests called ${unknown}`, `choose among ${Object.keys(SUITES).join(', ')}.`);
  await prepare();
  /** @type {string[]} */
  const failed = [];
  for (const [name, suite] of Object.entries(SUITES)) {
    if (wanted.length && !wanted.includes(name)) continue;
    say(`\n=== ${name} tests`);
    const { code } = await suite();
    if (code !== 0) failed.push(name);
  }
  if (failed.length)
    fail(`tests failed: ${failed.join(', ')}`, `read what they say above; run one kind alone with npm test -- ${failed[0]}`);
  say('\nAll tests passed.');
});
