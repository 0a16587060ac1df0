import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { headersFor, metaPolicy } from './js/engine/offline/headers.js';

const assets = fileURLToPath(new URL('./public/assets/assets.json', import.meta.url));

/** What the page must know of the assembled runtime; `npm run assets` makes it. */
function runtime() {
  if (!existsSync(assets)) throw new Error('public/assets is not assembled: run npm run assets first');
  const { python, model, examples, about, modelBytes, firstLook, files } = JSON.parse(readFileSync(assets, 'utf8'));
  const within = (/** @type {string} */ folder) =>
    files
      .filter((/** @type {{path: string}} */ { path }) => path.startsWith(`assets/${folder}/`))
      .map((/** @type {{path: string}} */ file) => ({ ...file, path: file.path.slice(`assets/${folder}/`.length) }));
  const ofModel = within(model);
  const named = (/** @type {string} */ name) => ofModel.find((/** @type {{path: string}} */ { path }) => path === name);
  const modelIndex = [named('resources.json')];
  const first = { model: named(firstLook.model), wasm: firstLook.wasm.map(named) };
  return {
    python,
    model,
    examples,
    about,
    modelBytes,
    pythonFiles: within(python),
    modelIndex,
    firstLook: first,
    exampleFiles: within(examples),
  };
}

/** The development server sends the headers that the service worker and `npm run serve` send. */
const headers = {
  name: 'wispcut-headers',
  configureServer(/** @type {import('vite').ViteDevServer} */ server) {
    server.middlewares.use((request, response, next) => {
      for (const [name, value] of Object.entries(headersFor(request.url ?? '/', { development: true }))) response.setHeader(name, value);
      next();
    });
  },
};

/** The policy of the page from its first byte on, for hosts that send none: the service worker adds headers from the second load on. */
const meta = {
  name: 'wispcut-meta',
  apply: /** @type {const} */ ('build'),
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy() },
      injectTo: /** @type {const} */ ('head-prepend'),
    },
  ],
};

/**
 * What reads rare kinds of files is no part of the shell: it is loaded when such a file comes, and stored with the runtime for offline use.
 * scripts/build.mjs knows it by the name that it gets here.
 */
const isDecoder = (/** @type {string} */ id) => /node_modules\/(geotiff|pako|libheif-js|lcms-wasm)\/|browser-external/.test(id);

export default defineConfig({
  base: './',
  plugins: [preact({ devToolsEnabled: false }), headers, meta],
  define: { __WISPCUT_RUNTIME__: JSON.stringify(runtime()) },
  resolve: {
    // The AI runs on the CPU build alone: the others need `eval` and weigh more.
    alias: [{ find: /^onnxruntime-web(\/webgpu)?$/, replacement: 'onnxruntime-web/wasm' }],
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: ({ moduleIds }) => `assets/${moduleIds.some(isDecoder) ? 'decoder-' : ''}[name]-[hash].js`,
        assetFileNames: ({ originalFileNames }) => `assets/${originalFileNames.some(isDecoder) ? 'decoder-' : ''}[name]-[hash][extname]`,
      },
    },
  },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1500 },
  optimizeDeps: { exclude: ['@jsquash/jpeg', '@jsquash/webp'] },
});
