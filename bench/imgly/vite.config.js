import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const { model } = JSON.parse(readFileSync(at('../../public/assets/assets.json'), 'utf8'));

/** Only what the library needs to run as ours does: ONNX Runtime's build for the CPU. */
export default defineConfig({
  root: at('.'),
  base: './',
  publicDir: false,
  define: { __AI_FOLDER__: JSON.stringify(model) },
  resolve: { alias: [{ find: /^onnxruntime-web(\/webgpu)?$/, replacement: 'onnxruntime-web/wasm' }] },
  build: { outDir: at('../../.cache/imgly-alone'), emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 2000 },
  logLevel: 'warn',
});
