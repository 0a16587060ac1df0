import { Icon } from './Icon.jsx';

/** A button with an icon and a name that only tooltips and screen readers show.
 * @param {{icon: import('./Icon.jsx').IconName, name: string, tip?: string, class?: string} & Record<string, any>} props */
export function IconButton({ icon, name, tip, class: extra = '', ...rest }) {
  return (
    <button type="button" class={`button icon-only ${extra}`} aria-label={name} title={tip ?? name} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
