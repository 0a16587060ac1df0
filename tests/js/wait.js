/** Waiting for what happens, not for time to pass. */

/**
 * Something that happens a number of times; `times(n)` waits until it has.
 * @returns {{happen: () => void, times: (n: number) => Promise<void>}}
 */
export function counter() {
  let count = 0;
  const waiting = /** @type {{n: number, done: () => void}[]} */ ([]);
  return {
    happen() {
      count += 1;
      for (const { n, done } of waiting) if (count >= n) done();
    },
    times: (n) => new Promise((done) => (count >= n ? done() : waiting.push({ n, done }))),
  };
}

/** A worker's function that never answers, and how often it was begun. */
export function hanging() {
  const { happen, times } = counter();
  const hang = () => {
    happen();
    return new Promise(() => {});
  };
  return { hang, begun: times };
}
