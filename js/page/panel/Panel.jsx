/** The desktop's panel: groups that scroll, downloads that stay. */

import { BrushPanel } from '../brush/BrushPanel.jsx';
import { painting } from '../brush/brush.js';
import { Dock } from '../export/Dock.jsx';
import { ExportGroup, exportHint } from '../export/ExportGroup.jsx';
import { ZipDock } from '../queue/ZipDock.jsx';
import { items, openId } from '../state/queue.js';
import { t } from '../texts/index.js';
import { Advanced } from './Advanced.jsx';
import { Background } from './Background.jsx';
import { Edge } from './Edge.jsx';
import { Enhance } from './Enhance.jsx';
import { Quality } from './Quality.jsx';

export function Panel() {
  const list = items.value.length > 0 && openId.value === null;
  return (
    <aside class="panel" aria-label={painting.value ? t('brush.title') : t('panel.name')}>
      {painting.value ? (
        <BrushPanel />
      ) : (
        <>
          <div class="panel-scroll" tabIndex={-1}>
            <Quality />
            <Background />
            <Edge hint={list ? t('group.asSet') : undefined} />
            <Enhance />
            <ExportGroup hint={exportHint()} />
            <Advanced />
          </div>
          {list ? <ZipDock /> : <Dock />}
        </>
      )}
    </aside>
  );
}
