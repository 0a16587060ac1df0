/** @param {{label: import('preact').ComponentChildren, checked: boolean, onChange: (on: boolean) => void, title?: string, changed?: boolean, disabled?: boolean}} props */
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
