// A run without Python: which stages it asks for, what it keeps of an earlier result, how it ends when a tile fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError, WispError } from '../../../../js/engine/errors.js';
import { run } from '../../../../js/engine/photo/run.js';
import { readKnobs } from '../../../../js/engine/schema.js';
import { constants, schemaOf, stages } from '../../schema.js';

const [WIDTH, HEIGHT] = [400, 64];
const TILES = [
  { core: [0, 0, HEIGHT, 200], outer: [0, 0, HEIGHT, 200], unknown: 1, untouched: false },
  { core: [0, 200, HEIGHT, WIDTH], outer: [0, 200, HEIGHT, WIDTH], unknown: 1, untouched: false },
];
const knob = (/** @type {string} */ stage) => ({ 'x-stage': stage, default: 0 });
const schema = schemaOf({
  enhance: { gamma: knob('view') },
  mask: { precision: { 'x-stage': 'mask', default: 'small' }, tidy: knob('mask') },
  trimap: { erode: knob('survey') },
  cutout: { margin: knob('cutout') },
});
const zeros = (/** @type {number} */ n) => new Uint8Array(n);
const small = { data: zeros(WIDTH * HEIGHT), shape: [HEIGHT, WIDTH] };

/** Python's answers, by function. @type {Record<string, (args: any) => any>} */
const ANSWERS = {
  survey_factor: () => 1,
  closer_box: () => 'null',
  reduce_rows: () => ({ data: new Float32Array(WIDTH * HEIGHT * 3), shape: [HEIGHT, WIDTH, 3] }),
  reduce_marks: ([marks]) => ({ data: marks, shape: [HEIGHT, WIDTH] }),
  enhance: () => ({ data: zeros(1024 * 1024 * 4), shape: [1024, 1024, 4] }),
  post_process: () => small,
  preview_photo: () => small,
  preview_mask: () => small,
  preview_marks: () => small,
  preview: () => ({ data: zeros(2 * WIDTH * HEIGHT), shape: [2, HEIGHT, WIDTH] }),
  survey: () => ({ summary: { factor: 1, tiles: TILES }, planes: { trimap: small }, bytes: zeros(1) }),
  refine: ([, core]) => ({ data: new Uint8Array((core[2] - core[0]) * (core[3] - core[1]) * 4).fill(255) }),
};

/** @param {Record<string, (args: any, signal?: AbortSignal) => any>} [others] answers of this test alone */
function desk(others = {}) {
  const asked = /** @type {string[]} */ ([]);
  const pool = {
    want() {},
    hold() {
      asked.push('hold');
      return () => asked.push('release');
    },
    async run(/** @type {any} */ { name, prepare, signal, onStart }) {
      const { args } = prepare();
      const what = name === 'survey' ? name : args.name;
      asked.push(what);
      onStart?.();
      return ({ ...ANSWERS, ...others }[what] ?? assert.fail(what))(args.args, signal);
    },
  };
  const mask = { width: WIDTH, height: HEIGHT, channels: 1, data: zeros(WIDTH * HEIGHT) };
  const ai = (/** @type {string} */ name) => async () => {
    asked.push(name);
    return name === 'file' ? { ...mask, told: [] } : { ...mask };
  };
  const tools = /** @type {any} */ ({
    pool,
    knobs: readKnobs(schema),
    stages,
    constants,
    maskMaker: { make: ai('ai'), sketch: ai('glance'), rest: () => asked.push('rest') },
    readMask: ai('file'),
    aiInputs: new WeakMap(),
    made: new WeakMap(),
  });
  return { tools, asked };
}

/** @type {import('../../../../js/engine/types.js').Photo} */
const photo = {
  name: 'a.png',
  type: 'image/png',
  width: WIDTH,
  height: HEIGHT,
  rgba: new Uint8ClampedArray(WIDTH * HEIGHT * 4),
  file: new Blob(),
  orientation: 1,
  told: [],
};

test('the first run takes the whole way; a later one begins where something changed', async () => {
  const { tools, asked } = desk();
  const since = () => asked.splice(0).filter((name) => !/preview|reduce|factor|box|rest|hold|release/.test(name));
  const result = await run(tools, photo, {}, {});
  assert.deepEqual(since(), ['ai', 'post_process', 'survey', 'refine', 'refine']);
  assert.ok(result.rgba.every((byte) => byte === 255));
  const again = async (/** @type {any} */ settings, /** @type {any} */ more = {}) => {
    await run(tools, photo, settings, { reuse: result, ...more });
    return since();
  };
  assert.deepEqual(await again({ cutout: { margin: 3 } }), []);
  assert.deepEqual(await again({}, { marks: zeros(WIDTH * HEIGHT) }), [], 'empty marks say nothing');
  assert.deepEqual(await again({ trimap: { erode: 3 } }), ['survey', 'refine', 'refine']);
  assert.deepEqual(await again({ mask: { tidy: 1 } }), ['post_process', 'survey', 'refine', 'refine']);
  assert.deepEqual(await again({ mask: { precision: 'large' } }), ['ai', 'post_process', 'survey', 'refine', 'refine']);
  assert.deepEqual(await again({ enhance: { gamma: 1 } }), ['enhance', 'ai', 'post_process', 'survey', 'refine', 'refine']);
  assert.deepEqual(await again({}, { mask: new Blob() }), ['file', 'post_process', 'survey', 'refine', 'refine']);
});

