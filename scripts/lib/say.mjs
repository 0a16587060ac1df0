// What the scripts say: one line a step, a bar for what takes long, and on failure what to do next.
const tty = process.stderr.isTTY;

/** @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** An error that is told in plain words, without a stack. */
export class Told extends Error {}

/**
 * @param {string} what what happened
 * @param {string} next what to do
 * @returns {never}
 */
export function fail(what, next) {
  throw new Told(`${what}\n  What to do: ${next}`);
}

/**
 * Run a script's main function; print a told error plainly and anything else with its stack.
 * @param {() => Promise<unknown>} run
 */
export async function main(run) {
  process.on('SIGINT', () => {
    say('\nStopped. Run the same command again to go on where it stopped.');
    process.exit(130);
  });
  try {
    await run();
  } catch (error) {
    say(error instanceof Told ? `\nFailed: ${error.message}` : `\nFailed: ${error instanceof Error ? error.stack : error}`);
    process.exitCode = 1;
  }
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

/**
 * A progress bar on a terminal; elsewhere a line every quarter.
 * @param {string} label
 * @param {number} total
 */
export function bar(label, total) {
  let quarter = 0;
  return {
    /** @param {number} done */
    at(done) {
      const part = Math.min(1, total > 0 ? done / total : 0);
      if (tty) {
        const cells = Math.round(part * 30);
        process.stderr.write(`\r  ${label} ${'█'.repeat(cells)}${'░'.repeat(30 - cells)} ${megabytes(done)} of ${megabytes(total)} `);
      } else if (Math.floor(part * 4) > quarter) {
        quarter = Math.floor(part * 4);
        say(`  ${label} ${quarter * 25} %`);
      }
    },
    end() {
      if (tty) process.stderr.write('\r\x1b[K');
    },
  };
}
