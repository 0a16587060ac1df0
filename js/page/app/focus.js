/** Keyboard focus moves to the photo when the button that had it is gone, instead of to the top of the page. */

/** Where the focus goes, in order of preference. */
const PLACES = ['.photo', 'main'];

/** Listen on the whole page. Whatever takes the focus by itself at that moment, such as an alert, comes first. */
export function keepFocus() {
  /** @type {EventTarget | null} */
  let last = null;
  const lost = () =>
    document.activeElement === document.body && last instanceof Element && last !== document.body && !last.checkVisibility();
  const goOn = () => {
    if (!lost()) return;
    for (const place of PLACES) {
      const element = document.querySelector(place);
      if (!(element instanceof HTMLElement)) continue;
      element.focus({ preventScroll: true });
      return;
    }
  };
  addEventListener('focusin', (event) => {
    last = event.target;
  });
  new MutationObserver(() => {
    if (lost()) setTimeout(goOn);
  }).observe(document.body, { childList: true, subtree: true, attributeFilter: ['hidden', 'disabled'] });
}
