/** The desktop's panel: groups that scroll, downloads that stay. */

import { BrushPanel } from '../features/brush/BrushPanel.jsx';
import { painting } from '../features/brush/brush.js';
import { Dock } from '../features/export/Dock.jsx';
import { ExportGroup, exportHint } from '../features/export/ExportGroup.jsx';
import { Advanced } from '../features/panel/Advanced.jsx';
import { Background } from '../features/panel/Background.jsx';
import { Edge } from '../features/panel/Edge.jsx';
import { Enhance } from '../features/panel/Enhance.jsx';
import { Quality } from '../features/panel/Quality.jsx';
import { listShown, scope } from '../features/queue/queue.js';
import { ZipDock } from '../features/queue/ZipDock.jsx';
import { t } from '../i18n/index.js';

export function Panel() {
  const list = listShown.value;
  return (
    <aside class="panel" aria-label={painting.value ? t('brush.title') : t('panel.name')}>
      {painting.value ? (
        <BrushPanel />
      ) : (
        <>
          <div class="panel-scroll" tabIndex={-1}>
            <Quality scope={scope.value} />
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
