/** The panel while painting: tool, size, what is shown, the last marks. */
import { useEffect, useId, useState } from 'preact/hooks';
import { doc } from '../../document/document.js';
import { TOOLS } from '../../document/strokes.js';
import { say, t } from '../../i18n/index.js';
import { phone } from '../../platform/media.js';
import { decided } from '../../session/live-preview.js';
import { Checkbox } from '../../ui/Checkbox.jsx';
import { Icon } from '../../ui/Icon.jsx';
import { IconButton } from '../../ui/IconButton.jsx';
import { Key } from '../../ui/Key.jsx';
import { Slider } from '../../ui/Slider.jsx';
import { clearMarks, deleteMark, largest, SMALLEST, setSize, showMarks, showUnder, size, stopPainting, tool } from './brush.js';

/** @type {Record<import('../../document/strokes.js').Tool, import('../../ui/Icon.jsx').IconName>} */
const ICONS = { keep: 'check', remove: 'cross', unsure: 'hair' };

/** How many of the last marks are listed. */
const LISTED = 6;

export function BrushHead() {
  return (
    <div class="group-head">
      <h2>{t('brush.title')}</h2>
      <button type="button" class="link" disabled={!doc.value.marks.length} onClick={clearMarks}>
        {t('brush.clear')}
      </button>
    </div>
  );
}

export function Tools() {
  const id = useId();
  return (
    <fieldset class="tools">
      <legend class="sr">{t('brush.tool')}</legend>
      {TOOLS.map((each, i) => (
        <label key={each} class="tool">
          <input
            type="radio"
            name="tool"
            value={each}
            aria-label={t(`brush.${each}`)}
            aria-describedby={`${id}-${each}`}
            checked={tool.value === each}
            onChange={() => (tool.value = each)}
          />
          <span class={`tool-badge tool-${each}`} aria-hidden="true">
            <Icon name={ICONS[each]} size={16} />
          </span>
          <span class="tool-words">
            <b>{t(`brush.${each}`)}</b>
            <span class="tool-hint" id={`${id}-${each}`}>
              {t(`brush.${each}.hint`)}
            </span>
          </span>
          {!phone.value && (
            <span aria-hidden="true">
              <Key>{i + 1}</Key>
            </span>
          )}
        </label>
      ))}
    </fieldset>
  );
}

export function BrushSize() {
  const id = useId();
  // Sizes are felt by their ratio: the slider runs over powers.
  const place = (/** @type {number} */ px) => (1000 * Math.log(px / SMALLEST)) / Math.log(largest.value / SMALLEST);
  return (
    <div class="knob">
      <div class="knob-head">
        <label for={id}>{t('brush.size')}</label>
        <span class="field">
          <input
            type="number"
            aria-label={t('brush.size.number')}
            min={SMALLEST}
            max={largest.value}
            step={1}
            value={size.value}
            data-width={Math.max(2, String(size.value).length)}
            onChange={(event) => {
              if (Number.isFinite(event.currentTarget.valueAsNumber)) setSize(event.currentTarget.valueAsNumber);
              event.currentTarget.value = String(size.value);
            }}
          />
          <span class="unit">px</span>
        </span>
      </div>
      <Slider
        id={id}
        min={0}
        max={1000}
        step={1}
        value={Math.round(place(size.value))}
        tick={null}
        text={`${size.value} px`}
        onInput={(at) => setSize(SMALLEST * (largest.value / SMALLEST) ** (at / 1000))}
      />
    </div>
  );
}

export function BrushPanel() {
  return (
    <>
      <div class="panel-scroll" tabIndex={-1}>
        <section class="group">
          <BrushHead />
          <p class="note">{t('brush.lead')}</p>
          {decided.value && <p class="note">{t('photo.decidedHint')}</p>}
        </section>
        <section class="group group-tools">
          <Tools />
        </section>
        <section class="group">
          <BrushSize />
          {!phone.value && (
            <p class="note keys-note">
              <Key>[</Key> {t('brush.smaller')} <Key>]</Key> {t('brush.larger')} <SpaceHint />
            </p>
          )}
          <Checkbox label={t('brush.show')} checked={showMarks.value} onChange={(on) => (showMarks.value = on)} />
          <Checkbox label={t('brush.under')} checked={showUnder.value} onChange={(on) => (showUnder.value = on)} />
        </section>
        <Marks />
      </div>
      <div class="dock">
        <button type="button" class="button bordered big" onClick={stopPainting}>
          {t('brush.back')}
        </button>
      </div>
    </>
  );
}

function SpaceHint() {
  const [before, after] = t('brush.space', { key: '\n' }).split('\n');
  return (
    <>
      {before}
      <Key>{t('brush.spaceKey')}</Key>
      {after}
    </>
  );
}

function Marks() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5000);
    return () => clearInterval(timer);
  }, []);
  const marks = doc.value.marks;
  const listed = marks
    .map((mark, i) => ({ mark, i: i + 1 }))
    .slice(-LISTED)
    .reverse();
  return (
    <section class="group">
      <h2>{t('brush.last')}</h2>
      {!listed.length && <p class="note">{t('brush.none')}</p>}
      <ul class="marks">
        {listed.map(({ mark, i }) => {
          const seconds = Math.max(0, (now - mark.time) / 1000);
          return (
            <li key={mark.id}>
              <span class={`mark-dot tool-${mark.tool}`} aria-hidden="true" />
              <span class="mark-name">{t(`brush.${mark.tool}`)}</span>
              <span class="mark-time">{seconds < 5 ? t('brush.now') : t('brush.ago', { time: say.duration(seconds) })}</span>
              <IconButton icon="close" name={t('brush.delete', { i, tool: t(`brush.${mark.tool}`) })} onClick={() => deleteMark(mark.id)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
