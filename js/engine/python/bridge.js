/**
 * `wispcut.browser_api`, called from JavaScript: typed arrays in, typed arrays out, proxies destroyed.
 */

/** Which stage of the page a call belongs to, for its errors. */
const STAGES = /** @type {Record<string, string>} */ ({
  refine: 'refine',
  survey: 'survey',
  reduce_rows: 'survey',
  reduce_marks: 'survey',
  enhance: 'enhance',
  post_process: 'mask',
  closer_box: 'mask',
  merge_looks: 'mask',
  preview: 'survey',
  preview_photo: 'survey',
  preview_mask: 'survey',
  preview_marks: 'survey',
  surroundings: 'survey',
  shadow: 'survey',
  frame: 'encode',
  compose: 'encode',
  shrink: 'encode',
});

/** @typedef {import('./boot.js').Pyodide} Pyodide */
/** @typedef {import('pyodide/ffi').PyProxy} PyProxy */
/** @typedef {PyProxy | string | number} Answer of a Python function */
/** @typedef {import('../worker-types.js').Argument} Argument */
/** @typedef {import('../worker-types.js').Pixels} Pixels */
/**
 * @template {Pixels} [T=Uint8Array]
 * @typedef {import('../worker-types.js').ArrayCopy<T>} ArrayCopy
 */

/** @param {unknown} value */
const isPixels = (value) => ArrayBuffer.isView(value);

export class Bridge {
  /** @param {Pyodide} pyodide */
  constructor(pyodide) {
    this.pyodide = pyodide;
    /** @type {PyProxy} */
    this.module = pyodide.pyimport('wispcut.browser_api');
    /** @type {Map<string, PyProxy>} */
    this.surveys = new Map();
    /** The function under way, for errors. */
    this.current = '';
  }

  /** @param {string} name */
  stageOf(name) {
    return STAGES[this.current] ?? STAGES[name] ?? 'load';
  }

  /**
   * Call one function of the module; typed arrays become memoryviews, everything else goes as it is.
   * @template T
   * @template {Answer} [R=PyProxy]
   * @param {string} name
   * @param {(Argument | PyProxy | Function)[]} args
   * @param {(result: R) => T} take what to keep of the result, before its proxy is destroyed
   * @returns {T}
   */
  #call(name, args, take) {
    this.current = name;
    const own = args.map((value) => (isPixels(value) || Array.isArray(value) ? this.pyodide.toPy(value) : (value ?? undefined)));
    const call = this.module[name];
    /** @type {R | undefined} */
    let result;
    try {
      result = /** @type {R} */ (call(...own));
      return take(result);
    } finally {
      call?.destroy?.();
      for (const [index, value] of own.entries()) if (value !== args[index]) value?.destroy?.();
      if (typeof result === 'object' && !this.#kept(result)) result.destroy();
      this.current = '';
    }
  }

