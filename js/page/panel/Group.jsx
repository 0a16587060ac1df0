/** A group of the panel: a heading that folds, and a link back to its defaults. */
import { useId } from 'preact/hooks';
import { Icon } from '../shell/Icon.jsx';
import { t } from '../texts/index.js';
import { openGroups } from './groups.js';

/**
 * @param {{group: string, hint?: string, onDefaults?: () => void, canReset?: boolean, flat?: boolean,
 *   children: import('preact').ComponentChildren}} props `flat`: no fold, for the phone's sheet
 */
export function Group({ group, hint, onDefaults, canReset = true, flat, children }) {
  const id = useId();
  const title = t(`group.${group}`);
  const open = flat || openGroups.value.has(group);
  return (
    <section class={`group group-${group}`} aria-labelledby={id}>
      <div class="group-head">
        <h2 id={id}>
          {flat ? (
            title
          ) : (
            <button type="button" class="fold" aria-expanded={open} onClick={() => openGroups.toggle(group)}>
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
