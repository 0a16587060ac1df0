/** A finger that rests on a view shows the original until it is lifted. */

/** Milliseconds that a finger rests before it counts as a long press. */
const REST = 450;
/** CSS pixels that a resting finger may move. */
const SHAKE = 8;

/**
 * One place to press on; the events are those of one finger.
 * @param {{value: boolean}} peeking whether the original is shown
 */
export function longPress(peeking) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let start = { x: 0, y: 0 };
  const end = () => {
    clearTimeout(timer);
    peeking.value = false;
  };
  return {
    /** @param {PointerEvent} event */
    begin({ pointerType, clientX, clientY }) {
      end();
      if (pointerType !== 'touch') return;
      start = { x: clientX, y: clientY };
      timer = setTimeout(() => (peeking.value = true), REST);
    },
    /** @param {PointerEvent} event */
    move({ clientX, clientY }) {
      if (Math.hypot(clientX - start.x, clientY - start.y) > SHAKE) end();
    },
    end,
    /** A browser's own answer to a long press is a menu. @param {Event} event */
    menu(event) {
      if (peeking.value) event.preventDefault();
    },
  };
}
