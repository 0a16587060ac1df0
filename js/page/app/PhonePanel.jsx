/** The phone's panel: tabs, one sheet above them that never hides the photo, and the downloads. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { BrushHead, BrushSize, Tools } from '../features/brush/BrushPanel.jsx';
import { painting, startPainting, stopPainting } from '../features/brush/brush.js';
import { Dock } from '../features/export/Dock.jsx';
import { ExportGroup } from '../features/export/ExportGroup.jsx';
import { Advanced } from '../features/panel/Advanced.jsx';
import { Background } from '../features/panel/Background.jsx';
import { Edge } from '../features/panel/Edge.jsx';
import { Enhance } from '../features/panel/Enhance.jsx';
import { Quality } from '../features/panel/Quality.jsx';
import { listShown, scope } from '../features/queue/queue.js';
import { ZipDock } from '../features/queue/ZipDock.jsx';
import { t } from '../i18n/index.js';
import { Icon } from '../ui/Icon.jsx';

/** @typedef {'edge' | 'background' | 'enhance' | 'export' | 'byhand'} Tab */

/** @type {{tab: Tab, icon: import('../ui/Icon.jsx').IconName}[]} */
const TABS = [
  { tab: 'edge', icon: 'edge' },
  { tab: 'background', icon: 'background' },
  { tab: 'enhance', icon: 'enhance' },
  { tab: 'export', icon: 'export' },
  { tab: 'byhand', icon: 'brush' },
];

/** The open tab. @type {import('@preact/signals').Signal<Tab | null>} */
export const sheetTab = signal(null);

/** @param {Tab} tab */
function toggle(tab) {
  const next = sheetTab.value === tab ? null : tab;
  sheetTab.value = next;
  if (next === 'byhand') startPainting();
  else if (painting.value) stopPainting();
}

export function PhonePanel() {
  const list = listShown.value;
  // Started elsewhere (a key, the alert), the brush brings its sheet along; left by Escape, it takes it away.
  useEffect(() => {
    if (painting.value) sheetTab.value = 'byhand';
    else if (sheetTab.value === 'byhand') sheetTab.value = null;
  }, [painting.value]);
  return (
    <aside class="panel panel-phone" aria-label={t('panel.name')}>
      {sheetTab.value && !(list && sheetTab.value === 'byhand') && <Sheet tab={sheetTab.value} />}
      <nav class="tabs" aria-label={t('panel.name')}>
        {TABS.filter(({ tab }) => !list || tab !== 'byhand').map(({ tab, icon }) => (
          <button
            key={tab}
            type="button"
            class="tab"
            aria-expanded={sheetTab.value === tab}
            aria-controls="sheet"
            onClick={() => toggle(tab)}
          >
            <Icon name={icon} />
            <span>{t(`group.${tab}`)}</span>
          </button>
        ))}
      </nav>
      {list ? <ZipDock /> : <Dock />}
    </aside>
  );
}

/** @param {{tab: Tab}} props */
function Sheet({ tab }) {
  const from = useRef(/** @type {number | null} */ (null));
  return (
    <div class="sheet" id="sheet">
      <div
        class="grip"
        aria-hidden="true"
        onPointerDown={(event) => {
          from.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={(event) => {
          if (from.current !== null && event.clientY - from.current > 24) toggle(tab);
          from.current = null;
        }}
      />
      <div class="sheet-scroll" tabIndex={-1}>
        {tab === 'edge' && (
          <>
            <Edge flat />
            <Quality flat scope={scope.value} />
            <Advanced />
          </>
        )}
        {tab === 'background' && <Background flat />}
        {tab === 'enhance' && <Enhance flat />}
        {tab === 'export' && <ExportGroup flat />}
        {tab === 'byhand' && <ByHand />}
      </div>
    </div>
  );
}

function ByHand() {
  return (
    <section class="group">
      <BrushHead />
      <Tools />
      <BrushSize />
    </section>
  );
}
