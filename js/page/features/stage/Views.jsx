/** The views as a row of radios; where they do not fit, as a select. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say, t } from '../../i18n/index.js';
import { phone } from '../../platform/media.js';
import { photo, result, run } from '../../session/run.js';
import { unlocked } from '../../session/unlocked.js';
import { Icon } from '../../ui/Icon.jsx';
import { IconButton } from '../../ui/IconButton.jsx';
import { camera, comparing, fitPhoto, peeking, stageSize, toggleCompare, VIEWS, view, zoomStep, zoomTo } from '../../view/view.js';
import { painting } from '../brush/brush.js';
import { isChanged } from '../panel/groups.js';
import { longPress } from './long-press.js';

/** @typedef {import('../../view/view.js').View} View */

/** On phones the cutout stands first. @type {View[]} */
const PHONE_VIEWS = ['cutout', 'matte', 'trimap', 'mask', 'enhanced', 'original', 'backdrop'];

/** @param {View} each */
function tip(each) {
  const words = t(`view.${each}.tip`);
  if (unlocked.value[each]) return words;
  if (each === 'enhanced' && result.value && !isChanged('enhance')) return t('view.enhanced.off');
  return t('view.locked', { tip: words });
}

/** @param {View} each */
function choose(each) {
  view.value = each;
  if (each === 'original') comparing.value = 'none';
}

function ViewRadios() {
  const press = useRef(longPress(peeking)).current;
  const order = phone.value ? PHONE_VIEWS.filter((each) => unlocked.value[each] || each === 'cutout') : VIEWS;
  return (
    <fieldset
      class="views"
      onPointerDown={press.begin}
      onPointerMove={press.move}
      onPointerUp={press.end}
      onPointerCancel={press.end}
      onContextMenu={press.menu}
    >
      <legend class="sr">{t('view.legend')}</legend>
      {order.map((each) => (
        <label key={each} class="segment" title={tip(each)}>
          <input
            type="radio"
            name="view"
            value={each}
            checked={view.value === each}
            disabled={!unlocked.value[each]}
            onChange={() => choose(each)}
          />
          <span class="segment-face" data-text={t(`view.${each}`)}>
            {t(`view.${each}`)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ViewSelect() {
  return (
    <span class="select select-view">
      <select
        aria-label={t('view.legend')}
        value={view.value}
        onChange={(event) => choose(/** @type {View} */ (event.currentTarget.value))}
      >
        {VIEWS.map((each) => (
          <option key={each} value={each} disabled={!unlocked.value[each]}>
            {t(`view.${each}`)}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </span>
  );
}

/** @param {{iconOnly?: boolean}} props */
export function CompareButton({ iconOnly }) {
  return (
    <button
      type="button"
      class={`button bordered ${iconOnly ? 'icon-only' : ''}`}
      aria-pressed={comparing.value === 'wipe'}
      aria-label={t('photo.compare')}
      title={t('photo.compare.tip')}
      onClick={() => toggleCompare('wipe')}
    >
      <Icon name="compare" />
      {!iconOnly && <span>{t('photo.compare')}</span>}
    </button>
  );
}

/** Something to compare with is there. */
export function canCompare() {
  return Boolean(photo.value) && !painting.value && unlocked.value.cutout && (Boolean(result.value) || !run.value);
}

function ZoomBox() {
  const zoom = say.percent(camera.value.zoom);
  return (
    <div class="zoom">
      <div class="zoom-box">
        <IconButton icon="minus" name={t('photo.zoomOut')} onClick={() => zoomStep(-1)} />
        <button
          type="button"
          class="zoom-value"
          aria-label={t('photo.zoomTo', { zoom })}
          title={t('photo.zoomTo', { zoom })}
          onClick={() => zoomTo(1)}
        >
          {zoom}
        </button>
        <IconButton icon="zoomIn" name={t('photo.zoomIn')} onClick={() => zoomStep(1)} />
      </div>
      <IconButton icon="fit" name={t('photo.fit')} class="bordered" onClick={fitPhoto} />
    </div>
  );
}

/** The row above the photo. What does not fit gives way: first the word Compare, then the radios. */
export function ViewsRow() {
  const row = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [tight, setTight] = useState(0);
  const width = stageSize.value.width;
  const compare = canCompare();
  const shown = `${width} ${compare} ${t('view.legend')}`;
  const last = useRef(shown);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    if (last.current !== shown) {
      last.current = shown;
      if (tight) return setTight(0);
    }
    if (tight < 3 && element.scrollWidth > element.clientWidth + 1) setTight(tight + 1);
  });
  if (phone.value) {
    return (
      <div class="views-row views-phone" ref={row}>
        <ViewRadios />
      </div>
    );
  }
  return (
    <div class={`views-row ${tight === 2 ? 'views-tight' : ''}`} ref={row}>
      {tight < 3 ? <ViewRadios /> : <ViewSelect />}
      <div class="views-end">
        {compare && tight < 2 && (
          <IconButton
            icon="pair"
            name={t('photo.pair')}
            tip={t('photo.pair.tip')}
            class="bordered"
            aria-pressed={comparing.value === 'pair'}
            onClick={() => toggleCompare('pair')}
          />
        )}
        {compare && <CompareButton iconOnly={tight > 0} />}
        <ZoomBox />
      </div>
    </div>
  );
}
