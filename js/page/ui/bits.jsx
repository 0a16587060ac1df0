/** Small pieces that many views share. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from './Icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/** A key on the keyboard. @param {{children: Children}} props */
export function Key({ children }) {
  return <kbd class="key">{children}</kbd>;
}

/** A button with an icon and a name that only tooltips and screen readers show.
 * @param {{icon: import('./Icon.jsx').IconName, name: string, tip?: string, class?: string} & Record<string, any>} props */
export function IconButton({ icon, name, tip, class: extra = '', ...rest }) {
  return (
    <button type="button" class={`button icon-only ${extra}`} aria-label={name} title={tip ?? name} {...rest}>
      <Icon name={icon} />
    </button>
  );
}

/** A row of radios that look like one control.
 * @template {string} T
 * @param {{legend: string, name: string, value: T, options: {value: T, label: string, tip?: string}[],
 *   onChange: (value: T) => void, class?: string}} props */
export function Segments({ legend, name, value, options, onChange, class: extra = '' }) {
  const id = useId();
  return (
    <fieldset class={`segments ${extra}`} aria-labelledby={id}>
      <legend id={id} class="sr">
        {legend}
      </legend>
      {options.map((option) => (
        <label key={option.value} class="segment" title={option.tip}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span class="segment-face" data-text={option.label}>
            {option.label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** @param {{label: Children, checked: boolean, onChange: (on: boolean) => void, title?: string, changed?: boolean, disabled?: boolean}} props */
export function Checkbox({ label, checked, onChange, title, changed, disabled }) {
  return (
    <label class="check" title={title}>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {changed && <span class="dot" aria-hidden="true" />}
      </span>
    </label>
  );
}

/** A button that shows more below or above it; closes with Escape and with a click elsewhere.
 * @param {{name: string, icon: import('./Icon.jsx').IconName, class?: string, children: Children}} props */
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

/** A modal sheet. @param {{title: string, closeName: string, onClose: () => void, children: Children}} props */
export function Dialog({ title, closeName, onClose, children }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      class="dialog"
      ref={ref}
      aria-labelledby="dialog-title"
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <IconButton icon="close" name={closeName} onClick={onClose} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
