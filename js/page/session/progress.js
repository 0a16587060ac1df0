/** How far a run is, in one bar, and how long it will take. Pure. */

/** @typedef {import('../../engine/types.js').Stage} Stage */
/**
 * @typedef {object} Progress
 * @property {Stage | 'open'} stage
 * @property {number} done
 * @property {number} total
 * @property {'bytes' | 'tiles' | undefined} unit
 * @property {number} since when this stage began, milliseconds
 * @property {number} share of the whole run, 0 to 1, never falling
 */

/** Opening and decoding: the share of the bar before Python's stages. */
const OPENING = 0.06;
/** Loading the AI counts as part of the mask: its share of it. */
const LOADING = 0.43;

/** @typedef {Record<Stage | 'open', [from: number, to: number]>} Spans where each stage lies in the bar */

/**
 * Spans after how long each stage takes, by the weights that Python knows.
 * @param {import('../../engine/schema.js').Stage[]} stages
 * @returns {Spans}
 */
export function spansOf(stages) {
  const names = ['view', 'mask', 'survey', 'refine'];
  const weights = names.map((name) => stages.find((stage) => stage.name === name)?.weight ?? 0);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const [enhanced, masked, surveyed] = weights.map(
    (_, i) => OPENING + ((1 - OPENING) * weights.slice(0, i + 1).reduce((sum, weight) => sum + weight, 0)) / whole,
  );
  const loaded = enhanced + LOADING * (masked - enhanced);
  return {
    open: [0, OPENING],
    decode: [0, OPENING],
    enhance: [OPENING, enhanced],
    load: [enhanced, loaded],
    mask: [loaded, masked],
    closer: [(loaded + masked) / 2, masked], // a second look of the AI, at some photos
    survey: [masked, surveyed],
    refine: [surveyed, 1],
    encode: [0, 1],
  };
}

/** The four steps that the page names. */
const STEPS = { open: 1, decode: 1, enhance: 2, load: 2, mask: 2, closer: 2, survey: 3, refine: 4, encode: 4 };
export const STEP_COUNT = 4;

/** From so many like steps on, the time of those done predicts the rest. */
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
 * @param {Spans} spans
 * @returns {Progress}
 */
export function advance(progress, { stage, done, total, unit }, now, spans) {
  const [from, to] = spans[stage];
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return {
    stage,
    done,
    total,
    unit,
    since: stage === progress.stage ? progress.since : now,
    share: Math.max(progress.share, from + (to - from) * share),
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
