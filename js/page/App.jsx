/** The page: the bar, the stage, the panel. Which of them show depends on what is on the page. */
import { painting } from './brush/brush.js';
import { MaskInput } from './panel/MaskFile.jsx';
import { Panel } from './panel/Panel.jsx';
import { PhonePanel, sheetTab } from './panel/PhonePanel.jsx';
import { QueueView } from './queue/QueueView.jsx';
import { Alert } from './shell/Alert.jsx';
import { Empty } from './shell/Empty.jsx';
import { Notice } from './shell/Notice.jsx';
import { Sheets } from './shell/Sheets.jsx';
import { TopBar } from './shell/TopBar.jsx';
import { Photo } from './stage/Photo.jsx';
import { Strip } from './stage/Strip.jsx';
import { ViewsRow } from './stage/Views.jsx';
import { dragging } from './state/intake.js';
import { phone } from './state/media.js';
import { items, openId } from './state/queue.js';
import { failure, photo, run } from './state/work.js';
import { t } from './texts/index.js';

/** @returns {'empty' | 'photo' | 'list'} */
function modeNow() {
  if (photo.value || run.value || openId.value !== null) return 'photo';
  return items.value.length ? 'list' : 'empty';
}

export function App() {
  const mode = modeNow();
  return (
    <div
      class={`app app-${mode} ${dragging.value && mode !== 'empty' ? 'app-drop' : ''} ${painting.value ? 'app-painting' : ''} ${phone.value && sheetTab.value ? 'app-sheet' : ''}`}
    >
      <TopBar mode={mode} />
      <main class={`stage ${failure.value ? 'stage-failed' : ''}`} tabIndex={-1}>
        {phone.value && mode !== 'empty' && (
          <div class="phone-notice">
            <Notice />
          </div>
        )}
        {mode === 'empty' && <Empty />}
        {mode === 'list' && <QueueView />}
        {mode === 'photo' && <ViewsRow />}
        {mode === 'photo' && (
          <div class="photo-area">
            <Photo />
            <Alert />
          </div>
        )}
        {mode !== 'photo' && <Alert />}
        <Strip />
      </main>
      {mode !== 'empty' && (phone.value ? <PhonePanel /> : <Panel />)}
      {dragging.value && mode !== 'empty' && (
        <div class="drop-veil" aria-hidden="true">
          <p>{t('empty.drop')}</p>
        </div>
      )}
      <MaskInput />
      <Sheets />
    </div>
  );
}
