/** What each view draws: sources built from the photo, the planes and the result; each is built once and disposed of. */
import { computed, effect, signal } from '@preact/signals';
import { knobValue, maskOnly, settings } from '../../document/document.js';
import { drop, planeCanvas, rgb, shrunk } from '../../draw/canvas.js';
import { blurred, coarseCutout, decidedZone, hairZone } from '../../draw/coarse.js';
import { developing } from '../../draw/developing.js';
import { dissolving } from '../../draw/dissolve.js';
import { fullSize, stretched } from '../../draw/source.js';
import { engine, knobNamed } from '../../platform/engine.js';
import { dark, still } from '../../platform/media.js';
import { token } from '../../platform/tokens.js';
import { decided, live } from '../../session/live-preview.js';
import { photo, planes, result, run, tileListeners, tiles } from '../../session/run.js';
import { view } from '../../view/view.js';
import { exported } from '../export/exported.js';
import { backgroundImage } from '../panel/background-image.js';
import { isChanged } from '../panel/groups.js';

/** @typedef {import('../../draw/source.js').Source} Source */

/** Raised when something that is drawn has changed without a signal: an overview, a fading tile. */
export const redraw = signal(0);
const again = () => {
  redraw.value++;
};

/**
 * A signal of something that must be disposed of when it is replaced.
 * @template {{dispose: () => void}} T
 * @param {() => T | null} make
 * @returns {import('@preact/signals').Signal<T | null>}
 */
function made(make) {
  /** @type {import('@preact/signals').Signal<T | null>} */
  const out = signal(null);
  effect(() => {
    const next = make();
    const old = out.peek();
    out.value = next;
    if (old && old !== next) old.dispose();
  });
  return out;
}

/** @param {() => import('../../../engine/types.js').Plane | undefined | null} plane */
function planeView(plane) {
  const chosen = computed(plane);
  return made(() => {
    const picture = photo.value;
    return chosen.value && picture ? stretched(planeCanvas(chosen.value), picture.width, picture.height) : null;
  });
}

/** The overview can be drawn from. */
const overviewReady = signal(false);

export const original = made(() => {
  overviewReady.value = false;
  const picture = photo.value;
  return (
    picture &&
    fullSize(picture, {
      onReady: () => {
        overviewReady.value = true;
        again();
      },
    })
  );
});

const overview = computed(() => (overviewReady.value ? original.value : null));

export const enhanced = planeView(() => live.value?.enhanced ?? planes.value.enhanced);
export const rawMask = planeView(() => planes.value.mask);

/** The mask of this photo before Enhance was on, to compare with. */
/** @type {import('@preact/signals').Signal<{of: object, plane: import('../../../engine/types.js').Plane} | null>} */
const plainMask = signal(null);
effect(() => {
  const made = result.value;
  if (made?.planes.mask && !isChanged('enhance', made.settings)) plainMask.value = { of: made.photo, plane: made.planes.mask };
  else if (plainMask.peek()?.of !== photo.value) plainMask.value = null;
});
export const maskWithout = planeView(() => (plainMask.value && isChanged('enhance') ? plainMask.value.plane : null));

export const backdrop = planeView(() => planes.value.backdrop);

/** The photo in the colours that a moving slider of Enhance gives the result. */
const newColours = computed(() => (knobValue(knobNamed('enhance.in_result')) ? live.value?.enhanced : null));

/** A moving slider changes the cutout: until the full result is there, the coarse one shows how. */
export const moving = computed(() => Boolean(live.value?.alpha || newColours.value));

/** How much of what the sketch leaves out is still seen, of 255: it may be wrong. */
const REST = 40;
/** The first look, until something better is there. */
const sketch = computed(() => {
  const { sketch: plane, preview, alpha } = planes.value;
  if (!plane || preview || alpha || result.value) return null;
  return { ...plane, data: plane.data.map((value) => REST + Math.round(((255 - REST) * value) / 255)) };
});
/** The stage shows a sketch. */
export const sketched = computed(() => cutoutWanted.value && sketch.value !== null && coarseAlpha.value === sketch.value);

const coarseAlpha = computed(() => {
  if (live.value?.alpha) return live.value.alpha;
  return result.value && !newColours.value ? null : (planes.value.alpha ?? planes.value.preview ?? sketch.value);
});
export const coarseMatte = planeView(() => coarseAlpha.value);

export const zone = made(() => {
  dark.value;
  const trimap = live.value?.trimap ?? planes.value.trimap;
  const picture = photo.value;
  if (!trimap || !picture) return null;
  return stretched(hairZone(trimap, rgb(token('--hair'))), picture.width, picture.height);
});

export const decidedAreas = made(() => {
  dark.value;
  const [plane, picture] = [decided.value, photo.value];
  if (!plane || !picture) return null;
  const colours = { subject: rgb(token('--keep')), background: rgb(token('--remove')) };
  return stretched(decidedZone(plane, colours), picture.width, picture.height);
});

const matteWanted = computed(() => view.value === 'matte' || maskOnly.value);
export const fineMatte = made(() => (matteWanted.value && result.value ? refined(result.value, 'alpha') : null));
export const fineCutout = made(() => result.value && refined(result.value, 'rgba'));

/** The plan of a first run, while it runs. */
const firstPlan = computed(() => (run.value && !result.value && tiles.value.length ? tiles.value : null));

/** Longest side of the coarse cutout while a slider moves: its alpha has no more to show, and a frame has no time for more. */
const MOVING = 800;
/** The photo in that size, made once, when the first slider moves. */
const small = computed(() => overview.value && shrunk(overview.value.overview, MOVING));
const cutoutWanted = computed(() => view.value === 'cutout' && !maskOnly.value);

