/**
 * One Python: boots Pyodide in named steps and offers `wispcut.browser_api`, one function a call.
 *
 * Pixels come as typed arrays and leave as typed arrays; surveys stay here under a key. Every proxy is destroyed.
 */

import { boot } from '../js/engine/python/boot.js';
import { explain } from '../js/engine/python/explain.js';
import { Flat } from '../js/engine/python/flat.js';
import { offer } from '../js/engine/rpc.js';

/** @type {any} */
let pyodide = null;
/** @type {Flat | null} */
let flat = null;

const python = () => {
  if (!flat) throw new Error('Python has not started yet');
  return flat;
};

offer(
  {
    async boot({ base, files, interrupt }, emit) {
      pyodide = await boot(base, files, emit);
      if (interrupt) pyodide.setInterruptBuffer(interrupt);
      emit({ step: 'wispcut' });
      flat = new Flat(pyodide);
      emit({ step: 'warm' });
      flat.warm();
      return {};
    },
    text: ({ name, args }) => ({ value: python().text(name, args) }),
    plane: ({ name, args }) => python().plane(name, args),
    survey: ({ key, args }, emit) => python().survey(key, args, (share) => emit(share)),
    loadSurvey: ({ key, bytes }) => ({ value: python().loadSurvey(key, bytes) }),
    withSurvey: ({ name, key, args }) => python().withSurvey(name, key, args),
    shrink: (job) => python().shrink(job),
    proxies: () => ({ value: python().proxies() }),
  },
  {
    explain: (error, name) => explain(error, name === 'boot' ? 'load' : python().stageOf(name), pyodide),
    health: () => ({ heap: pyodide?._module?.HEAPU8?.length ?? 0 }),
  },
);
