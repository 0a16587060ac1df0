/** The downloads, always in the same place. */

import { doc, knobValue, maskOnly, setKnob, settings } from '../../document/document.js';
import { say, t } from '../../i18n/index.js';
import { knobNamed } from '../../platform/engine.js';
import { phone, small } from '../../platform/media.js';
import { expectedSeconds } from '../../session/expected.js';
import { due, failure, photo, result, run } from '../../session/run.js';
import { Disclosure } from '../../ui/Disclosure.jsx';
import { Icon } from '../../ui/Icon.jsx';
import { notify } from '../../ui/notices.js';
import { canDownload, download, lastWritten, writing } from './download.js';
import { pngBytes } from './estimate.js';
import { exported, exporting } from './exported.js';
import { lacksBackground, writtenFormat } from './format.js';
import { isShaped } from './options.js';

/** @typedef {import('./download.js').Kind} Kind */

/** @type {Kind[]} */
const OTHERS = ['mask', 'original', 'subject'];

/** @type {Record<string, string>} */
const NAMES = { png: 'PNG', webp: 'WebP', jpeg: 'JPEG', tiff: 'TIFF', psd: 'PSD' };

export function FormatSelect() {
  const knob = knobNamed('export.format');
  return (
    <span class="select select-format">
      <select
        aria-label={t('dock.format')}
        value={String(knobValue(knob))}
        onChange={(event) => {
          setKnob(knob, event.currentTarget.value);
          if (lacksBackground(settings.value)) offerWhite();
        }}
      >
        {knob.choices.map((choice) => (
          <option key={choice} value={choice}>
            {NAMES[choice]}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </span>
  );
}

function offerWhite() {
  const act = () => setKnob(knobNamed('cutout.background'), 'white');
  notify({ kind: 'plain', text: t('dock.jpegBare'), action: { words: t('dock.jpegWhite'), act } });
}

/** One sentence about the file, or why there is none yet. */
function dockHint() {
  if (run.value || due.value) return t(isSoon() ? 'dock.soon' : 'dock.notyet');
  if (!result.value || failure.value) return t('dock.notyet');
  if (exporting.value) return t(doc.value.size ? 'sharp.finding' : 'run.encode');
  if (lacksBackground(settings.value)) return t('dock.jpegBare');
  const made = exported.value;
  if (made) return t('dock.size', { size: say.pixels(made.width, made.height), mb: say.megabytes(made.blob.size) });
  const last = lastWritten.value;
  if (last) return t('dock.size', { size: say.pixels(last.width, last.height), mb: say.megabytes(last.bytes) });
  if (isShaped(settings.value)) return t('dock.notyet');
  const { width, height } = doc.value.size ?? /** @type {import('../../../engine/types.js').Photo} */ (photo.value);
  const size = say.pixels(width, height);
  const plain =
    writtenFormat(settings.value) === 'png' &&
    !doc.value.crop &&
    knobValue(knobNamed('cutout.background')) === 'transparent' &&
    !maskOnly.value;
  return plain && pngBytes.value ? t('dock.about', { size, mb: say.megabytes(rounded(pngBytes.value)) }) : size;
}

/** In seconds. */
const SOON = 15;

/** Whether what runs takes only seconds: what was changed on a result does, a whole photo may not. */
function isSoon() {
  const seconds = expectedSeconds();
  return result.value !== null || (seconds !== null && seconds < SOON);
}

/** An estimate has no more than one digit, or whole megabytes. @param {number} bytes */
function rounded(bytes) {
  const step = bytes >= 2e6 ? 1e6 : 1e5;
  return Math.max(step, Math.round(bytes / step) * step);
}

/** @param {{kind: Kind}} props */
function Other({ kind }) {
  return (
    <button
      type="button"
      class="button bordered"
      aria-label={t(`dock.${kind}`)}
      title={kind === 'subject' ? t('dock.subject.tip') : canDownload.value[kind] ? undefined : dockHint()}
      disabled={!canDownload.value[kind]}
      onClick={() => download(kind)}
    >
      {t(`dock.${kind}.short`)}
    </button>
  );
}

function MainButton() {
  return (
    <button
      type="button"
      class="button primary big"
      disabled={!canDownload.value.cutout}
      aria-describedby="dock-hint"
      onClick={() => download('cutout')}
    >
      <Icon name="download" />
      <span>{writing.value === 'cutout' ? t('run.encode') : t('dock.cutout')}</span>
    </button>
  );
}

export function Dock() {
  const hint = dockHint();
  if (phone.value) {
    return (
      <div class="dock dock-phone" role="group" aria-label={t('dock.name')}>
        {!small.value && <FormatSelect />}
        <MainButton />
        <Disclosure name={t('dock.more')} icon="more" class="up">
          {small.value && <FormatSelect />}
          {OTHERS.map((kind) => (
            <Other key={kind} kind={kind} />
          ))}
        </Disclosure>
        <p class="sr" id="dock-hint">
          {hint}
        </p>
      </div>
    );
  }
  return (
    <div class="dock" role="group" aria-label={t('dock.name')}>
      <div class="dock-row">
        <FormatSelect />
        <span class="dock-hint" id="dock-hint">
          {hint}
        </span>
      </div>
      <MainButton />
      <p class="note">{t('dock.also')}</p>
      <div class="dock-others">
        {OTHERS.map((kind) => (
          <Other key={kind} kind={kind} />
        ))}
      </div>
    </div>
  );
}