  /** @param {PyProxy} proxy */
  #kept(proxy) {
    for (const survey of this.surveys.values()) if (survey === proxy) return true;
    return false;
  }

  /** @param {string} name @param {Argument[]} args @returns {string | number} */
  text(name, args) {
    return this.#call(name, args, (/** @type {string | number} */ result) => result);
  }

  /** @param {string} name @param {Argument[]} args @returns {{value: ArrayCopy<Pixels>, transfer: Transferable[]}} */
  plane(name, args) {
    return this.#call(name, args, copyOut);
  }

  /**
   * Keep a survey under `key`; older ones are destroyed.
   * @param {string} key
   * @param {Argument[]} args
   * @param {(share: number) => void} [tick] called with how far it is
   */
  survey(key, args, tick = () => {}) {
    return this.#call('survey', [...args, tick], (handle) => {
      this.#keep(key, handle);
      const planes = Object.fromEntries(
        ['trimap', 'decided', 'alpha', 'backdrop'].map((name) => [name, method(handle, 'plane', [name], copyOut).value]),
      );
      const bytes = method(handle, 'to_bytes', [], copyOut).value.data;
      const summary = JSON.parse(method(handle, 'summary', [], asText));
      return {
        value: { summary, planes, bytes },
        transfer: [bytes.buffer, ...Object.values(planes).map((plane) => plane.data.buffer)],
      };
    });
  }

  /** @param {string} key @param {Uint8Array} bytes */
  loadSurvey(key, bytes) {
    if (this.surveys.has(key)) return;
    this.#call('survey_from_bytes', [bytes], (handle) => this.#keep(key, handle));
  }

  /**
   * Call a function whose first argument is the survey.
   * @param {string} name
   * @param {string} key
   * @param {Argument[]} args
   */
  withSurvey(name, key, args) {
    const handle = this.surveys.get(key);
    if (!handle) throw new Error(`no survey ${key} in this worker`);
    return this.#call(name, [handle, ...args], copyOut);
  }

  /**
   * Make a picture smaller. Python asks for its rows; the picture itself stays outside Python's heap.
   * @param {{args: Argument[], pixels: Uint8Array | Uint8ClampedArray, stride: number}} job
   */
  shrink({ args, pixels, stride }) {
    /** @type {PyProxy | undefined} */
    let lent;
    const read = (/** @type {number} */ first, /** @type {number} */ last) => {
      lent?.destroy();
      lent = this.pyodide.toPy(pixels.subarray(first * stride, last * stride));
      return lent;
    };
    try {
      return this.#call('shrink', [read, ...args], (shrunk) => {
        const { value, transfer } = method(shrunk, 'pixels', [], copyOut);
        const report = JSON.parse(method(shrunk, 'report', [], asText));
        return { value: { ...value, report }, transfer };
      });
    } finally {
      lent?.destroy();
    }
  }

  /** @param {string} key @param {PyProxy} handle */
  #keep(key, handle) {
    for (const old of this.surveys.values()) old.destroy();
    this.surveys.clear();
    this.surveys.set(key, handle);
  }

  /** One small job, so that the first real one does not pay for what Python loads late. */
  warm() {
    const n = 96;
    const photo = new Uint8Array(n * n * 4).map((_, i) => (i % 4 === 3 ? 255 : (i * 37) % 251));
    const mask = new Uint8Array(n * n).map((_, i) =>
      Math.max(0, Math.min(255, (Math.hypot((i % n) - n / 2, Math.floor(i / n) - n / 2) - 28) * -20 + 128)),
    );
    const reduced = this.plane('reduce_rows', [photo, n, n, 1]).value.data;
    const small = this.plane('preview_photo', [reduced, n, n]).value;
    this.plane('preview', [small.data, ...small.shape.slice(0, 2), mask, n, n, null, '{}']);
    this.survey('warm', [reduced, n, n, n, n, mask, n, n, null, '{}']);
    this.withSurvey('refine', 'warm', [photo, [0, 0, n, n], [0, 0, n, n], null]);
    for (const old of this.surveys.values()) old.destroy();
    this.surveys.clear();
  }
}

/**
 * Call a method of a Python object.
 * @template T
 * @template {Answer} [R=PyProxy]
 * @param {PyProxy} handle
 * @param {string} name
 * @param {string[]} args
 * @param {(result: R) => T} take what to keep of the result, before its proxy is destroyed
 * @returns {T}
 */
function method(handle, name, args, take) {
  const call = handle[name];
  /** @type {R | undefined} */
  let result;
  try {
    result = /** @type {R} */ (call(...args));
    return take(result);
  } finally {
    call.destroy();
    if (typeof result === 'object') result.destroy();
  }
}

/** @param {string} text */
const asText = (text) => text;

/**
 * Copy an array out of Python's heap: flat data and its shape.
 * @template {Pixels} [T=Uint8Array]
 * @param {PyProxy} array a proxy of a C-contiguous numpy array
 * @returns {{value: ArrayCopy<T>, transfer: Transferable[]}}
 */
function copyOut(array) {
  const view = array.getBuffer();
  try {
    if (!view.c_contiguous) throw new Error('Python answered with an array that is not C-contiguous');
    const data = /** @type {T} */ (/** @type {unknown} */ (view.data.slice()));
    return { value: { data, shape: [...view.shape] }, transfer: [data.buffer] };
  } finally {
    view.release();
  }
}
