// npm run dev: Vite's development server, with the same headers and the assembled runtime.
import { at } from './lib/paths.mjs';
import { main } from './lib/say.mjs';
import { prepareBuild } from './setup.mjs';

await main(async () => {
  await prepareBuild();
  const { createServer } = await import('vite');
  const server = await createServer({ root: at('.') });
  await server.listen();
  server.printUrls();
});
