/** The photo on its canvas, the wipe over it, and the words at its corners. */
import { effect } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { doc, maskOnly } from '../../document/document.js';
import { drawRing, drawStrokes } from '../../draw/marks.js';
import { paintLayers } from '../../draw/paint.js';
import { say, t } from '../../i18n/index.js';
import { dark, still } from '../../platform/media.js';
import { token } from '../../platform/tokens.js';
import { decided } from '../../session/live-preview.js';
import { file, photo } from '../../session/run.js';
import { camera, comparing, isFitted, paneSize, peeking, rect, shownView, stageSize, view, visibleRect, wipe } from '../../view/view.js';
import { painting, ring, showMarks, showUnder, size, stroke } from '../brush/brush.js';
import { exported } from '../export/exported.js';
import { listen } from './gestures.js';
import { comparedWith, layersOf } from './layers.js';
import { onPhotoKey, onPhotoKeyUp } from './photo-keys.js';
import { coarse, maskWithout, redraw, refining, sketched } from './scene.js';
import { Wipe } from './Wipe.jsx';

/** From this zoom on pixels stay square. */
const CRISP = 2;

/** @param {HTMLCanvasElement} canvas */
function paint(canvas) {
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  redraw.value;
  dark.value;
  const ratio = window.devicePixelRatio || 1;
  const { width, height } = stageSize.value;
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  if (!photo.value || !width || !height) return;
  const scale = camera.value.zoom * ratio;
  const corner = rect.value;
  const seen = visibleRect.value;
  const whole = times(corner, ratio);
  /** @type {[string, string]} */
  const squares = [token('--checker-1'), token('--checker-2')];
  const pane = (
    /** @type {import('../../draw/paint.js').Layers} */ layers,
    /** @type {import('../../view/geometry.js').Rect} */ shown,
    /** @type {number} */ shift,
  ) => {
    ctx.save();
    ctx.translate(shift, 0);
    const place = { x: whole.x, y: whole.y, scale, width: paneSize.value.width * ratio, height: height * ratio };
    paintLayers(ctx, layers, place, times(shown, ratio), whole, { squares, near: CRISP * ratio });
    if (showMarks.value && painting.value) drawMarks(ctx, place);
    ctx.restore();
  };
  if (comparing.value === 'pair') {
    pane(comparedWith(), seen, 0);
    pane(layersOf(view.value), seen, Math.floor(width / 2) * ratio);
  } else {
    const under = painting.value && showUnder.value ? 'cutout' : shownView.value;
    const cut = comparing.value === 'wipe' ? Math.round(seen.width * wipe.value) : 0;
    if (cut > 0) pane(comparedWith(), { ...seen, width: cut }, 0);
    pane(layersOf(under), { ...seen, x: seen.x + cut, width: seen.width - cut }, 0);
  }
  if (painting.value && ring.value) drawRing(ctx, whole.x + ring.value.x * scale, whole.y + ring.value.y * scale, (size.value / 2) * scale);
}

/** @param {CanvasRenderingContext2D} ctx @param {import('../../draw/source.js').Place} place */
function drawMarks(ctx, place) {
  const marks = stroke.value ? [...doc.value.marks, stroke.value] : doc.value.marks;
  drawStrokes(ctx, place, marks, { keep: token('--mark-keep'), remove: token('--mark-remove'), unsure: token('--mark-hair') });
}

/** @param {import('../../view/geometry.js').Rect} box @param {number} ratio */
function times({ x, y, width, height }, ratio) {
  return { x: x * ratio, y: y * ratio, width: width * ratio, height: height * ratio };
}

export function Photo() {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));

  useLayoutEffect(() => {
    const element = /** @type {HTMLDivElement} */ (box.current);
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      stageSize.value = { width: Math.round(width), height: Math.round(height) };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    const stop = listen(element);
    return () => {
      observer.disconnect();
      stop();
    };
  }, []);

  useEffect(() => {
    let frame = 0;
    // Every signal that a frame reads wakes the next one; a fade asks for frames until it is over.
    const stop = effect(() => {
      if (canvas.current) paint(canvas.current);
      cancelAnimationFrame(frame);
      const now = performance.now();
      if (!still.value && (refining.value?.moving(now) || coarse.value?.moving(now))) frame = requestAnimationFrame(() => redraw.value++);
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, []);

  const name = file.value instanceof File ? file.value.name : '';
  return (
    <div
      ref={box}
      class={`photo ${painting.value ? 'photo-painting' : isFitted.value ? 'photo-fitted' : ''}`}
      role="group"
      aria-label={t('photo.name')}
      tabIndex={0}
      dir="ltr"
      onKeyDown={onPhotoKey}
      onKeyUp={onPhotoKeyUp}
    >
      <canvas
        ref={canvas}
        class="photo-canvas"
        role="img"
        aria-label={t('photo.shows', {
          name,
          view: t(sketched.value ? 'photo.sketch.name' : `view.${shownView.value}`),
          zoom: say.percent(camera.value.zoom),
        })}
      />
      {photo.value && comparing.value === 'wipe' && <Wipe />}
      {photo.value && <Pills />}
      {photo.value && view.value === 'trimap' && decided.value && <p class="sr">{t('photo.decidedHint')}</p>}
    </div>
  );
}

/** What is seen, in words over the photo. */
function Pills() {
  const ref = useRef(/** @type {HTMLDivElement | null} */ (null));
  const seen = visibleRect.value;
  const pair = comparing.value === 'pair';
  useLayoutEffect(() => {
    const { style } = /** @type {HTMLDivElement} */ (ref.current);
    style.setProperty('inset-inline-start', `${seen.x}px`);
    style.setProperty('top', `${seen.y}px`);
    style.setProperty('width', `${pair ? paneSize.value.width + seen.width : seen.width}px`);
    style.setProperty('height', `${seen.height}px`);
  });
  const right = view.value === 'cutout' && maskOnly.value ? t('view.matte') : t(`view.${view.value}`);
  const made = exported.value;
  const resized = made?.bitmap && view.value === 'cutout' ? t('photo.exportAt', { size: say.pixels(made.width, made.height) }) : null;
  const comparingNow = comparing.value !== 'none';
  const trimap = shownView.value === 'trimap';
  const single = peeking.value ? t('view.original') : trimap ? t('photo.hairOver') : sketched.value ? t('photo.sketch') : resized;
  return (
    <div ref={ref} class="pills" aria-hidden="true">
      {comparingNow ? (
        <span class="pill">{t(view.value === 'mask' && maskWithout.value ? 'photo.without' : 'view.original')}</span>
      ) : (
        single && (
          <span class="pill-legend">
            {trimap && decided.value && <span class="pill pill-subject">{t('photo.decidedSubject')}</span>}
            {trimap && decided.value && <span class="pill pill-background">{t('photo.decidedBackground')}</span>}
            <span class="pill">{single}</span>
          </span>
        )
      )}
      {comparingNow && <span class="pill pill-end">{right}</span>}
    </div>
  );
}
