/** What a run is doing, in words. */
import { say, t } from '../i18n/index.js';
import { workers } from '../platform/engine.js';

/** @typedef {import('./progress.js').Progress} Progress */
/** @typedef {{say: string, moving?: string, arriving?: boolean}} Words `say` is spoken when it changes; `moving` is only seen; `arriving`: it counts bytes */

/** @param {Progress} progress @returns {Words} */
export function stageWords({ stage, done, total, unit }) {
  const boot = workers.value;
  if ((stage === 'decode' && done >= total && total > 0) || stage === 'enhance') {
    if (boot?.workers === 'booting') return bootWords(boot.bytes);
  }
  if (stage === 'load' && unit === 'bytes' && total > 0) {
    return {
      say: t('run.load'),
      moving: t('run.load.bytes', { done: say.bareMegabytes(done), total: say.bareMegabytes(total) }).slice(t('run.load').length),
      arriving: true,
    };
  }
  if (stage === 'refine' && total > 0)
    return { say: t('run.refine'), moving: t('run.refine.part', { i: Math.min(done + 1, total), n: total }) };
  return { say: t(`run.${stage === 'decode' ? 'open' : stage}`) };
}

/** The refiner is still on its way: nothing else can go on. @param {{done: number, total: number}} bytes @returns {Words} */
function bootWords({ done, total }) {
  const name = t('run.python');
  if (!total || done >= total) return { say: name };
  return {
    say: name,
    moving: t('run.python.bytes', { done: say.bareMegabytes(done), total: say.bareMegabytes(total) }).slice(name.length),
    arriving: true,
  };
}
