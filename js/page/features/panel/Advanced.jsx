/** Everything else, in the terms of the field, by section. */
import { t, tKnob } from '../../i18n/index.js';
import { Group } from './Group.jsx';
import { idleWords, plainKnobs, resetGroup } from './groups.js';
import { asWords, Knob } from './Knob.jsx';
import { Recipe } from './Recipe.jsx';

/** @param {{section: string, knobs: import('./Knob.jsx').KnobType[]}} props */
function Section({ section, knobs }) {
  const idle = idleWords(section);
  return (
    <div class="subgroup">
      <h3>{tKnob(`section.${section}`, asWords(section))}</h3>
      {idle && <p class="note">{t(idle)}</p>}
      {knobs.map((knob) => (
        <Knob key={knob.name} knob={knob} disabled={idle !== null} />
      ))}
    </div>
  );
}

/** @param {{flat?: boolean}} props */
export function Advanced({ flat }) {
  const knobs = plainKnobs('advanced');
  const sections = [...new Set(knobs.map((knob) => knob.section))];
  return (
    <Group group="advanced" flat={flat} hint={t('group.advanced.hint')} onDefaults={() => resetGroup('advanced')}>
      {sections.map((section) => (
        <Section key={section} section={section} knobs={knobs.filter((knob) => knob.section === section)} />
      ))}
      <Recipe />
    </Group>
  );
}
