// Start a program, wait for it, and say plainly when it fails.
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { fail } from './say.mjs';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: Record<string, string>, quiet?: boolean, next?: string, allow?: boolean}} [options] `quiet`
 *   keeps its words and shows them only when it fails; `allow` returns the exit code instead of failing; `next` is what to do
 * @returns {Promise<{code: number, text: string}>}
 */
export function run(command, args, { cwd = root, env = {}, quiet = false, next, allow = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && !command.includes('\\'),
    });
    let text = '';
    child.stdout?.on('data', (data) => (text += data));
    child.stderr?.on('data', (data) => (text += data));
    child.on('error', (error) => reject(error));
    child.on('close', (status, signal) => {
      const code = status ?? (signal ? 128 : 1);
      if (code === 0 || allow) return resolve({ code, text });
      try {
        fail(
          `${[command, ...args].join(' ')} ended with ${signal ?? code}\n${text.trimEnd().split('\n').slice(-30).join('\n')}`,
          next ?? 'read its last lines above; after the cause is gone, run the same command again.',
        );
      } catch (error) {
        reject(error);
      }
    });
  });
}
