// npm run serve [-- --port N]: serve dist/ with the headers that Wispcut wants.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { at } from './lib/paths.mjs';
import { fail, main, say } from './lib/say.mjs';
import { serve } from './lib/server.mjs';

export async function serveDist() {
  if (!existsSync(at('dist/sw.js'))) fail('dist/ is not built', 'run npm start, or npm run build.');
  const flag = process.argv.indexOf('--port');
  const { url } = await serve([at('dist')], { port: flag > 0 ? Number(process.argv[flag + 1]) : 4173 });
  say(`\nWispcut is at ${url}\nStop it with Ctrl+C.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(serveDist);
