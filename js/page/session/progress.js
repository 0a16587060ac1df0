/** How far a run is, in one bar, and how long it will take. Pure. */

/** @typedef {import('../../engine/types.js').Stage} Stage */
/**
 * @typedef {object} Progress
 * @property {Stage | 'open'} stage
 * @property {number} done
 * @property {number} total
 * @property {'bytes' | 'parts' | undefined} unit
 * @property {number} since when this stage began, milliseconds
 * @property {number} share of the whole run, 0 to 1, never falling
 */

/** Where each stage lies in the bar, after how long each takes: from, to. Loading counts as part of finding the subject. */
const SPANS = {
  open: [0, 0.04],
  decode: [0, 0.06],
  enhance: [0.06, 0.1],
  load: [0.1, 0.25],
  mask: [0.25, 0.45],
  survey: [0.45, 0.9],
  refine: [0.9, 1],
  encode: [0, 1],
};

/** The four steps that people hear of. */
const STEPS = { open: 1, decode: 1, enhance: 2, load: 2, mask: 2, survey: 3, refine: 4, encode: 4 };
export const STEP_COUNT = 4;

/** From so many alike steps on, those done tell about those to come. */
const COUNTABLE = 4;

/** @param {Stage | 'open'} stage */
export function stepOf(stage) {
  return STEPS[stage];
}

/**
 * @param {number} now
 * @returns {Progress}
 */
export function beginProgress(now) {
  return { stage: 'open', done: 0, total: 0, unit: undefined, since: now, share: 0 };
}

/**
 * @param {Progress} progress
 * @param {import('../../engine/types.js').StageEvent} event
 * @param {number} now
 * @returns {Progress}
 */
export function advance(progress, { stage, done, total, unit }, now) {
  const [from, to] = SPANS[stage];
  const part = total > 0 ? Math.min(1, done / total) : 0;
  return {
    stage,
    done,
    total,
    unit,
    since: stage === progress.stage ? progress.since : now,
    share: Math.max(progress.share, from + (to - from) * part),
  };
}

/**
 * Seconds left in the stage, or null before there are two seconds of evidence. A stage of a few unlike steps gives none.
 * @param {Progress} progress
 * @param {number} now
 */
export function secondsLeft({ done, total, since }, now) {
  const spent = (now - since) / 1000;
  if (spent < 2 || done <= 0 || total < COUNTABLE || done >= total) return null;
  return (spent / done) * (total - done);
}

/**
 * The last quarter passed, for people who listen: 0, 25, 50, 75.
 * @param {number} share
 */
export function quarter(share) {
  return Math.min(75, Math.floor(share * 4) * 25);
}
