// Start a program, wait for it, and say plainly when it fails.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { fail } from './say.mjs';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>, quiet?: boolean, next?: string, allow?: boolean}} [options] `quiet`
 *   keeps its words and shows them only when it fails; `allow` returns the exit code instead of failing; `next` is what to do
 * @returns {Promise<{code: number, text: string}>}
 */
export function run(command, args, { env = {}, quiet = false, next, allow = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && !command.includes('\\'),
    });
    let text = '';
    child.stdout?.on('data', (data) => (text += data));
    child.stderr?.on('data', (data) => (text += data));
    const refuse = (/** @type {string} */ what, /** @type {string} */ todo) => {
      try {
        fail(what, todo);
      } catch (error) {
        reject(error);
      }
    };
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'ENOENT'
        ? refuse(`${command} is not there`, `install ${command}, then run the same command again.`)
        : refuse(`${command} did not start: ${error.message}`, 'after the cause is gone, run the same command again.'),
    );
    child.on('close', (status, signal) => {
      const code = status ?? (signal ? 128 : 1);
      if (code === 0 || allow) return resolve({ code, text });
      refuse(
        `${[command, ...args].join(' ')} ended with ${signal ?? code}\n${text.trimEnd().split('\n').slice(-30).join('\n')}`,
        next ?? 'read its last lines above; after the cause is gone, run the same command again.',
      );
    });
  });
}
