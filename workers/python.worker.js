/**
 * One Python: boots Pyodide in named steps and offers `wispcut.browser_api`, one function a call.
 *
 * Pixels come as typed arrays and leave as typed arrays; surveys stay here under a key. Every proxy is destroyed.
 */

import { confine } from '../js/engine/confine.js';
import { boot } from '../js/engine/python/boot.js';
import { Bridge } from '../js/engine/python/bridge.js';
import { explain } from '../js/engine/python/explain.js';
import { offer } from '../js/engine/rpc.js';

confine();

/** @type {import('../js/engine/python/boot.js').Pyodide | null} */
let pyodide = null;
/** @type {Bridge | null} */
let bridge = null;

const python = () => {
  if (!bridge) throw new Error('Python has not started yet');
  return bridge;
};

/** @type {import('../js/engine/rpc.js').Offer<import('../js/engine/worker-types.js').PythonFunctions>} */
const functions = {
  async boot({ base, files, interrupt }, emit) {
    pyodide = await boot(base, files, emit);
    if (interrupt) pyodide.setInterruptBuffer(interrupt);
    emit({ step: 'wispcut' });
    bridge = new Bridge(pyodide);
    emit({ step: 'warm' });
    bridge.warm();
    return {};
  },
  text: ({ name, args }) => ({ value: python().text(name, args) }),
  plane: ({ name, args }) => python().plane(name, args),
  survey: ({ key, args }, emit) => python().survey(key, args, (share) => emit(share)),
  loadSurvey({ key, bytes }) {
    python().loadSurvey(key, bytes);
    return {};
  },
  withSurvey: ({ name, key, args }) => python().withSurvey(name, key, args),
  shrink: (job) => python().shrink(job),
};

offer(functions, {
  explain: (error, name) => explain(error, name === 'boot' ? 'load' : python().stageOf(name), pyodide),
  health: () => ({ heap: pyodide?._module?.HEAPU8?.length ?? 0 }),
});