test('where the AI is unsure it sees a part of the photo once more, and only then may it go', async () => {
  const seen = /** @type {any[]} */ ([]);
  const merged = (/** @type {any} */ [, , side, box, ...size]) => {
    seen.push([side, box, size]);
    return small;
  };
  const { tools, asked } = desk({ closer_box: () => '[8, 100, 56, 200]', merge_looks: merged });
  const inputs = /** @type {Uint8ClampedArray[]} */ ([]);
  const { make } = tools.maskMaker;
  tools.maskMaker.make = async (/** @type {any} */ input, /** @type {any} */ _, /** @type {any} */ { onEvent }) => {
    inputs.push(input);
    onEvent({ type: 'stage', stage: 'mask', done: 0, total: 1 });
    return make();
  };
  const half = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let at = 0; at < half.length; at += 4) half[at] = (at / 4) % WIDTH < 150 ? 200 : 100;
  const planes = /** @type {string[]} */ ([]);
  const stages = /** @type {string[]} */ ([]);
  const onEvent = (/** @type {any} */ event) => {
    if (event.type === 'plane') planes.push(event.name);
    if (event.type === 'stage' && event.done === 0) stages.push(event.stage);
  };
  await run(tools, { ...photo, rgba: half }, {}, { onEvent });
  assert.deepEqual(stages, ['mask', 'closer', 'survey', 'refine']);
  assert.deepEqual(
    asked.filter((name) => /ai|merge|rest|hold|release|^survey$/.test(name)),
    ['hold', 'ai', 'ai', 'merge_looks', 'release', 'rest', 'survey'],
  );
  assert.deepEqual(seen, [[WIDTH, [8, 100, 56, 200], [HEIGHT, WIDTH]]]);
  assert.deepEqual([inputs[1][0], inputs[1][1023 * 4]], [200, 100], 'columns 100 to 199 alone');
  assert.deepEqual(planes.slice(0, 3), ['enhanced', 'preview', 'mask'], 'the first answer is shown meanwhile');
});

test('new marks refine only the dirty tiles', async () => {
  const { tools, asked } = desk();
  const result = await run(tools, photo, {}, {});
  asked.length = 0;
  const marks = zeros(WIDTH * HEIGHT);
  marks[20 * WIDTH + 20] = 1;
  const events = /** @type {any[]} */ ([]);
  await run(tools, photo, {}, { reuse: result, marks, onEvent: (event) => events.push(event) });
  assert.equal(asked.filter((name) => name === 'refine').length, 1);
  assert.deepEqual(
    events.filter(({ type }) => type === 'tile').map(({ index, state }) => [index, state]),
    [
      [0, 'running'],
      [0, 'done'],
    ],
  );
});

test('a tile that fails stops the others, and its failure is reported', async () => {
  let stopped = 0;
  const refine = async (/** @type {any} */ [, core], /** @type {AbortSignal} */ signal) => {
    if (core[1] === 0) throw new WispError('refine', 'out_of_memory');
    await new Promise((done) => signal.addEventListener('abort', done));
    stopped += 1;
    throw abortError();
  };
  const { tools } = desk({ refine: /** @type {any} */ (refine) });
  await assert.rejects(run(tools, photo, {}, {}), { code: 'out_of_memory' });
  assert.equal(stopped, 1);
});

test('after a cancel nothing is told', async () => {
  const { tools } = desk();
  const stop = new AbortController();
  const told = /** @type {string[]} */ ([]);
  const onEvent = (/** @type {any} */ { type, name }) => {
    told.push(name ?? type);
    if (name === 'mask') stop.abort();
  };
  await assert.rejects(run(tools, photo, {}, { signal: stop.signal, onEvent }), { name: 'AbortError' });
  assert.equal(told.at(-1), 'mask');
});

test('a tile without unknown pixels needs no Python: the trimap decides its alpha, the photo its colours', async () => {
  const tiles = TILES.map((tile, index) => ({ ...tile, untouched: index === 0 }));
  const trimap = { data: zeros(WIDTH * HEIGHT).fill(255), shape: [HEIGHT, WIDTH] };
  trimap.data[3 * WIDTH + 7] = 127;
  trimap.data[3 * WIDTH + 8] = 128;
  const opaque = { ...photo, rgba: new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(9) };
  const { tools, asked } = desk({ survey: () => ({ summary: { factor: 1, tiles }, planes: { trimap }, bytes: zeros(1) }) });
  const { rgba } = await run(tools, opaque, {}, {});
  assert.equal(asked.filter((name) => name === 'refine').length, 1);
  const pixel = (/** @type {number} */ column) => [...rgba.subarray((3 * WIDTH + column) * 4, (3 * WIDTH + column + 1) * 4)];
  assert.deepEqual(
    [pixel(6), pixel(7), pixel(8)],
    [
      [9, 9, 9, 9],
      [9, 9, 9, 0],
      [9, 9, 9, 9],
    ],
  );
});

test('a first look is for the stage alone: only with a first run, never with a mask file, and its failure costs nothing', async () => {
  const { tools, asked } = desk();
  const planes = /** @type {string[]} */ ([]);
  const onEvent = (/** @type {any} */ { type, name }) => type === 'plane' && planes.push(name);
  const reuse = await run(tools, photo, {}, { firstLook: true, onEvent });
  assert.ok(planes.includes('sketch') && !('sketch' in reuse.planes));
  assert.ok(asked.includes('glance'));
  asked.length = 0;
  await run(tools, photo, { mask: { precision: 'large' } }, { firstLook: true, reuse });
  await run(tools, photo, {}, { firstLook: true, mask: new Blob() });
  await run(tools, photo, {}, {});
  assert.ok(asked.includes('ai') && asked.includes('file') && !asked.includes('glance'));
  tools.maskMaker.sketch = () => Promise.reject(new WispError('mask', 'load_failed'));
  planes.length = 0;
  await run(tools, photo, {}, { firstLook: true, onEvent });
  assert.ok(planes.includes('trimap') && !planes.includes('sketch'));
});
