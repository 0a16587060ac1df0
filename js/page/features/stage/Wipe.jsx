/** The wipe between the original and the view: a native range under a line with a handle. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { say, t, within } from '../../i18n/index.js';
import { Icon } from '../../ui/Icon.jsx';
import { view, visibleRect, wipe } from '../../view/view.js';

export function Wipe() {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const { x, y, width, height } = visibleRect.value;
  useLayoutEffect(() => {
    const { style } = /** @type {HTMLDivElement} */ (box.current);
    style.setProperty('--x', `${x}px`);
    style.setProperty('--y', `${y}px`);
    style.setProperty('--w', `${width}px`);
    style.setProperty('--h', `${height}px`);
    style.setProperty('--at', String(wipe.value));
  });
  return (
    <div class="wipe" ref={box}>
      <input
        type="range"
        min={0}
        max={100}
        step={0.1}
        value={wipe.value * 100}
        aria-label={t('photo.wipe', { view: within(t(`view.${view.value}`)) })}
        aria-valuetext={t('photo.wipe.value', { percent: say.percent(Math.round(wipe.value * 100) / 100) })}
        onInput={(event) => (wipe.value = event.currentTarget.valueAsNumber / 100)}
        onKeyDown={moveByKey}
      />
      <span class="wipe-line" aria-hidden="true" />
      <span class="wipe-handle" aria-hidden="true">
        <Icon name="compare" size={16} />
      </span>
    </div>
  );
}

/**
 * Arrows move 1 %, with Shift 10 %.
 * @param {KeyboardEvent} event
 */
export function moveByKey(event) {
  const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
  if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  const step = event.shiftKey ? 0.1 : 0.01;
  wipe.value = Math.min(1, Math.max(0, Math.round((wipe.value + direction * step) * 100) / 100));
}
