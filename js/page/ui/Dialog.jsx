import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './IconButton.jsx';

/** A modal sheet. @param {{title: string, closeName: string, onClose: () => void, children: import('preact').ComponentChildren}} props */
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
