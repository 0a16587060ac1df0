import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from './IconButton.jsx';

/** A button that shows more below or above it; closes with Escape and with a click elsewhere.
 * @param {{name: string, icon: import('./Icon.jsx').IconName, class?: string, children: import('preact').ComponentChildren}} props */
export function Disclosure({ name, icon, class: extra = '', children }) {
  const [open, setOpen] = useState(false);
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    if (!open) return undefined;
    const onPress = (/** @type {PointerEvent} */ event) => {
      if (!box.current?.contains(/** @type {Node} */ (event.target))) setOpen(false);
    };
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault(); // this Escape is used: it does not cancel what runs
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    addEventListener('pointerdown', onPress);
    addEventListener('keydown', onKey, { capture: true });
    return () => {
      removeEventListener('pointerdown', onPress);
      removeEventListener('keydown', onKey, { capture: true });
    };
  }, [open]);
  return (
    <div class={`disclosure ${extra}`} ref={box}>
      <IconButton icon={icon} name={name} class="bordered" aria-expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <div class="pop" onClick={(event) => event.target instanceof Element && event.target.closest('button') && setOpen(false)}>
          {children}
        </div>
      )}
    </div>
  );
}
