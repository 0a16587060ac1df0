// npm run format: let the formatters and the linters' safe fixes change files.
import { pythonFolders, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { main } from './lib/say.mjs';
import { prepare } from './setup.mjs';

await main(async () => {
  await prepare();
  await run(venv('ruff'), ['format', ...pythonFolders]);
  await run(venv('ruff'), ['check', '--fix', ...pythonFolders], { allow: true });
  await run('npx', ['--no-install', 'biome', 'check', '--write', '.'], { allow: true });
});
