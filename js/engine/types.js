/**
 * The types that the page and the engine share. No code: only types, checked by `npm run check`.
 *
 * Pictures are flat byte arrays with a width and a height, rows first, straight alpha. Boxes are `[r0, c0, r1, c1]`:
 * first row, first column, one past the last row, one past the last column.
 */

/** @typedef {[number, number, number, number]} Box */
/** @typedef {{width: number, height: number}} Size */

/**
 * One picture, decoded: upright (EXIF orientation applied), sRGB, straight alpha.
 * @typedef {object} Photo
 * @property {string} name file name without folder
 * @property {string} type media type found in the header, such as `image/jpeg`
 * @property {number} width
 * @property {number} height
 * @property {Uint8ClampedArray} rgba `width * height * 4` bytes; never changed by the engine
 * @property {Blob} file what was opened; "Download original" gives it back unchanged
 * @property {number} orientation by which it was turned upright, 1 to 8
 * @property {import('./codecs/samples.js').Told[]} told what was read in another way than the file says
 */

/**
 * Settings as `wispcut settings` describes them: `{section: {key: value}}`; what is missing is at its default.
 * @typedef {Record<string, Record<string, number | string | boolean>>} Settings
 */

/**
 * @typedef {object} Tile
 * @property {Box} core the part that is pasted
 * @property {Box} outer the core and its gutter, clipped to the picture
 * @property {number} unknown how many pixels of the core the trimap leaves open
 * @property {boolean} untouched nothing to refine: colours are the photo's, alpha the trimap's
 */

/**
 * The summary of a survey: the coarse pass over the whole photo, for whatever must be global (trimap, backdrop, colours), from which the
 * tiles are refined.
 * @typedef {object} Summary
 * @property {[number, number]} size height and width of the photo
 * @property {number} factor the survey saw the photo box-averaged by this factor
 * @property {Box | null} subject the box around what the survey's matte shows
 * @property {number} unknown pixels in the hair zone
 * @property {Tile[]} tiles
 * @property {{colour: string, noise: number, smooth: boolean}} backdrop
 */

/**
 * @typedef {object} Plane
 * @property {number} width
 * @property {number} height
 * @property {1 | 3 | 4} channels
 * @property {Uint8Array | Uint8ClampedArray} data
 */

/** @typedef {'enhanced' | 'sketch' | 'mask' | 'preview' | 'trimap' | 'decided' | 'alpha' | 'backdrop'} PlaneName */

/** @typedef {'decode' | 'enhance' | 'load' | 'mask' | 'closer' | 'survey' | 'refine' | 'encode'} Stage */

/** @typedef {{type: 'stage', stage: Stage, done: number, total: number, unit?: 'bytes' | 'tiles'}} StageEvent */
/** @typedef {{type: 'plane', name: PlaneName} & Plane} PlaneEvent */
/** @typedef {{type: 'plan', tiles: Tile[]}} PlanEvent */
/** @typedef {{type: 'tile', index: number, state: 'running' | 'done', core: Box, rgba?: Uint8ClampedArray}} TileEvent */
/** @typedef {{type: 'told', told: import('./codecs/samples.js').Told[]}} ToldEvent how a mask file was read */
/**
 * What `onEvent` receives. `sketch`, where it is asked for, comes before the mask or not at all, and is kept in no result; `preview` comes between the mask and the survey's planes; a `tile` with the state `done`
 * carries the core's straight RGBA.
 * @typedef {StageEvent | PlaneEvent | PlanEvent | TileEvent | ToldEvent} EngineEvent
 */

/**
 * A finished cutout. Keep it to render, to preview and to run again with `reuse`.
 * @typedef {object} Result
 * @property {Photo} photo
 * @property {Uint8ClampedArray} rgba straight alpha, the photo's size, colours cleaned
 * @property {Summary} summary
 * @property {Partial<Record<PlaneName, Plane>>} planes
 * @property {Settings} settings what it was made with
 * @property {Uint8Array | null} marks one byte a pixel: see `marks` of the constants
 * @property {Uint8Array | null} smallMarks the marks as the survey sees them, for the engine
 * @property {Record<string, number>} timings milliseconds by stage
 * @property {Uint8Array} survey the survey as bytes, for the engine
 * @property {string} key the name of that survey, for the engine
 * @property {Plane} rawMask the AI's mask before any correction, for the engine
 * @property {Blob | null} maskFile the mask that the user gave, if one
 */

/**
 * @typedef {object} WorkersState
 * @property {'cold' | 'booting' | 'ready' | 'failed'} workers
 * @property {'' | 'core' | 'packages' | 'wispcut' | 'warm'} step what the first worker is doing while booting
 * @property {{done: number, total: number}} bytes of the runtime, while booting
 * @property {number} ready workers that have started, busy ones too
 * @property {number} size workers that the pool may have
 * @property {number} heap bytes of the largest worker's memory
 * @property {import('./errors.js').WispError | null} error why it failed
 */

