/** The strip below the photo: what happens, how far it is, what can be done about it; notices on its right. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { applyMarks, discardMarks, painting, reachedTiles, startPainting, stroke } from '../features/brush/brush.js';
import { cancelDownload, writing } from '../features/export/download.js';
import { exported } from '../features/export/exported.js';
import { labelOf } from '../features/panel/Knob.jsx';
import { listProgress } from '../features/queue/counts.js';
import { counts, halted, haltQueue, items, listShown, resumeQueue, working } from '../features/queue/queue.js';
import { CompareButton, canCompare } from '../features/stage/Views.jsx';
import { say, t, within } from '../i18n/index.js';
import { knobNamed } from '../platform/engine.js';
import { phone } from '../platform/media.js';
import { expectedSeconds } from '../session/expected.js';
import { quarter, STEP_COUNT, secondsLeft, stepOf } from '../session/progress.js';
import { cancel, due, ended, failure, pendingMarks, photo, result, run, staleKnobs, update } from '../session/run.js';
import { stageWords } from '../session/stage-words.js';
import { Icon } from '../ui/Icon.jsx';
import { Notice } from './Notice.jsx';

/** @typedef {{icon?: import('../ui/Icon.jsx').IconName, good?: boolean, bad?: boolean, hint?: string, share?: number} & import('../session/stage-words.js').Words} Words */

/** Seconds without a time that need no explanation. */
const PATIENCE = 3;

/** Seconds without a byte that are said. */
const STILL = 8;

/** A clock that ticks while something runs. @param {boolean} on */
function useNow(on) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, [on]);
  return now;
}

/** @param {number} now @returns {Words} */
function words(now) {
  if (listShown.value) return queueWords(now);
  if (writing.value) return { say: t('run.encode') };
  const current = run.value;
  if (due.value) return { say: t('run.preview'), hint: changedWords(staleKnobs.value.map(({ name }) => name)) };
  if (current?.again) {
    const live = stageWords(current);
    const stage = current.stage === 'refine' ? live : { say: t('run.preview') };
    return { ...stage, hint: changedWords(current.what), share: current.share };
  }
  if (current) {
    const left = secondsLeft(current, now) ?? expectedLeft(current.begun, now);
    const step = t('run.step', { i: stepOf(current.stage), n: STEP_COUNT });
    const spent = (now - current.since) / 1000;
    // A step whose end cannot be predicted and that has no progress shows at least the time so far.
    const time =
      left !== null ? t('run.left', { time: say.duration(left) }) : spent > PATIENCE && t('run.sofar', { time: say.duration(spent) });
    return {
      ...stageWords(current),
      hint: time ? `${step}, ${time}` : step,
      share: current.share,
    };
  }
  if (painting.value || (result.value && pendingMarks.value.length)) {
    if (stroke.value) return { say: t('brush.started', { tool: t(`brush.${stroke.value.tool}`) }) };
    const n = pendingMarks.value.length;
    if (n) return { say: t('brush.pending', { n }), hint: reachedTiles.value ? t('brush.parts', { n: reachedTiles.value }) : undefined };
    return { say: t('brush.title'), hint: phone.value ? undefined : t('brush.keys') };
  }
  return endWords();
}

/** @returns {Words} */
function endWords() {
  const end = ended.value;
  if (!end) return { say: '' };
  if (end.kind === 'failed')
    return {
      icon: 'alert',
      bad: true,
      say: end.at?.total ? t('done.stopped.at', { i: end.at.done + 1, n: end.at.total }) : t('done.stopped'),
    };
  if (end.kind === 'cancelled') return { icon: 'close', say: t('done.cancelled'), hint: t('done.cancelled.hint') };
  const made = exported.value;
  if (result.value?.summary.unknown === 0) return { icon: 'check', good: true, say: t('done.ready'), hint: t('done.nohair') };
  const time = say.duration(end.seconds);
  const detail = made?.report
    ? t('done.sharp', { time: say.duration(made.seconds) })
    : end.tiles
      ? t('done.parts', { n: end.tiles, time })
      : t('done.time', { time });
  return { icon: 'check', good: true, say: t('done.ready'), hint: phone.value ? t('done.time', { time }) : detail };
}

