// npm run sign -- KEY: signs dist.sha256 with a private SSH key, and at once checks the signature as whoever downloads a release does
// (docs/releasing.md). `npm run reproduce` wrote dist.sha256.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { at } from './lib/paths.mjs';
import { fail, main, say } from './lib/say.mjs';

/** Whose signature it is, and for what: a signature of the same key for something else does not count. */
const WHO = 'wispcut';

/** @param {string[]} args @param {string} [input] */
function sshKeygen(args, input) {
  const { status, error, stdout, stderr } = spawnSync('ssh-keygen', args, { encoding: 'utf8', input });
  if (error) fail('ssh-keygen is not there', 'install OpenSSH 8.1 or newer.');
  return { ok: status === 0, words: `${stdout}${stderr}`.trim() };
}

/**
 * @param {string} sums the file of checksums; its signature is written beside it
 * @param {string} key
 * @returns {string} the path of the signature
 */
export function sign(sums, key) {
  if (!existsSync(sums)) fail(`${sums} is not there`, 'npm run reproduce writes it.');
  if (!existsSync(key)) fail(`there is no key ${key}`, 'name the file of a private SSH key; ssh-keygen -t ed25519 makes one.');
  rmSync(`${sums}.sig`, { force: true });
  const { ok, words } = sshKeygen(['-Y', 'sign', '-f', key, '-n', WHO, sums]);
  if (!ok) fail(`the signature was not made: ${words}`, 'read what ssh-keygen says.');
  const folder = mkdtempSync(join(tmpdir(), 'wispcut-sign-'));
  try {
    const signers = join(folder, 'signers');
    const held = sshKeygen(['-y', '-f', key]);
    if (!held.ok) fail(`the public half of ${key} cannot be read: ${held.words}`, 'sign with the file of the key itself.');
    writeFileSync(signers, `${WHO} ${held.words}\n`);
    verify(sums, signers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return `${sums}.sig`;
}

/** @param {string} sums @param {string} signers a file of one line: `wispcut`, then the public key */
export function verify(sums, signers) {
  const args = ['-Y', 'verify', '-f', signers, '-I', WHO, '-n', WHO, '-s', `${sums}.sig`];
  const { ok, words } = sshKeygen(args, readFileSync(sums, 'utf8'));
  if (!ok) fail(`${sums} is not what was signed: ${words}`, 'get both files again from the release.');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(async () => {
    const [key, more] = process.argv.slice(2);
    if (!key || more) fail('name one private SSH key', 'npm run sign -- ~/.ssh/release_key');
    say(`Signed and checked: ${sign(at('dist.sha256'), key)}`);
  });
