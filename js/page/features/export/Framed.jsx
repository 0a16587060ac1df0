/** The file in its frame, as it will be saved. */
import { useEffect, useState } from 'preact/hooks';
import { say, t } from '../../i18n/index.js';
import { exported, exporting } from './exported.js';

/** Kinds that browsers do not show. */
const UNSHOWN = ['image/tiff', 'image/vnd.adobe.photoshop'];

export function Framed() {
  const made = exported.value;
  const blob = made && !UNSHOWN.includes(made.blob.type) ? made.blob : null;
  const [shown, setShown] = useState('');
  useEffect(() => {
    if (!blob) return undefined;
    const url = URL.createObjectURL(blob);
    setShown(url);
    return () => {
      URL.revokeObjectURL(url);
      setShown('');
    };
  }, [blob]);
  if (!made) return exporting.value ? <p class="note">{t('run.encode')}</p> : null;
  const size = say.pixels(made.width, made.height);
  return (
    <figure class="framed">
      {blob && shown && <img src={shown} alt={t('export.framed')} />}
      <figcaption class="note">{t('dock.size', { size, mb: say.megabytes(made.blob.size) })}</figcaption>
    </figure>
  );
}
