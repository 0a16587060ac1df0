// npm run format: let the formatters and the linters' safe fixes change files.
import { venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { main } from './lib/say.mjs';
import { prepare } from './setup.mjs';

await main(async () => {
  await prepare();
  const folders = ['py', 'tests', 'e2e', 'bench', 'scripts'];
  await run(venv('ruff'), ['format', ...folders]);
  await run(venv('ruff'), ['check', '--fix', ...folders], { allow: true });
  await run('npx', ['--no-install', 'biome', 'check', '--write', '.'], { allow: true });
});