/** @param {number} now @returns {Words} */
function queueWords(now) {
  const { all, waiting, failed, stopped, ready } = counts.value;
  const current = working.value;
  if (current) {
    const { position, share, seconds } = listProgress(items.value, current.share);
    const left = seconds ?? secondsLeft(current, now);
    const { say: stage } = stageWords(current);
    return {
      say: t('queue.photo', { i: position, n: all }),
      hint: left ? t('queue.left', { stage, time: say.duration(left) }) : stage,
      share,
    };
  }
  const open = waiting + stopped;
  if (open) return { icon: 'close', say: t('queue.paused'), hint: t('queue.paused.hint', { n: open }) };
  return {
    icon: failed ? 'alert' : 'check',
    good: !failed,
    say: t('queue.finished', { n: ready + failed }),
    hint: failed ? t('queue.finished.help', { n: failed }) : t('queue.finished.fine'),
  };
}

/** What runs before this one let expect, in seconds. @param {number} begun @param {number} now */
function expectedLeft(begun, now) {
  const whole = expectedSeconds();
  const spent = (now - begun) / 1000;
  return whole && spent > 2 && whole - spent > 1 ? whole - spent : null;
}

/** @param {string[]} names of knobs, or `marks` */
function changedWords(names) {
  if (!names.length) return undefined;
  const [only] = names.map((name) => (name === 'marks' ? t('run.marks') : within(labelOf(knobNamed(name)))));
  return t('run.changed', { what: names.length === 1 ? only : t('run.several', { n: names.length }) });
}

/** Seconds for which what counts bytes has stood still, once they are worth a word. @param {Words} words @param {number} now */
function useStill({ moving, arriving }, now) {
  const seen = useRef({ moving, since: now });
  if (seen.current.moving !== moving) seen.current = { moving, since: now };
  const still = (now - seen.current.since) / 1000;
  return arriving && still > STILL ? still : 0;
}

export function Strip() {
  const list = listShown.value;
  const busy = run.value !== null || (list && working.value !== null);
  const now = useNow(busy);
  const shown = words(now);
  const { icon, good, bad, say: sentence, moving, share } = shown;
  const still = useStill(shown, now);
  const hint = still ? t('run.still', { time: say.duration(still) }) : shown.hint;
  const empty = !photo.value && !run.value && !list && !failure.value;
  const needed = busy || writing.value !== null || pendingMarks.value.length > 0;
  return (
    <div class={`strip ${empty ? 'sr' : ''} ${busy ? 'strip-busy' : ''} ${needed ? 'strip-needed' : ''}`}>
      <div class="strip-main">
        {icon && <Icon name={icon} class={good ? 'good' : bad ? 'bad' : ''} />}
        <p class="strip-words">
          <span role="status" class="strip-say">
            {sentence}
            {moving && <span aria-hidden="true">{moving}</span>}
            {share !== undefined && share >= 0.25 && <span class="sr"> {say.percent(quarter(share) / 100)}</span>}
          </span>
          {hint && <span class="strip-hint">{hint}</span>}
        </p>
        {busy && <progress aria-label={t('run.progress')} max={1} value={share ?? 0} />}
      </div>
      {!empty && <Notice />}
      <Actions list={list} busy={busy} />
    </div>
  );
}

/** @param {{list: boolean, busy: boolean}} props */
function Actions({ list, busy }) {
  if (busy || writing.value) {
    return (
      <button type="button" class="button bordered" onClick={list ? haltQueue : writing.value ? cancelDownload : cancel}>
        {t('run.cancel')}
      </button>
    );
  }
  if (list) {
    return counts.value.stopped || (halted.value && counts.value.waiting) ? (
      <button type="button" class="button bordered" onClick={resumeQueue}>
        {t('queue.resume')}
      </button>
    ) : null;
  }
  if (pendingMarks.value.length && photo.value && !failure.value) {
    return (
      <div class="strip-actions">
        <button type="button" class="button bordered" onClick={discardMarks}>
          {t('brush.discard')}
        </button>
        <button type="button" class="button primary" onClick={applyMarks}>
          {t('brush.apply')}
        </button>
      </div>
    );
  }
  if (ended.value?.kind === 'cancelled') {
    return (
      <button type="button" class="button bordered" onClick={update}>
        {t('done.again')}
      </button>
    );
  }
  if (painting.value || !result.value) return null;
  return phone.value ? (
    canCompare() && <CompareButton />
  ) : (
    <button type="button" class="button bordered" onClick={() => startPainting()}>
      <Icon name="brush" />
      <span>{t('brush.title')}</span>
    </button>
  );
}
