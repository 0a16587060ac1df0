// A static server with the headers that Wispcut wants. It serves folders, first match wins, under any sub-path.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { headersFor } from '../../js/engine/headers.js';

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
});

/**
 * @param {string[]} folders
 * @param {{port?: number, base?: string, plain?: boolean}} [options] `plain`: like a host that adds no headers of its own
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export function serve(folders, { port = 4173, base = '/', plain = false } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const deny = (/** @type {number} */ status, /** @type {string} */ text) =>
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
    if (request.method !== 'GET' && request.method !== 'HEAD') return deny(405, 'GET only');
    if (!pathname.startsWith(base)) return deny(404, 'Not here');
    let path;
    try {
      path = normalize(decodeURIComponent(pathname.slice(base.length))).replace(/^[/\\]+/, '');
    } catch {
      return deny(400, 'Bad address');
    }
    if (path.startsWith('..')) return deny(404, 'Not here');
    if (path === '' || path === '.' || path.endsWith('/')) path = join(path, 'index.html');
    const file = folders.map((folder) => join(folder, path)).find((place) => existsSync(place) && statSync(place).isFile());
    if (!file) return deny(404, 'Not here');
    const hashed = /^assets[/\\]/.test(path);
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': statSync(file).size,
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(plain ? {} : headersFor(pathname)),
    });
    if (request.method === 'HEAD') return response.end();
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    let tries = 0;
    server.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE' || tries >= 20 || port === 0) return reject(error);
      tries += 1;
      server.listen(port + tries, '127.0.0.1');
    });
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = /** @type {import('node:net').AddressInfo} */ (server.address());
      const close = () =>
        new Promise((/** @type {(value?: any) => void} */ done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ url: `http://localhost:${got}${base}`, close });
    });
  });
}