/**
 * @typedef {object} About
 * @property {string} version
 * @property {string} python
 * @property {string} numpy
 * @property {string} scipy
 * @property {import('./schema.js').SettingsSchema} schema
 * @property {import('./schema.js').Stage[]} stages
 * @property {import('./schema.js').Constants} constants
 * @property {Record<string, Record<string, import('./schema.js').Value>>} presets by name, the values of knobs that are not at their defaults
 * @property {string[]} preset_knobs names of the knobs that a preset decides
 * @property {{megapixels: number}} limits the largest photo that this device takes
 * @property {Record<string, number>} modelBytes what each AI precision loads, once
 */

/**
 * @typedef {object} RunOptions
 * @property {AbortSignal} [signal]
 * @property {Blob} [mask] a mask picture instead of the AI: any size, white is subject
 * @property {Uint8Array | null} [marks] see {@link Result}; the photo's size
 * @property {Result} [reuse] an earlier result of the same photo
 * @property {boolean} [firstLook] a small model's mask as the plane `sketch`, while the AI works; it changes no result
 * @property {(event: EngineEvent) => void} [onEvent]
 */

/**
 * @typedef {object} OpenOptions
 * @property {AbortSignal} [signal]
 * @property {boolean} [firstLook] gets the first look ready meanwhile
 * @property {(event: EngineEvent) => void} [onEvent]
 */

/** @typedef {'png' | 'webp' | 'jpeg' | 'tiff' | 'psd'} Format */

/**
 * @typedef {object} RenderOptions
 * @property {'cutout' | 'mask' | 'original' | 'subject'} kind
 * @property {Format} format of what has a choice: a mask is a PNG or WebP; a JPEG needs a background
 * @property {Size} [size] another size than the photo's; a frame around the subject has its own
 * @property {Blob} [image] the background picture when `cutout.background` is `image`
 * @property {AbortSignal} [signal]
 * @property {(event: EngineEvent) => void} [onEvent]
 */

/**
 * What the page shows of the report of automatic sharpness; all of it: py/wispcut/resample/report.schema.json.
 * @typedef {object} ResizeReport
 * @property {{strength: number, metric_value: number}[]} probe_samples
 * @property {number[] | null} fit_coefficients from the third power down
 * @property {number} selected_strength
 * @property {string} selection_mode
 * @property {string | null} fallback_reason
 * @property {number} measured_metric_value
 * @property {number} effective_target_artifact_ratio
 * @property {{features: {edge_density: number}, suggested_strength: number}} evaluator_result there, as the next, where a recommendation refers to it
 * @property {{risky_halo_zone_fraction: number}} region_coverage
 * @property {string} explanation
 * @property {Recommendation[]} recommendations
 */
/** @typedef {{kind: string, severity: string, reason: string, patch: Settings}} Recommendation `patch`: what to lay over the settings */

/**
 * @typedef {object} Rendered
 * @property {Blob} blob
 * @property {string} name a file name with its ending
 * @property {number} width
 * @property {number} height
 * @property {ResizeReport} [report] when the size was changed
 */

/**
 * @typedef {object} Engine
 * @property {(options?: {firstLook?: boolean}) => Promise<void>} warm boots the workers; never rejects, see `onState`
 * @property {() => About} about known at once: Python gave it when the site was built
 * @property {(file: Blob, options?: OpenOptions) => Promise<Photo>} open
 * @property {(photo: Photo, settings: Settings, options?: RunOptions) => Promise<Result>} run
 * @property {(result: Result, settings: Settings) => Promise<{alpha: Plane, trimap: Plane}>} preview a quick matte, small and soon
 * @property {(result: Result) => Promise<Plane>} surroundings the photo with its subject filled in from around, RGB, to be blurred
 * @property {(result: Result, settings: Settings) => Promise<Plane>} shadow how dark the shadow is, small, over the photo's frame
 * @property {(photo: Photo, settings: Settings) => Promise<Plane>} previewEnhance the AI's input after the knobs of
 *   Enhance, at half the side and fast
 * @property {(result: Result, settings: Settings, options: RenderOptions) => Promise<Rendered>} render
 * @property {() => Promise<void>} retry boots again after a failed load
 * @property {() => void} dispose ends all workers, for programs that embed the engine
 */

/**
 * @typedef {object} OfflineState
 * @property {'checking' | 'unsupported' | 'empty' | 'partly' | 'storing' | 'paused' | 'full' | 'damaged' | 'ready'} kind `damaged`: some pieces are missing or
 *   spoilt, `store()` fetches them; `full`: the device has no room, see `missing`
 * @property {boolean | null} [persisted] whether the browser said that it keeps what is stored when space runs short; null: it said nothing
 * @property {number} done bytes stored and checked
 * @property {number} total bytes in all
 * @property {number} files how many files in all
 * @property {number} missing bytes that do not fit, when `full`
 */

/**
 * @typedef {object} Offline
 * @property {Promise<ServiceWorkerRegistration | void>} registering nothing where there is no service worker to be had
 * @property {() => Promise<OfflineState>} check looks at every stored file
 * @property {() => Promise<OfflineState>} store fetches and checks what is missing; may be called again
 * @property {() => void} pause
 * @property {{available: boolean, elsewhere: boolean, apply: () => Promise<void>}} update `elsewhere`: another tab has applied it already
 * @property {{waiting: () => Promise<import('./offline/shared.js').Shared | null>, take: () => Promise<File[]>, drop: () => Promise<void>}} shared
 *   files that another app or a website handed over (share target): they wait for a yes
 */

export {};
