/** The bar above: the mark, the photo's name, undo and redo, more. */

import { canRedo, canUndo, redo, undo } from '../document/document.js';
import { Reset } from '../features/panel/Quality.jsx';
import { items, leaveItem, openId } from '../features/queue/queue.js';
import { LANGS, LANGUAGES, lang, say, t } from '../i18n/index.js';
import { setLanguage } from '../platform/language.js';
import { keyboard, phone } from '../platform/media.js';
import { clear, file, photo, run } from '../session/run.js';
import { Disclosure } from '../ui/Disclosure.jsx';
import { Icon } from '../ui/Icon.jsx';
import { IconButton } from '../ui/IconButton.jsx';
import { openSheet } from '../ui/sheet.js';
import { fitPhoto, zoomStep } from '../view/view.js';
import { ChooseInput } from './ChooseInput.jsx';
import { Mark, Wordmark } from './Logo.jsx';

/** @param {{mode: 'empty' | 'photo' | 'list'}} props */
export function TopBar({ mode }) {
  return (
    <header class="bar">
      {mode === 'photo' && openId.value === null ? (
        <button type="button" class="brand" aria-label={t('bar.home')} title={t('bar.close')} onClick={clear}>
          <Mark />
          {!phone.value && <Wordmark />}
        </button>
      ) : (
        <span class="brand">
          <Mark />
          {(!phone.value || mode === 'empty') && <Wordmark />}
        </span>
      )}
      {mode !== 'empty' && !phone.value && <span class="bar-line" aria-hidden="true" />}
      {mode !== 'empty' && <Title mode={mode} />}
      <div class="bar-end">{phone.value ? <PhoneTools mode={mode} /> : mode === 'empty' ? <EmptyTools /> : <Tools />}</div>
    </header>
  );
}

/** @param {{mode: 'photo' | 'list'}} props */
function Title({ mode }) {
  if (mode === 'list') return <h1 class="bar-title">{t('bar.photos', { n: items.value.length })}</h1>;
  const size = photo.value;
  const name = size?.name ?? (file.value instanceof File ? file.value.name : t('photo.name'));
  return (
    <div class="bar-photo">
      {openId.value !== null && (
        <button type="button" class="button quiet back" onClick={leaveItem}>
          <Icon name="left" />
          <span class={phone.value ? 'sr' : ''}>{t('bar.back')}</span>
        </button>
      )}
      <h1 class="bar-title" title={name}>
        {name}
      </h1>
      {size && !phone.value && <span class="bar-size">{say.pixels(size.width, size.height)}</span>}
    </div>
  );
}

function EmptyTools() {
  return (
    <>
      {keyboard.value && (
        <button type="button" class="button quiet" onClick={() => openSheet('shortcuts')}>
          <Icon name="keyboard" />
          <span>{t('bar.shortcuts')}</span>
        </button>
      )}
      <button type="button" class="button quiet" onClick={() => openSheet('about')}>
        {t('bar.about')}
      </button>
      <OtherLanguages />
    </>
  );
}

function Tools() {
  return (
    <>
      <IconButton icon="undo" name={t('bar.undo')} disabled={!canUndo.value} onClick={undo} />
      <IconButton icon="redo" name={t('bar.redo')} disabled={!canRedo.value} onClick={redo} />
      {keyboard.value && <IconButton icon="keyboard" name={t('bar.shortcuts')} onClick={() => openSheet('shortcuts')} />}
      <ChooseInput look="bar" />
    </>
  );
}

/** @param {{mode: 'empty' | 'photo' | 'list'}} props */
function PhoneTools({ mode }) {
  return (
    <>
      {mode !== 'empty' && <IconButton icon="undo" name={t('bar.undo')} disabled={!canUndo.value} onClick={undo} />}
      {mode !== 'empty' && <ChooseInput look="icon" />}
      <Disclosure name={t('bar.more')} icon="more" class="bare">
        {mode !== 'empty' && (
          <>
            <button type="button" class="button quiet" disabled={!canRedo.value} onClick={redo}>
              <span>{t('bar.redo')}</span>
            </button>
            <Reset class="button quiet" />
            {mode === 'photo' && <ZoomItems />}
            {mode === 'photo' && openId.value === null && (
              <button type="button" class="button quiet" disabled={run.value !== null} onClick={clear}>
                {t('bar.close')}
              </button>
            )}
          </>
        )}
        {keyboard.value && (
          <button type="button" class="button quiet" onClick={() => openSheet('shortcuts')}>
            {t('bar.shortcuts')}
          </button>
        )}
        <button type="button" class="button quiet" onClick={() => openSheet('about')}>
          {t('bar.about')}
        </button>
        <OtherLanguages />
      </Disclosure>
    </>
  );
}

/** What two fingers do, for one finger too. */
function ZoomItems() {
  return (
    <>
      <button type="button" class="button quiet" onClick={() => zoomStep(1)}>
        {t('photo.zoomIn')}
      </button>
      <button type="button" class="button quiet" onClick={() => zoomStep(-1)}>
        {t('photo.zoomOut')}
      </button>
      <button type="button" class="button quiet" onClick={fitPhoto}>
        {t('photo.fit')}
      </button>
    </>
  );
}

/** One tap to another language. */
function OtherLanguages() {
  return LANGS.filter((each) => each !== lang.value).map((each) => (
    <button key={each} type="button" class="button quiet" lang={each} onClick={() => setLanguage(each)}>
      {LANGUAGES[each].name}
    </button>
  ));
}
