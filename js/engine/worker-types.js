/** What each worker offers to the page, as types that both sides are checked against. No code. */

/** @typedef {import('./types.js').Plane} Plane */
/** @typedef {import('./fetch.js').FileEntry} FileEntry */

/** @typedef {Uint8Array | Uint8ClampedArray | Float32Array} Pixels */
/** @typedef {Pixels | number | string | null | readonly number[]} Argument of a Python function */
/**
 * An array out of Python's heap.
 * @template {Pixels} [T=Uint8Array]
 * @typedef {{data: T, shape: number[]}} ArrayCopy
 */
/** @typedef {{step: string, done?: number, total?: number}} BootEvent */
/** @typedef {{key: string, bytes: Uint8Array}} Survey as bytes, under the name that workers keep it by */

/**
 * @typedef {object} PythonFunctions
 * @property {(args: {base: string, files: FileEntry[], interrupt: Uint8Array | null}, emit: (event: BootEvent) => void) => void} boot
 * @property {(args: {name: string, args: Argument[]}, emit: never) => string | number} text
 * @property {(args: {name: string, args: Argument[]}, emit: never) => ArrayCopy<Pixels>} plane
 * @property {(args: {key: string, args: Argument[]}, emit: (share: number) => void) => SurveyAnswer} survey
 * @property {(args: Survey, emit: never) => void} loadSurvey
 * @property {(args: {name: string, key: string, args: Argument[]}, emit: never) => ArrayCopy} withSurvey
 * @property {(args: {args: Argument[], pixels: Uint8Array | Uint8ClampedArray, stride: number}, emit: never) => Shrunk} shrink
 */
/** @typedef {{summary: import('./types.js').Summary, planes: Record<string, ArrayCopy>, bytes: Uint8Array}} SurveyAnswer */
/** @typedef {ArrayCopy & {report: import('./types.js').ResizeReport}} Shrunk */

/** @typedef {import('./codecs/samples.js').Told} Told */
/**
 * @typedef {object} Decoded
 * @property {string} type
 * @property {number} width
 * @property {number} height
 * @property {Uint8ClampedArray} rgba
 * @property {Uint8ClampedArray | null} aiInput
 * @property {number} orientation by which it was turned, 1 to 8
 * @property {Told[]} told what was read in another way than the file says
 */
/** @typedef {Plane & {told: Told[]}} DecodedMask */
/**
 * @typedef {object} EncodeArguments
 * @property {Uint8Array | Uint8ClampedArray} pixels handed over
 * @property {number} width
 * @property {number} height
 * @property {1 | 3 | 4} channels
 * @property {8 | 16} bits of each value; 16 in a PNG alone
 * @property {import('./types.js').Format} format
 * @property {number} quality of a JPEG, 1 to 100
 * @property {{subject: Uint8ClampedArray, background: Uint8ClampedArray | null}} [layers] of a PSD, RGBA: straight alpha becomes a mask
 * @property {number} [maxKb] the most kilobytes of the file; 0: no limit
 */
/**
 * @typedef {object} CodecFunctions
 * @property {(args: {file: Blob, limit: number, side: number}, emit: never) => Decoded} decode `limit` in megapixels; `side`: of the
 *   square for the AI, 0 for none
 * @property {(args: {file: Blob, limit: number}, emit: never) => DecodedMask} decodeMask
 * @property {(args: EncodeArguments, emit: (event: {done: number, total: number}) => void) => Blob} encode
 */

/**
 * @typedef {object} MaskArguments
 * @property {string} base address of the AI's files
 * @property {FileEntry[]} index `resources.json`
 * @property {string} precision
 * @property {number} total bytes that it loads
 * @property {Uint8ClampedArray<ArrayBuffer>} input RGBA, handed over
 * @property {number} side of the input and of the mask
 * @property {number} threads 0: as many as the library likes
 */
/** @typedef {Omit<import('./types.js').StageEvent, 'type'> | {starting: number}} MaskEvent `starting`: threads that have not come up yet */

/** @typedef {{base: string, model: FileEntry, wasm: FileEntry[]}} FirstLookFiles `base`: their folder; `wasm`: ONNX Runtime in pieces */
/** @typedef {{files: FirstLookFiles, threads: number}} SketchFiles `threads`: as for the mask */
/** @typedef {SketchFiles & {input: Uint8ClampedArray<ArrayBuffer>, side: number}} SketchArguments `input`: RGBA square, handed over */
/**
 * @typedef {object} MaskFunctions
 * @property {(args: SketchFiles, emit: (event: {starting: number}) => void) => void} warm loads what makes sketches
 * @property {(args: SketchArguments, emit: (event: {starting: number}) => void) => Plane} sketch aborts where the AI has begun before it
 * @property {(args: MaskArguments, emit: (event: MaskEvent) => void) => Plane} mask
 */

export {};
