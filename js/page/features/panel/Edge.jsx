/** Where the subject ends. */
import { t } from '../../i18n/index.js';
import { Group } from './Group.jsx';
import { isChanged, plainKnobs, resetGroup } from './groups.js';
import { Knob } from './Knob.jsx';
import { MaskFile } from './MaskFile.jsx';

/** @param {{flat?: boolean, hint?: string}} props */
export function Edge({ flat, hint }) {
  return (
    <Group group="edge" flat={flat} hint={hint ?? (isChanged('edge') ? t('group.on') : undefined)} onDefaults={() => resetGroup('edge')}>
      {plainKnobs('edge').map((knob) => (
        <Knob key={knob.name} knob={knob} />
      ))}
      <MaskFile />
    </Group>
  );
}
