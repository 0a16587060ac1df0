/** A person's own presets: kept on the device, newest last. */
import { signal } from '@preact/signals';
import { change, settings } from '../../document/document.js';
import { withoutPicture } from '../../document/knobs.js';
import { MOST, presetOf, readPresets, withPreset } from '../../document/presets.js';
import { about, knobNamed } from '../../platform/engine.js';
import { remember, remembered } from '../../platform/prefs.js';

/** The knobs that a preset decides. */
export const presetKnobs = about.preset_knobs.map(knobNamed);

/** @type {import('@preact/signals').Signal<import('../../document/presets.js').Presets>} */
export const ownPresets = signal(readPresets(remembered('presets', {}), presetKnobs));

/** @param {import('../../document/presets.js').Presets} presets */
function keep(presets) {
  ownPresets.value = presets;
  remember('presets', presets);
}

/** Keep the settings of now under a name, in place of what had it. A background picture is not kept. @param {string} name */
export function savePreset(name) {
  const { [name]: _old, ...others } = ownPresets.value;
  const rest = Object.entries(others).slice(-(MOST - 1));
  keep(Object.fromEntries([...rest, [name, presetOf(withoutPicture(settings.value, knobNamed('cutout.background')), presetKnobs)]]));
}

/** @param {string} name */
export function deletePreset(name) {
  const { [name]: _gone, ...others } = ownPresets.value;
  keep(others);
}

/** @param {import('../../document/presets.js').Preset} preset */
export function takePreset(preset) {
  change({ settings: withPreset(settings.value, preset, presetKnobs), size: null, crop: false });
}
