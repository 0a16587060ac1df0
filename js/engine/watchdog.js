/** A limit to standing still: for what may take any time as long as it moves. */

/** Looks within the limit: the time that a tab is frozen or a device sleeps counts as one. */
const LOOKS = 10;

/**
 * @param {number} limit milliseconds without a sign of life
 * @param {() => void} onStill called once
 * @returns {{alive: () => void, stop: () => void}} `alive`: a sign of life
 */
export function watchdog(limit, onStill) {
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    if (looks !== LOOKS) return;
    clearInterval(timer);
    onStill();
  }, limit / LOOKS);
  return { alive: () => (looks = 0), stop: () => clearInterval(timer) };
}
