/**
 * A thread that tries inputs on one target until its time is over, or so many were tried. What reaches new code joins the pool: V8 tells which blocks ran. The
 * input under way lies in shared memory, so that it is known when the thread hangs.
 */
import { Session } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import { WispError } from '../js/engine/errors.js';
import { generator, mutate } from './mutate.js';
import { TARGETS } from './targets.js';

/** Inputs between two looks at the coverage. */
const BATCH = 16;
const MEGABYTES = 500;

const { name, seeds, milliseconds, inputs, seed, now, largest } = workerData;
const target = TARGETS[name];
const head = new Int32Array(now, 0, 2); // inputs so far; bytes of this one
const body = new Uint8Array(now, 8);
const random = generator(seed);

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
/** @type {Set<string>} */
const seen = new Set();

/** Whether code ran that never ran before. */
function newCode() {
  const before = seen.size;
  session.post('Profiler.takePreciseCoverage', (_error, { result } = { result: [] }) => {
    for (const { url, functions } of result) {
      if (!/\/(js|node_modules)\//.test(url)) continue;
      for (const { ranges } of functions)
        for (const { startOffset, endOffset, count } of ranges) if (count) seen.add(`${url} ${startOffset} ${endOffset}`);
    }
  });
  return seen.size > before;
}

const told = { tried: 0, results: 0, errors: 0, blocks: 0 };

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function attempt(bytes) {
  body.set(bytes);
  head[1] = bytes.length;
  Atomics.add(head, 0, 1);
  const before = process.memoryUsage().rss;
  try {
    if (await target(bytes)) told.results += 1;
    else told.errors += 1;
  } catch (error) {
    if (!(error instanceof WispError) || error.code === 'internal') throw error;
    told.errors += 1;
  }
  const grown = (process.memoryUsage().rss - before) / 1e6;
  if (grown > MEGABYTES) throw new Error(`${Math.round(grown)} MB for one input`);
  told.tried += 1;
}

const pool = [...seeds];
const end = Date.now() + milliseconds;
for (const input of seeds) await attempt(input);
newCode();
while (Date.now() < end && told.tried < inputs) {
  const batch = [];
  for (let i = 0; i < BATCH; i += 1) {
    const input = mutate(pool[random(pool.length)], pool[random(pool.length)], random, largest);
    await attempt(input);
    batch.push(input);
  }
  if (newCode()) pool.push(...batch);
}
parentPort?.postMessage({ ...told, blocks: seen.size });
