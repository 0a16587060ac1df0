/** About and Shortcuts. */
import { singleKeys } from '../features/stage/single-keys.js';
import { LANGS, LANGUAGES, lang, t } from '../i18n/index.js';
import { about } from '../platform/engine.js';
import { setLanguage } from '../platform/language.js';
import { mac } from '../platform/media.js';
import { Checkbox } from '../ui/Checkbox.jsx';
import { Dialog } from '../ui/Dialog.jsx';
import { Key } from '../ui/Key.jsx';
import { Segments } from '../ui/Segments.jsx';
import { closeSheet, sheet } from '../ui/sheet.js';
import { keeping, setKeeping } from './keep.js';
import { Mark, Wordmark } from './Logo.jsx';

function About() {
  return (
    <Dialog title={t('about.title')} closeName={t('sheet.close')} onClose={closeSheet}>
      <div class="about-mark">
        <Mark size={56} />
        <div>
          <Wordmark />
          <p class="note">{t('about.tag')}</p>
        </div>
      </div>
      <p>{t('about.how')}</p>
      <h3>{t('about.check.title')}</h3>
      <ol>
        <li>{t('about.check.1')}</li>
        <li>{t('about.check.2')}</li>
      </ol>
      <p>{t('about.check.3')}</p>
      <h3>{t('about.keep.title')}</h3>
      <p>{t('about.keep.hint')}</p>
      <Checkbox label={t('about.keep')} checked={keeping.value} onChange={setKeeping} />
      <h3>{t('about.language')}</h3>
      <Segments
        legend={t('about.language')}
        name="language"
        value={lang.value}
        onChange={setLanguage}
        options={LANGS.map((each) => ({ value: each, label: LANGUAGES[each].name }))}
      />
      <h3>{t('about.versions')}</h3>
      <p class="note">{`Wispcut ${about.version} · Python ${about.python} · numpy ${about.numpy} · scipy ${about.scipy}`}</p>
      <p class="note">
        {t('about.licence')}{' '}
        <a class="link" href="./licences.txt" target="_blank" rel="noopener">
          {t('about.notices')}
        </a>{' '}
        ·{' '}
        <a class="link" href="./source.tar.gz" download="wispcut-source.tar.gz">
          {t('about.source')}
        </a>
      </p>
      <p class="note">{t('about.examples')}</p>
    </Dialog>
  );
}

/** @returns {{title: string, rows: [string[], string][]}[]} */
function shortcutTable() {
  const ctrl = mac ? '⌘' : t('key.ctrl');
  const shift = t('key.shift');
  return [
    {
      title: t('keys.everywhere'),
      rows: [
        [[ctrl, 'O'], t('keys.choose')],
        [[ctrl, 'V'], t('keys.paste')],
        [[ctrl, 'S'], t('keys.save')],
        [[ctrl, 'Z'], t('keys.undo')],
        [[ctrl, shift, 'Z'], t('keys.redo')],
        [['Esc'], t('keys.esc')],
      ],
    },
    {
      title: t('keys.photo'),
      rows: [
        [['C'], t('keys.compare')],
        [['D'], t('keys.pair')],
        [['1', '–', '7'], t('keys.views')],
        [['+', '−', '0'], t('keys.zoom')],
        [[t('keys.arrows')], t('keys.move')],
        [[t('keys.drag')], t('keys.move')],
        [['B'], t('keys.brush')],
        [['?'], t('keys.help')],
      ],
    },
    {
      title: t('keys.painting'),
      rows: [
        [['1', '2', '3'], t('keys.tools')],
        [['[', ']'], t('keys.size')],
        [[t('keys.arrows')], t('keys.ring')],
        [[t('keys.enter')], t('keys.stroke')],
      ],
    },
  ];
}

function Shortcuts() {
  return (
    <Dialog title={t('keys.title')} closeName={t('sheet.close')} onClose={closeSheet}>
      <div class="shortcuts">
        {shortcutTable().map(({ title, rows }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(([keys, what]) => (
                <div key={what + keys.join()}>
                  <dt>{keys.map((key) => (key === '–' ? <span key={key}>–</span> : <Key key={key}>{key}</Key>))}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Checkbox label={t('keys.single')} checked={singleKeys.value} onChange={(on) => (singleKeys.value = on)} />
    </Dialog>
  );
}

export function Sheets() {
  if (sheet.value === 'about') return <About />;
  if (sheet.value === 'shortcuts') return <Shortcuts />;
  return null;
}
