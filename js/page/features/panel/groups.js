/** Which groups of the panel are open, and which knobs each shows. */
import { signal } from '@preact/signals';
import { settingOf } from '../../../engine/schema.js';
import { resetKnobs, settings } from '../../document/document.js';
import { knobNamed, knobs } from '../../platform/engine.js';
import { remember, remembered } from '../../platform/prefs.js';

/** @typedef {import('../../document/knobs.js').Knob} Knob */

const open = signal(new Set(/** @type {string[]} */ (remembered('open', ['edge']))));

export const openGroups = {
  get value() {
    return open.value;
  },
  /** @param {string} group */
  toggle(group) {
    const next = new Set(open.value);
    if (!next.delete(group)) next.add(group);
    open.value = next;
    remember('open', [...next]);
  },
};

/** Knobs that have a form of their own on the page. */
const SPECIAL = new Set(['matting.quality', 'cutout.background', 'cutout.colour', 'cutout.mask_only', 'export.format', 'resize.sharpness']);

const SHADOWS = ['contact', 'cast', 'both'];
const CASTS = ['cast', 'both'];

/** Knobs that matter with some choices only: they stand beside them when these are made, else in Advanced. */
const BESIDE = new Map(
  /** @type {[string, Record<string, string[]>][]} */ ([
    ['cutout.blur', { 'cutout.background': ['blur'] }],
    ['backdrop.keep_gradient', { 'cutout.background': ['even'] }],
    ['cutout.shadow_strength', { 'cutout.shadow': SHADOWS }],
    ['cutout.shadow_softness', { 'cutout.shadow': SHADOWS }],
    ['cutout.shadow_colour', { 'cutout.shadow': SHADOWS }],
    ['cutout.shadow_on_transparent', { 'cutout.shadow': SHADOWS, 'cutout.background': ['transparent'] }],
    ['cutout.shadow_angle', { 'cutout.shadow': CASTS }],
    ['cutout.shadow_length', { 'cutout.shadow': CASTS }],
    ['cutout.margin', { 'export.frame': ['none'] }],
    ['export.margin', { 'export.frame': ['subject', 'square'] }],
    ['export.quality', { 'export.format': ['jpeg'] }],
    ['resize.strength', { 'resize.sharpness': ['manual'] }],
  ]),
);

/** Sections that count only while a switch has this position, and the text that explains it. */
const ONLY_WHILE = new Map([['guided_filter', { flag: 'matting.enabled', is: false, words: 'knob.withoutMatting' }]]);

/** Sections whose knobs people reach for most: they stand first in their group. */
const FIRST = ['trimap', 'matting'];

/**
 * The group a knob stands in: as its schema says, but field terms of other groups stand in Advanced.
 * @param {Knob} knob
 */
function placeOf(knob) {
  const needed = Object.entries(BESIDE.get(knob.name) ?? {});
  if (needed.some(([name, choices]) => !choices.includes(String(settingOf(settings.value, knobNamed(name)))))) return 'advanced';
  return knob.name === 'mask.precision' ? 'advanced' : knob.group;
}

/**
 * The knobs of a group that are drawn in the usual way.
 * @param {string} group
 */
export function plainKnobs(group) {
  const all = knobs.filter((knob) => placeOf(knob) === group && !SPECIAL.has(knob.name));
  const first = all.filter((knob) => FIRST.includes(knob.section));
  return [...first, ...all.filter((knob) => !first.includes(knob))];
}

/**
 * @param {string} group
 * @param {import('../../document/knobs.js').Settings} [given] those of the page, if not given
 */
export function isChanged(group, given = settings.value) {
  return knobs.some((knob) => placeOf(knob) === group && settingOf(given, knob) !== knob.default);
}

/**
 * Why the knobs of a section change nothing just now: a row of the texts; null when they do.
 * @param {string} section
 */
export function idleWords(section) {
  const only = ONLY_WHILE.get(section);
  return only && settingOf(settings.value, knobNamed(only.flag)) !== only.is ? only.words : null;
}

/** @param {string} group */
export function resetGroup(group) {
  resetKnobs((knob) => placeOf(knob) === group);
}
