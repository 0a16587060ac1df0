/** The engine of the page: opens photos, cuts out subjects, writes files. Everything heavy happens in workers. */
import codecWorkerUrl from '../../workers/codec.worker.js?worker&url';
import maskWorkerUrl from '../../workers/mask.worker.js?worker&url';
import pythonWorkerUrl from '../../workers/python.worker.js?worker&url';
import { MaskMaker } from './ai/mask.js';
import { addresses, runtime } from './assets.js';
import { Pictures } from './codecs/pictures.js';
import { device, megapixelLimit, poolSize } from './device.js';
import { asWispError, isAbort, WispError } from './errors.js';
import { enhancePreviewOf, previewOf, surroundingsOf } from './photo/preview.js';
import { render } from './photo/render.js';
import { run } from './photo/run.js';
import { shadow } from './python/calls.js';
import { Pool } from './python/pool.js';
import { readKnobs } from './schema.js';
import { startWorker } from './trusted.js';

/**
 * @param {{onState?: (state: import('./types.js').WorkersState) => void}} [options]
 * @returns {import('./types.js').Engine}
 */
export function createEngine({ onState = () => {} } = {}) {
  const { python: base, model } = addresses();
  const { ios, memory } = device();
  const { ai_side: side } = runtime.about.constants;
  const pool = new Pool({
    size: poolSize(),
    spawn: (name) => startWorker(pythonWorkerUrl, name),
    boot: (interrupt) => ({ base, files: runtime.pythonFiles, interrupt }),
    onState,
  });
  const maskMaker = new MaskMaker({
    spawn: (name) => startWorker(maskWorkerUrl, name),
    base: model,
    index: runtime.modelIndex,
    firstLook: runtime.firstLook,
    side,
    bytes: runtime.modelBytes,
    threads: ios ? 1 : 0,
    keep: memory > 2, // the AI's heap is the largest of all: where memory is short it goes after its work
  });
  const pictures = new Pictures((name) => startWorker(codecWorkerUrl, name));
  const limit = megapixelLimit();

  /** @type {import('./photo/run.js').Tools} */
  const tools = {
    pool,
    maskMaker,
    aiInputs: new WeakMap(),
    made: new WeakMap(),
    knobs: readKnobs(runtime.about.schema),
    stages: runtime.about.stages,
    constants: runtime.about.constants,
    async readMask(file, { signal }) {
      try {
        return await pictures.decodeMask(file, limit, signal);
      } catch (error) {
        if (isAbort(error)) throw error;
        throw new WispError('mask', 'bad_mask', { details: error instanceof WispError ? error.details || error.message : String(error) });
      }
    },
    decode: (file, signal) => pictures.decode(file, limit, 0, signal),
    encode: (picture, options) => pictures.encode(picture, options),
  };

  /** @template T @param {Promise<T>} promise @param {string} stage @returns {Promise<T>} */
  const coded = (promise, stage) =>
    promise.catch((error) => {
      throw asWispError(error, stage);
    });

  return {
    warm({ firstLook: wanted = false } = {}) {
      if (wanted) maskMaker.warm(); // before Python: its files are needed first
      return pool.warm().catch(() => {});
    },
    retry: () => pool.retry().catch(() => {}),
    about: () => ({ ...runtime.about, limits: { megapixels: limit }, modelBytes: runtime.modelBytes }),
    async open(file, { signal, onEvent = () => {}, firstLook: wanted = false } = {}) {
      if (wanted) maskMaker.warm();
      onEvent({ type: 'stage', stage: 'decode', done: 0, total: 1 });
      const { aiInput, ...picture } = await coded(pictures.decode(file, limit, side, signal), 'open');
      const photo = { name: /** @type {File} */ (file).name || 'photo', ...picture, file };
      if (aiInput) tools.aiInputs.set(photo, aiInput);
      onEvent({ type: 'stage', stage: 'decode', done: 1, total: 1 });
      return photo;
    },
    run: (photo, settings, options = {}) => coded(run(tools, photo, settings, options), 'refine'),
    preview: (result, settings) => coded(previewOf(tools, result, settings), 'survey'),
    previewEnhance: (photo, settings) => coded(enhancePreviewOf(tools, photo, settings), 'enhance'),
    surroundings: (result) => coded(surroundingsOf(tools, result), 'survey'),
    shadow: (result, settings) => coded(shadow(tools.pool, result, settings, { urgent: true }), 'survey'),
    render: (result, settings, options) => coded(render(tools, result, settings, options), 'encode'),
    dispose() {
      pool.close();
      maskMaker.close();
      pictures.close();
    },
  };
}
