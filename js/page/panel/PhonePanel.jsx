/** The phone's panel: tabs, one sheet above them that never hides the photo, and the downloads. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { BrushSize, Tools } from '../brush/BrushPanel.jsx';
import { clearMarks, painting, startPainting, stopPainting } from '../brush/brush.js';
import { Dock } from '../export/Dock.jsx';
import { ExportGroup } from '../export/ExportGroup.jsx';
import { ZipDock } from '../queue/ZipDock.jsx';
import { Icon } from '../shell/Icon.jsx';
import { doc } from '../state/doc.js';
import { items, openId } from '../state/queue.js';
import { t } from '../texts/index.js';
import { Advanced } from './Advanced.jsx';
import { Background } from './Background.jsx';
import { Edge } from './Edge.jsx';
import { Enhance } from './Enhance.jsx';
import { Quality } from './Quality.jsx';

/** @typedef {'edge' | 'background' | 'enhance' | 'export' | 'byhand'} Tab */

/** @type {{tab: Tab, icon: import('../shell/Icon.jsx').IconName}[]} */
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
  const list = items.value.length > 0 && openId.value === null;
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
            <Quality flat />
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
      <div class="group-head">
        <h2>{t('brush.title')}</h2>
        <button type="button" class="link" disabled={!doc.value.marks.length} onClick={clearMarks}>
          {t('brush.clear')}
        </button>
      </div>
      <Tools />
      <BrushSize />
    </section>
  );
}
