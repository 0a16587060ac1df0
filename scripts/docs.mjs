// npm run docs: the documentation site, in build/docs, from docs/ and the docstrings. Every warning is an error: a link that leads
// nowhere, a picture that is not there, a page that no other names.
import { pathToFileURL } from 'node:url';
import { at, venv } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { main, say } from './lib/say.mjs';
import { prepare } from './setup.mjs';

/** The arguments of Sphinx: all anew, because a page that is not read again does not repeat its warnings. */
export const SPHINX = ['-E', '-q', '-W', '--keep-going', '-b', 'html', '-d', at('.cache/docs'), at('docs'), at('build/docs')];

async function docs() {
  await prepare();
  await run(venv('sphinx-build'), SPHINX, { quiet: true, next: 'mend what the lines above name.' });
  say(`The documentation is in ${at('build/docs/index.html')}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(docs);
