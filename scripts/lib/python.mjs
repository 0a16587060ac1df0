// The Python environment in .venv, with the pinned packages of requirements/dev.txt and wispcut itself, editable.

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

export async function pythonEnvironment() {
  const requirements = at('requirements/dev.txt');
  const ran = await once('venv', hashOf(requirements, at('py/pyproject.toml')), [venv('python'), venv('wispcut')], async () => {
    if (!existsSync(venv('python'))) {
      say('Making the Python environment in .venv');
      await run(findPython(), ['-m', 'venv', at('.venv')], {
        next: 'on Debian, apt install python3-venv; then run the same command again.',
      });
    }
    say('Installing the pinned Python packages');
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check'];
    const next = 'check the connection to the package index, then run the same command again; pip keeps what it has.';
    await run(venv('python'), [...pip, '--require-hashes', '--only-binary=:all:', '-r', requirements], { next });
    await run(venv('python'), [...pip, '--quiet', '--no-deps', '--no-build-isolation', '--editable', at('py')], { next });
  });
  if (!ran) say('Python environment: ready already');
}
