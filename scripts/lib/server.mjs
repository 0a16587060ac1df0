// A static server with the headers that Wispcut wants. It serves folders, first match wins.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import { headersFor } from '../../js/engine/offline/headers.js';
import { typeOf } from '../../js/engine/offline/store.js';

/**
 * @param {string[]} folders
 * @param {{port?: number}} [options] 0: any free one
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export function serve(folders, { port = 4173 } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const deny = (/** @type {number} */ status, /** @type {string} */ text) =>
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
    if (request.method !== 'GET' && request.method !== 'HEAD') return deny(405, 'GET only');
    let path;
    try {
      path = normalize(decodeURIComponent(pathname)).replace(/^[/\\]+/, '');
    } catch {
      return deny(400, 'Bad address');
    }
    if (path.startsWith('..')) return deny(404, 'Not here');
    if (path === '' || path === '.' || path.endsWith('/')) path = join(path, 'index.html');
    const file = folders.map((folder) => join(folder, path)).find((place) => existsSync(place) && statSync(place).isFile());
    if (!file) return deny(404, 'Not here');
    const hashed = /^assets[/\\]/.test(path);
    response.writeHead(200, {
      'Content-Type': typeOf(file),
      'Content-Length': statSync(file).size,
      'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...headersFor(pathname),
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
      resolve({ url: `http://localhost:${got}/`, close });
    });
  });
}
