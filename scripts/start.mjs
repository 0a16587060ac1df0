// npm start: from a fresh clone to a served site.
import { build } from './build.mjs';
import { main } from './lib/say.mjs';
import { serveDist } from './serve.mjs';

await main(async () => {
  await build();
  await serveDist();
});
