// npm run check: formatters, linters and types, for both languages, and the documentation with its links. Changes no source;
// npm run format does.
import { SPHINX } from './docs.mjs';
import { pythonFolders, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { fail, main, say } from './lib/say.mjs';
import { prepare } from './setup.mjs';

await main(async () => {
  await prepare();
  /** @type {[string, string, string[]][]} */
  const steps = [
    ['Python: format', venv('ruff'), ['format', '--check', ...pythonFolders]],
    ['Python: lint', venv('ruff'), ['check', ...pythonFolders]],
    ['Python: types', venv('mypy'), []],
    ['JavaScript: format and lint', 'npx', ['--no-install', 'biome', 'ci', '--error-on-warnings', '.']],
    ['JavaScript: types', 'npx', ['--no-install', 'tsc', '--project', 'jsconfig.json']],
    ['Documentation: pages, links, pictures', venv('sphinx-build'), SPHINX],
  ];
  const failed = [];
  for (const [name, command, args] of steps) {
    const { code, text } = await run(command, args, { quiet: true, allow: true, env: { NO_COLOR: '1' } });
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
    if (code !== 0) {
      say(text.trimEnd().split('\n').slice(-60).join('\n'));
      failed.push(name);
    }
  }
  if (failed.length)
    fail(`npm run check: ${failed.join(', ')}`, 'npm run format mends what can be mended by itself; mend the rest by hand.');
});
