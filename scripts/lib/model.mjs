// The AI's files: chunks named by their SHA-256, and the resources.json that @imgly/background-removal 1.7.0 reads.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, cache } from './paths.mjs';
import { run } from './run.mjs';
import { fail, say } from './say.mjs';
import { hashOf, once, sha256 } from './stamp.mjs';

const MODELS = { isnet_fp16: '/models/medium', isnet_quint8: '/models/small' };
const ORT = ['ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.mjs'];
const CHUNK = 4 << 20;

/**
 * Unpack the model package, check every chunk against its name, cut ONNX Runtime into chunks likewise.
 * @param {string} archive
 * @returns {Promise<{folder: string, bytes: Record<string, number>}>} the folder and what each precision loads, ONNX Runtime included
 */
export async function model(archive) {
  const folder = join(cache, 'model');
  const runtime = at('node_modules/onnxruntime-web/dist');
  const key = hashOf(at('scripts/lib/model.mjs'), archive, ...ORT.map((name) => join(runtime, name)));
  await once('model', key, [join(folder, 'resources.json')], async () => {
    say('Unpacking the AI');
    const unpacked = join(cache, 'unpacked', 'model');
    for (const place of [unpacked, folder]) {
      rmSync(place, { recursive: true, force: true });
      mkdirSync(place, { recursive: true });
    }
    await run('tar', ['-xzf', archive, '-C', unpacked], { quiet: true });
    const source = join(unpacked, 'package/dist');
    const known = JSON.parse(readFileSync(join(source, 'resources.json'), 'utf8'));
    /** @type {Record<string, object>} */
    const resources = {};
    for (const [name, old] of Object.entries(MODELS)) {
      const { chunks, size, mime } = known[old];
      for (const { hash } of chunks) {
        if (sha256(readFileSync(join(source, hash))) !== hash) fail(`model chunk ${hash} is damaged`, 'delete .cache and run again.');
        copyFileSync(join(source, hash), join(folder, hash));
      }
      resources[`/models/${name}`] = {
        chunks: chunks.map((/** @type {{hash: string, offsets: number[]}} */ { hash, offsets }) => ({ hash, name: hash, offsets })),
        size,
        mime,
      };
    }
    for (const name of ORT) {
      const data = readFileSync(join(runtime, name));
      const chunks = [];
      for (let start = 0; start < data.length; start += CHUNK) {
        const piece = data.subarray(start, start + CHUNK);
        const hash = sha256(piece);
        writeFileSync(join(folder, hash), piece);
        chunks.push({ hash, name: hash, offsets: [start, start + piece.length] });
      }
      const mime = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
      resources[`/onnxruntime-web/${name}`] = { chunks, size: data.length, mime };
    }
    writeFileSync(join(folder, 'resources.json'), JSON.stringify(resources));
    rmSync(unpacked, { recursive: true, force: true });
  });
  const resources = JSON.parse(readFileSync(join(folder, 'resources.json'), 'utf8'));
  const shared = ORT.reduce((sum, name) => sum + resources[`/onnxruntime-web/${name}`].size, 0);
  const bytes = Object.fromEntries(Object.keys(MODELS).map((name) => [name, shared + resources[`/models/${name}`].size]));
  return { folder, bytes };
}
