/** A native range with a filled track, and a tick where the default is. */
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * @param {{id?: string, min: number, max: number, step: number, value: number, tick: number | null, text?: string,
 *   name?: string, disabled?: boolean, onInput: (value: number) => void}} props
 */
export function Slider({ id, min, max, step, value, tick, text, name, disabled, onInput }) {
  const box = useRef(/** @type {HTMLSpanElement | null} */ (null));
  const share = (/** @type {number} */ at) => (max > min ? Math.min(1, Math.max(0, (at - min) / (max - min))) : 0);
  // Custom properties are set from script: the page's policy allows no style attributes.
  useLayoutEffect(() => {
    box.current?.style.setProperty('--at', String(share(value)));
    box.current?.style.setProperty('--tick', String(tick === null ? 0 : share(tick)));
  });
  return (
    <span class="slider" ref={box}>
      {tick !== null && <span class="slider-tick" aria-hidden="true" />}
      <input
        type="range"
        id={id}
        aria-label={name}
        aria-valuetext={text}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
    </span>
  );
}
