// npm run fuzz: bytes that nobody would write, for every reader of the Python package and of the page. By default two minutes together;
// npm run fuzz -- --seconds 3600 for longer, npm run fuzz -- photo survey for these doors of both alone, --keep to keep what reached new
// code. Exit code 1 on a find: its input lies in fuzz/found, and belongs into fuzz/corpus once it is mended.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { at, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, main, say } from './lib/say.mjs';
import { prepare } from './setup.mjs';

const PYTHON = ['photo', 'mask', 'chunks', 'profile', 'exif', 'recipe', 'manifest', 'knobs', 'survey', 'message'];
const PAGE = ['headers', 'photo', 'mask', 'profile', 'inks', 'recipe', 'stored', 'message'];
/** Of the time that is given; the rest of it goes to the page. */
const PYTHONS_SHARE = 0.6;

/**
 * @param {{seconds?: number, inputs?: number, targets?: string[], seed?: number, keep?: boolean}} [options] inputs: of each target, at most
 * @returns {Promise<{code: number}>} like a program that was run
 */
export async function fuzz({ seconds = 120, inputs = 0, targets = [], seed = 0, keep = false } = {}) {
  const chosen = (/** @type {string[]} */ all) => (targets.length ? all.filter((name) => targets.includes(name)) : all);
  const seeds = mkdtempSync(join(tmpdir(), 'wispcut-fuzz-'));
  const limit = inputs ? ['--inputs', String(inputs)] : [];
  const env = { PYTHONHASHSEED: '0', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  let code = 0;
  try {
    if (spawnSync(venv('python'), ['-c', 'import atheris'], { stdio: 'ignore' }).status !== 0) {
      say('Python: skipped. Atheris runs on 64-bit Linux only; npm test -- python tries the kept inputs.');
    } else if (chosen(PYTHON).length) {
      const how = ['--seconds', String(PYTHONS_SHARE * seconds), '--seed', String(seed), ...limit, ...(keep ? ['--keep'] : [])];
      code |= (await run(venv('python'), ['-m', 'fuzz', ...chosen(PYTHON), ...how], { allow: true, env })).code;
    }
    if (chosen(PAGE).length) {
      await run(venv('python'), ['-m', 'fuzz.seeds', seeds], { env });
      const how = ['--seconds', String((1 - PYTHONS_SHARE) * seconds), ...limit, ...(seed ? ['--seed', String(seed)] : [])];
      code |= (await run(process.execPath, [at('fuzz/run.js'), seeds, ...chosen(PAGE), ...how], { allow: true })).code;
    }
  } finally {
    rmSync(seeds, { recursive: true, force: true });
  }
  return { code };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { seconds: { type: 'string', default: '120' }, keep: { type: 'boolean', default: false } },
    });
    const known = [...new Set([...PYTHON, ...PAGE])];
    const unknown = positionals.find((name) => !known.includes(name));
    if (unknown) fail(`nothing called ${unknown} is fuzzed`, `choose among ${known.join(', ')}.`);
    if (!(Number(values.seconds) > 0)) fail(`--seconds must be a number above 0; got ${values.seconds}`, 'npm run fuzz -- --seconds 600');
    await prepare();
    const { code } = await fuzz({ seconds: Number(values.seconds), targets: positionals, keep: values.keep });
    if (code) fail('The fuzzer found something', 'its input lies in fuzz/found; mend the cause, then move the input into fuzz/corpus.');
  });
