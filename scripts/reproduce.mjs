// npm run reproduce: the committed state is built a second time, in a clone elsewhere, and must give the same dist/ to the byte.
// Then dist.sha256 is written: the checksums that a release signs (docs/releasing.md).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';
import { at, cache } from './lib/paths.mjs';
import { fail, main, say } from './lib/say.mjs';
import { files, sha256File } from './lib/stamp.mjs';

/** @param {string} folder @returns {Promise<Map<string, string>>} SHA-256 by path */
async function sums(folder) {
  const found = new Map();
  for (const path of files(folder)) found.set(path, await sha256File(join(folder, path)));
  return found;
}

/** @param {string} program @param {string[]} args @param {string} cwd */
function need(program, args, cwd) {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) fail(`${program} ${args.join(' ')} failed`, 'read what it says above.');
}

await main(async () => {
  const { stdout } = spawnSync('git', ['status', '--porcelain'], { cwd: at('.'), encoding: 'utf8' });
  if (stdout !== '') fail('there are changes that are not committed', 'commit or remove them: the second build sees commits only.');
  await build();
  const clone = mkdtempSync(join(tmpdir(), 'wispcut-'));
  try {
    need('git', ['clone', '--quiet', at('.'), clone], clone);
    const downloads = join(cache, 'downloads'); // pinned by hash, and checked again when they are used
    if (existsSync(downloads)) cpSync(downloads, join(clone, '.cache/downloads'), { recursive: true });
    need(process.execPath, ['scripts/build.mjs'], clone);
    const [one, other] = [await sums(at('dist')), await sums(join(clone, 'dist'))];
    const differ = [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path));
    if (differ.length) fail(`two builds differ in ${differ.join(', ')}`, 'find what a date, a path or an order put there.');
    writeFileSync(at('dist.sha256'), [...one].map(([path, sum]) => `${sum}  dist/${path}\n`).join(''));
    say(`Both builds are the same to the byte: ${one.size} files. Their checksums are in dist.sha256.`);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});
