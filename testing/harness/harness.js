// The engine alone, for benches and checks: no page around it.
import { createEngine } from '../../js/engine/engine.js';
import { createOffline } from '../../js/engine/offline/offline.js';

/** @type {any[]} */
const states = [];
/** @type {{at?: number}} */
const ready = {};
const engine = createEngine({
  onState: (state) => {
    states.push({ ...state, at: performance.now() });
    if (state.workers === 'ready') ready.at ??= performance.now();
  },
});
globalThis.wispcut = { engine, states, ready, createOffline };
engine.warm();
