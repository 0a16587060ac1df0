/**
 * The headers of every response, one source for the service worker, `npm run serve` and the development server.
 *
 * A worker does not inherit the page's policy: it follows the headers of its own script. The AI's library compiles code at run time
 * and loads ONNX Runtime through `blob:` addresses; its worker, and only its worker, may.
 */

const PAGE = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self' blob: data:",
  'style-src': "'self'",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'wispcut',
};

const MASK_WORKER = {
  'default-src': "'none'",
  'script-src': "'self' blob: 'wasm-unsafe-eval' 'unsafe-eval'",
  'worker-src': "'self' blob:",
  'connect-src': "'self' blob:",
  'base-uri': "'none'",
};

/** @param {Record<string, string>} directives */
const policy = (directives) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** The page's policy as a `<meta>` element may hold it: who may frame the page is for headers alone. */
export function metaPolicy() {
  const { 'frame-ancestors': _frames, ...rest } = PAGE;
  return policy(rest);
}

/** Vite's development client injects styles. */
const { 'require-trusted-types-for': _types, 'trusted-types': _names, ...open } = PAGE;
const DEVELOPMENT = { ...open, 'style-src': "'self' 'unsafe-inline'", 'script-src': `${PAGE['script-src']} 'unsafe-inline'` };

/**
 * @param {string} path path or address of what is sent
 * @param {{development?: boolean}} [options]
 * @returns {Record<string, string>}
 */
export function headersFor(path, { development = false } = {}) {
  const mask = /\/mask\.worker(-[^/]*)?\.js(\?|$)/.test(path);
  const page = development ? DEVELOPMENT : PAGE;
  return {
    'Content-Security-Policy': policy(mask ? MASK_WORKER : page),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
  };
}
