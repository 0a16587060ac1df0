/** What the AI looks at. */

import { knobValue } from '../../document/document.js';
import { t } from '../../i18n/index.js';
import { knobNamed } from '../../platform/engine.js';
import { unlocked } from '../../session/unlocked.js';
import { view } from '../../view/view.js';
import { Group } from './Group.jsx';
import { isChanged, plainKnobs, resetGroup } from './groups.js';
import { Knob } from './Knob.jsx';

/** @param {{flat?: boolean}} props */
export function Enhance({ flat }) {
  const both = knobValue(knobNamed('enhance.in_result'));
  return (
    <Group group="enhance" flat={flat} hint={t(isChanged('enhance') ? 'group.on' : 'group.off')} onDefaults={() => resetGroup('enhance')}>
      <p class="note">{t(both ? 'group.enhance.lead.result' : 'group.enhance.lead')}</p>
      {unlocked.value.enhanced && (
        <button type="button" class="link" disabled={view.value === 'enhanced'} onClick={() => (view.value = 'enhanced')}>
          {t('group.enhance.show')}
        </button>
      )}
      {plainKnobs('enhance').map((knob) => (
        <Knob key={knob.name} knob={knob} />
      ))}
    </Group>
  );
}
