/** The page: the bar, the stage, the panel. Which of them show depends on what is on the page. */
import { painting } from '../features/brush/brush.js';
import { MaskInput } from '../features/panel/MaskFile.jsx';
import { QueueView } from '../features/queue/QueueView.jsx';
import { items, openId } from '../features/queue/queue.js';
import { Photo } from '../features/stage/Photo.jsx';
import { ViewsRow } from '../features/stage/Views.jsx';
import { t } from '../i18n/index.js';
import { phone } from '../platform/media.js';
import { failure, photo, run } from '../session/run.js';
import { Alert } from './Alert.jsx';
import { Empty } from './Empty.jsx';
import { dragging } from './intake.js';
import { Notice } from './Notice.jsx';
import { Panel } from './Panel.jsx';
import { PhonePanel, sheetTab } from './PhonePanel.jsx';
import { Sheets } from './Sheets.jsx';
import { Strip } from './Strip.jsx';
import { TopBar } from './TopBar.jsx';

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
