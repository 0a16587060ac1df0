// wispcut.browser_api through the same bridge as in the worker, in the assembled runtime: shapes, codes, and no proxy left behind.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { explain } from '../../js/engine/python/explain.js';
import { Flat } from '../../js/engine/python/flat.js';
import { assets } from '../../scripts/lib/paths.mjs';
import { bootPyodide } from '../../scripts/lib/pyodide.mjs';

const assembled = existsSync(join(assets, 'assets.json'));
/** @type {any} */
let pyodide;
/** @type {Flat} */
let flat;
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
  flat = new Flat(pyodide);
});

const when = { skip: assembled ? false : 'the runtime is not assembled: npm run assets' };

/** @param {string} key */
function work(key) {
  const { data: reduced, shape } = flat.plane('reduce_rows', [photo(), n, n, 1]).value;
  assert.deepEqual(shape, [n, n, 3]);
  const two = flat.plane('preview', [reduced, n, n, disc(), n, n, null, '{}']).value;
  assert.deepEqual(two.shape, [2, n, n]);
  const { value } = flat.survey(key, [reduced, n, n, n, n, disc(), n, n, null, '{}']);
  assert.deepEqual(value.summary.size, [n, n]);
  const part = flat.withSurvey('refine', key, [photo(), [0, 0, n, n], [0, 0, n, n], null]).value;
  assert.deepEqual(part.shape, [n, n, 4]);
  flat.shrink({ args: [n, n, 4, 24, 24, '{}'], pixels: photo(), stride: n * 4 });
  return value.bytes;
}

test('after the work only the survey is left, however often it is done', when, () => {
  const bytes = work('a');
  const once = alive();
  for (const key of ['b', 'c']) work(key);
  flat.loadSurvey('d', bytes);
  assert.equal(alive(), once);
  assert.deepEqual(flat.proxies(), { surveys: 1, alive: 2 });
});

test('errors keep their code, and leave nothing behind', when, () => {
  const reduced = flat.plane('reduce_rows', [photo(), n, n, 1]).value.data;
  const before = alive();
  const fail = (/** @type {Uint8Array} */ mask, /** @type {string} */ settings) => {
    try {
      flat.survey('x', [reduced, n, n, n, n, mask, n, n, null, settings]);
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
