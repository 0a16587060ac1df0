// wispcut.browser_api through the same bridge as in the worker, in the assembled runtime: shapes, codes, and no proxy left behind.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { Bridge } from '../../../../js/engine/python/bridge.js';
import { explain } from '../../../../js/engine/python/explain.js';
import { assets } from '../../../../scripts/lib/paths.mjs';
import { bootPyodide } from '../../../../scripts/lib/pyodide.mjs';

const assembled = existsSync(join(assets, 'assets.json'));
/** @type {any} */
let pyodide;
/** @type {Bridge} */
let bridge;
const n = 96;
const photo = () => new Uint8Array(n * n * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 31) % 253));
const disc = () => new Uint8Array(n * n).map((_, i) => (Math.hypot((i % n) - n / 2, Math.floor(i / n) - n / 2) < 30 ? 255 : 0));
const alive = () => pyodide._module.pyproxy_alloc_map.size;

before(async () => {
  if (!assembled) return;
  const { python } = JSON.parse(readFileSync(join(assets, 'assets.json'), 'utf8'));
  const from = `${join(assets, python)}/`;
  const lock = readFileSync(join(from, 'pyodide-lock.json'), 'utf8');
  pyodide = await bootPyodide({ lock, from, packages: Object.keys(JSON.parse(lock).packages) });
  pyodide._module.enable_pyproxy_allocation_tracing();
  bridge = new Bridge(pyodide);
});

const when = { skip: assembled ? false : 'the runtime is not assembled: npm run assets' };

/** @param {string} key */
function work(key) {
  const { data: reduced, shape } = bridge.plane('reduce_rows', [photo(), n, n, 1]).value;
  assert.deepEqual(shape, [n, n, 3]);
  const two = bridge.plane('preview', [reduced, n, n, disc(), n, n, null, '{}']).value;
  assert.deepEqual(two.shape, [2, n, n]);
  const { value } = bridge.survey(key, [reduced, n, n, n, n, disc(), n, n, null, '{}']);
  assert.deepEqual(value.summary.size, [n, n]);
  const part = bridge.withSurvey('refine', key, [photo(), [0, 0, n, n], [0, 0, n, n], null]).value;
  assert.deepEqual(part.shape, [n, n, 4]);
  bridge.shrink({ args: [n, n, 4, 24, 24, '{}'], pixels: photo(), stride: n * 4 });
  return value.bytes;
}

test('after the work only the survey is left, however often it is done', when, () => {
  const bytes = work('a');
  const once = alive();
  for (const key of ['b', 'c']) work(key);
  bridge.loadSurvey('d', bytes);
  assert.equal(alive(), once);
  assert.deepEqual([...bridge.surveys.keys()], ['d']);
});

test('errors keep their code, and leave nothing behind', when, () => {
  const reduced = bridge.plane('reduce_rows', [photo(), n, n, 1]).value.data;
  const before = alive();
  const fail = (/** @type {Uint8Array} */ mask, /** @type {string} */ settings) => {
    try {
      bridge.survey('x', [reduced, n, n, n, n, mask, n, n, null, settings]);
    } catch (error) {
      return /** @type {any} */ (explain(error, 'survey', pyodide));
    }
    return null;
  };
  assert.equal(fail(new Uint8Array(n * n), '{}').code, 'no_foreground');
  const bad = fail(disc(), '{"trimap": {"erode": 1e9}}');
  assert.equal(bad.code, 'bad_settings');
  assert.match(bad.message, /trimap\.erode/);
  assert.match(bad.details, /Traceback/);
  assert.equal(fail(new Uint8Array(3), '{}').code, 'internal');
  assert.equal(alive(), before);
});
