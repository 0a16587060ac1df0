import { useId } from 'preact/hooks';

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