/** What the coarse cutout shows now, of which photo. @type {{of: object, source: import('../../draw/dissolve.js').Dissolving} | null} */
let shown = null;

export const coarse = made(() => {
  const before = shown;
  shown = null;
  if (!cutoutWanted.value) return null;
  const [of, alpha, picture] = [overview.value, coarseAlpha.value, photo.value];
  if (!of || !alpha || !picture || (!moving.value && firstPlan.value)) return null;
  const size = (moving.value && small.value) || of.overview;
  const colours = newColours.value && planeCanvas(newColours.value);
  const cutout = coarseCutout(colours ?? size, alpha, size);
  drop(colours);
  const fades = !moving.value && !still.peek() && before?.of === picture;
  const source = dissolving(cutout, picture, { from: fades ? before.source.take() : null, clock: () => performance.now() });
  shown = moving.value ? null : { of: picture, source };
  return source;
});

export const refining = made(() => {
  const [of, plan] = [overview.value, firstPlan.value];
  const alpha = planes.peek().alpha ?? planes.peek().preview;
  if (!of || !plan || !alpha) return null;
  return developing(of.overview, of.factor, alpha, plan, {
    outline: () => token('--hair'),
    still: still.value,
    clock: () => performance.now(),
  });
});
tileListeners.add((event) => {
  refining.peek()?.update(event.index, event.state, event.core, event.rgba, performance.now());
  again();
});

/** The photo without its subject, for the "Blurred" background: Python fills in what the download blurs. */
const surroundings = signal(/** @type {{canvas: HTMLCanvasElement, factor: number} | null} */ (null));
const blurWanted = computed(() => knobValue(knobNamed('cutout.background')) === 'blur');
effect(() => {
  const of = blurWanted.value ? result.value : null;
  if (of) fillIn(of);
  else putSurroundings(null);
});
/** @param {typeof surroundings.value} next */
function putSurroundings(next) {
  const old = surroundings.peek();
  surroundings.value = next;
  drop(old?.canvas);
}
async function fillIn(/** @type {import('../../../engine/types.js').Result} */ of) {
  try {
    const plane = await engine.surroundings(of);
    if (result.peek() === of && blurWanted.peek()) putSurroundings({ canvas: planeCanvas(plane), factor: of.summary.factor });
  } catch {
    // A failed worker is reported by the run or the download that needs it.
  }
}
export const blurredPhoto = made(() => {
  const [of, picture] = [surroundings.value, photo.value];
  const sigma = Number(knobValue(knobNamed('cutout.blur')));
  if (!of || !picture) return null;
  const { canvas, factor } = of;
  return stretched(blurred(canvas, sigma / factor), canvas.width * factor, canvas.height * factor);
});

/** The shadow on the ground: Python makes it small, for the download too; the newest request wins. */
const shade = signal(/** @type {import('../../../engine/types.js').Plane | null} */ (null));
const shadowWanted = computed(() => {
  const setting = (/** @type {string} */ name) => knobValue(knobNamed(`cutout.${name}`));
  const bare = setting('background') === 'transparent' && !setting('shadow_on_transparent');
  return setting('shadow') !== 'none' && !maskOnly.value && !bare;
});
let shading = false;
let shadeAgain = false;
effect(() => {
  settings.value;
  if (result.value && shadowWanted.value) fall();
  else shade.value = null;
});
async function fall() {
  shadeAgain = true;
  if (shading) return;
  shading = true;
  while (shadeAgain && result.peek() && shadowWanted.peek()) {
    shadeAgain = false;
    const of = /** @type {import('../../../engine/types.js').Result} */ (result.peek());
    try {
      const plane = await engine.shadow(of, settings.peek());
      if (result.peek() === of && shadowWanted.peek()) shade.value = plane;
    } catch {
      // A failed worker is reported by the run or the download that needs it.
    }
  }
  shading = false;
}
export const shadow = made(() => {
  const [plane, picture] = [shade.value, photo.value];
  if (!plane || plane.data.length < 2 || !picture) return null;
  const [red, green, blue] = rgb(String(knobValue(knobNamed('cutout.shadow_colour'))));
  return stretched(
    planeCanvas(plane, (value) => [red, green, blue, value]),
    picture.width,
    picture.height,
  );
});

/** The user's background picture, filling the photo's frame. */
export const ownBackground = made(() => {
  const [picture, image] = [photo.value, backgroundImage.value?.bitmap];
  if (!picture || !image) return null;
  const scale = Math.max(picture.width / image.width, picture.height / image.height);
  const [w, h] = [picture.width / scale, picture.height / scale];
  return {
    /** @type {Source['draw']} */
    draw: (ctx, { x, y, scale: zoom }) =>
      ctx.drawImage(image, (image.width - w) / 2, (image.height - h) / 2, w, h, x, y, picture.width * zoom, picture.height * zoom),
    dispose() {},
  };
});

/** The download in its own size, when it is smaller than the photo. */
export const sized = made(() => {
  const [picture, shown] = [photo.value, exported.value];
  return picture && shown?.bitmap ? stretched(shown.bitmap, picture.width, picture.height) : null;
});

/**
 * @param {import('../../../engine/types.js').Result} made
 * @param {'rgba' | 'alpha'} channel
 */
function refined({ photo: { width, height }, rgba }, channel) {
  return fullSize({ width, height, rgba }, { channel, onReady: again });
}
