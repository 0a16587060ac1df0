// The Python environment in .venv. A build needs requirements/build.txt alone; checks, tests and benches need
// requirements/dev.txt, which contains the same packages at the same versions, and wispcut itself, editable; the
// documentation site needs requirements/docs.txt, too.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { at, venv } from './paths.mjs';
import { run } from './run.mjs';
import { fail, say } from './say.mjs';
import { hashOf, once } from './stamp.mjs';

/** The newest Python ≥ 3.11 that answers. */
function findPython() {
  const names = [process.env.PYTHON, 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3', 'python'];
  for (const name of names) {
    if (!name) continue;
    const probe = spawnSync(name, ['-c', 'import sys, venv, ensurepip; print(*sys.version_info[:2])'], { encoding: 'utf8' });
    const [major, minor] = (probe.stdout ?? '').trim().split(' ').map(Number);
    if (probe.status === 0 && major === 3 && minor >= 11) return name;
  }
  return fail(
    'No Python 3.11 or newer with venv was found',
    'install one (Debian: apt install python3 python3-venv), or name one: PYTHON=/path/to/python npm start',
  );
}

const PIP = ['-m', 'pip', 'install', '--disable-pip-version-check'];
const NEXT = 'check the connection to the package index, then run the same command again; pip keeps what it has.';

/**
 * The environment, with the packages of some sets of requirements.
 * @param {('build' | 'dev' | 'docs')[]} sets
 */
async function install(...sets) {
  if (!existsSync(venv('python'))) {
    say('Making the Python environment in .venv');
    await run(findPython(), ['-m', 'venv', at('.venv')], {
      next: 'on Debian, apt install python3-venv; then run the same command again.',
    });
  }
  const lists = sets.map((set) => `requirements/${set}.txt`);
  say(`Installing the pinned Python packages of ${lists.join(' and ')}`);
  const from = lists.flatMap((list) => ['-r', at(list)]);
  await run(venv('python'), [...PIP, '--require-hashes', '--only-binary=:all:', ...from], { next: NEXT });
}

/** What a build needs of Python. */
export async function buildPython() {
  const ran = await once('venv-build', hashOf(at('requirements/build.txt')), [venv('python')], () => install('build'));
  if (!ran) say('Python for the build: ready already');
}

/** What checks, tests, benches and the documentation need of Python, the command line `wispcut` included. */
export async function developmentPython() {
  const key = hashOf(at('requirements/dev.txt'), at('requirements/docs.txt'), at('py/pyproject.toml'));
  const ran = await once('venv', key, [venv('python'), venv('wispcut')], async () => {
    await install('dev', 'docs');
    await run(venv('python'), [...PIP, '--quiet', '--no-deps', '--no-build-isolation', '--editable', at('py')], { next: NEXT });
  });
  if (!ran) say('Python environment: ready already');
}
