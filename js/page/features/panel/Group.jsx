/** A group of the panel: a heading that folds, and a link back to its defaults. */
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../../i18n/index.js';
import { Icon } from '../../ui/Icon.jsx';
import { openGroups } from './groups.js';

/**
 * @param {{group: string, hint?: string, onDefaults?: () => void, canReset?: boolean, flat?: boolean,
 *   children: import('preact').ComponentChildren}} props `flat`: no fold, for the phone's sheet
 */
export function Group({ group, hint, onDefaults, canReset = true, flat, children }) {
  const id = useId();
  const title = t(`group.${group}`);
  const open = flat || openGroups.value.has(group);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const unfolded = useRef(false);
  // What was just unfolded at the lower end of the panel would stay out of sight.
  useEffect(() => {
    if (unfolded.current && open) place.current?.scrollIntoView({ block: 'nearest' });
    unfolded.current = false;
  }, [open]);
  const unfold = () => {
    unfolded.current = true;
    openGroups.toggle(group);
  };
  return (
    <section ref={place} class={`group group-${group}`} aria-labelledby={id}>
      <div class="group-head">
        <h2 id={id}>
          {flat ? (
            title
          ) : (
            <button type="button" class="fold" aria-expanded={open} onClick={unfold}>
              <Icon name={open ? 'down' : 'right'} />
              <span>{title}</span>
            </button>
          )}
        </h2>
        {hint && !open && <span class="group-hint">{hint}</span>}
        {open && onDefaults && (
          <button
            type="button"
            class="link"
            aria-label={t('panel.defaults.of', { group: title })}
            disabled={!canReset}
            onClick={onDefaults}
          >
            {t('panel.defaults')}
          </button>
        )}
      </div>
      <div class="group-body" hidden={!open}>
        {children}
      </div>
    </section>
  );
}
