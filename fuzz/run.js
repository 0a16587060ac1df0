// node fuzz/run.js SEEDS [TARGET…] [--seconds N] [--inputs N] [--seed N]: the page's readers, each for its part of the time; a table, and exit code 1 on
// a find, whose input is written to fuzz/found. SEEDS is the folder that `python -m fuzz.seeds` wrote. Called by npm run fuzz.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

const HANG_MS = 10_000;
/** A thread that starts has no input under way yet. */
const START_MS = 60_000;
const LARGEST = 32_768;
/** Where each target's first inputs come from. @type {Record<string, string>} */
const SEEDS = {
  headers: 'photo',
  photo: 'photo',
  mask: 'mask',
  profile: 'profile',
  inks: 'photo',
  recipe: 'recipe',
  stored: 'stored',
  message: 'stored',
};

const here = fileURLToPath(new URL('.', import.meta.url));

/** @param {string} folder @returns {Uint8Array[]} */
function filesIn(folder) {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => new Uint8Array(readFileSync(join(folder, name))));
  } catch {
    return []; // nothing is kept for this target
  }
}

/**
 * @param {string} name
 * @param {Uint8Array[]} seeds
 * @param {number} milliseconds
 * @param {number} inputs at most
 * @param {number} seed
 */
async function fuzz(name, seeds, milliseconds, inputs, seed) {
  const now = new SharedArrayBuffer(8 + LARGEST);
  const head = new Int32Array(now, 0, 2);
  const workerData = { name, seeds, milliseconds, inputs, seed, now, largest: LARGEST };
  const thread = new Worker(new URL('./loop.js', import.meta.url), { workerData, resourceLimits: { maxOldGenerationSizeMb: 1000 } });
  let [last, since] = [0, Date.now()];
  /** @type {{tried: number, results: number, errors: number, blocks: number, lost?: string}} */
  const told = await new Promise((done) => {
    const watch = setInterval(() => {
      if (head[0] !== last) [last, since] = [head[0], Date.now()];
      else if (Date.now() - since > (last ? HANG_MS : START_MS)) lost(`it stood still for ${HANG_MS / 1000} s`);
    }, 200);
    const finish = (/** @type {any} */ value) => {
      clearInterval(watch);
      done(value);
    };
    const lost = (/** @type {string} */ why) => finish({ tried: head[0], results: 0, errors: 0, blocks: 0, lost: why });
    thread.on('message', finish);
    thread.on('error', (error) => lost(error.stack ?? String(error)));
    thread.on('exit', (code) => code && lost(`the thread ended with ${code}`));
  });
  await thread.terminate();
  if (told.lost) {
    mkdirSync(join(here, 'found'), { recursive: true });
    const file = join(here, 'found', `page-${name}-${head[0]}`);
    writeFileSync(file, new Uint8Array(now, 8, head[1]).slice());
    told.lost = `${told.lost}\nThe input: ${file}`;
  }
  return told;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    inputs: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
});
const [folder, ...asked] = positionals;
const names = asked.length ? asked : Object.keys(SEEDS);
const row = (/** @type {(string | number)[]} */ ...cells) => {
  const [name, ...numbers] = cells;
  console.log([String(name).padEnd(15), ...numbers.map((cell) => String(cell).padStart(9))].join(' '));
};
console.log(`seed ${values.seed}`);
row('page', 'tried', 'result', 'error', 'lost', 'blocks');
let [tried, lost] = [0, 0];
for (const name of names) {
  const seeds = [...filesIn(join(folder, SEEDS[name])), ...filesIn(join(here, 'corpus', `page-${name}`))];
  const told = await fuzz(name, seeds, (1000 * Number(values.seconds)) / names.length, Number(values.inputs), Number(values.seed));
  tried += told.tried;
  lost += told.lost ? 1 : 0;
  row(name, told.tried, told.results, told.errors, told.lost ? 1 : 0, told.blocks);
  if (told.lost) console.log(told.lost);
}
row('page together', tried, '', '', lost);
process.exit(lost ? 1 : 0);
