/** What the page works on is kept on the device, and offered again when it was left off in the middle. */
import { effect, signal } from '@preact/signals';
import { beginPhoto, doc } from '../document/document.js';
import { fields, numberOr, readDoc } from '../document/stored.js';
import { backgroundImage, takeBackgroundImage } from '../features/panel/background-image.js';
import { addItems, docOfList, items, openId } from '../features/queue/queue.js';
import { t } from '../i18n/index.js';
import { knobNamed, knobs } from '../platform/engine.js';
import { FILE_FAULTS } from '../platform/failure.js';
import * as kept from '../platform/kept.js';
import { remember, remembered } from '../platform/prefs.js';
import { failure, file, maskFile, start } from '../session/run.js';
import { notify } from '../ui/notices.js';

/** @typedef {import('../features/queue/queue.js').Item} Item */
/** @typedef {{value: {kind: 'photo' | 'list', name?: string, doc: unknown, rows?: unknown[]}, files: import('../platform/kept.js').Files}} Work */

/** What was left off and may be gone on with; the first is offered. @type {import('@preact/signals').Signal<import('../platform/kept.js').Waiting[]>} */
const waiting = signal([]);
/** The person wants it so; remembered. */
export const keeping = signal(wanted());

/** A dragged slider is stored once it rests, in milliseconds. */
const REST = 300;
let rest = 0;
/** One write after the other. @type {Promise<void>} */
let writing = Promise.resolve();
/** What was said to have no room. @type {Blob | null} */
let unkept = null;

function wanted() {
  return remembered('keep', /** @type {unknown} */ (true)) !== false;
}

/** Look for what was left off, and keep what the page works on from now on. */
export async function beginKeeping() {
  effect(() => {
    workNow();
    clearTimeout(rest);
    rest = window.setTimeout(write, REST);
  });
  addEventListener('visibilitychange', () => document.hidden && write());
  try {
    waiting.value = await kept.leftOff();
  } catch {
    // Storage may be missing or forbidden: nothing is offered, and all the rest works.
  }
  if (!keeping.value) forgetAll();
}

/** What is offered: only where it takes the place of nothing. */
export function offered() {
  return file.value || items.value.length ? null : waiting.value[0];
}

/** @returns {Work | null} */
function workNow() {
  const photo = file.value;
  if (items.value.length) return { value: { kind: 'list', doc: docOfList(), rows: items.value.map(rowOf) }, files: filesOfList() };
  if (!photo || (failure.value && !failure.value.aside && FILE_FAULTS.includes(failure.value.code))) return null;
  /** @type {import('../platform/kept.js').Files} */
  const files = { photo, ...(maskFile.value && { mask: maskFile.value }), ...pictureFile() };
  return { value: { kind: 'photo', name: photo instanceof File ? photo.name : '', doc: doc.value }, files };
}

/** @returns {import('../platform/kept.js').Files} */
function pictureFile() {
  return backgroundImage.value ? { picture: backgroundImage.value.file } : {};
}

/** @param {Item} item */
function rowOf({ id, state, size, seconds, own, made, cutout }) {
  // Marks of a photo that is open are in its document until it is left.
  return { id, state, size, seconds, own: id === openId.value ? doc.value : own, made, name: cutout?.name };
}

function filesOfList() {
  /** @type {import('../platform/kept.js').Files} */
  const files = pictureFile();
  for (const { id, file, mask, before, after, cutout } of items.value) {
    files[`photo ${id}`] = file;
    const used = id === openId.value ? maskFile.value : mask;
    if (used) files[`mask ${id}`] = used;
    if (before) files[`before ${id}`] = before;
    if (after && cutout) Object.assign(files, { [`after ${id}`]: after, [`cutout ${id}`]: cutout.blob });
  }
  return files;
}

function write() {
  clearTimeout(rest);
  writing = writing.then(async () => {
    // Another tab may have been told meanwhile.
    const work = wanted() ? workNow() : null;
    try {
      if (work) await kept.keep(work.value, work.files);
      else await kept.forgetOwn();
    } catch {
      tellOnce();
    }
  });
  return writing;
}

/** A photo that is not kept is said once; it stays on the page. */
function tellOnce() {
  const about = file.value ?? items.value[0]?.file ?? null;
  if (!about || about === unkept) return;
  unkept = about;
  notify({ kind: 'bad', text: t('notice.kept.full') });
}

/** The person wants what is offered. */
export async function goOn() {
  const [first, ...others] = waiting.value;
  if (!first) return;
  waiting.value = others;
  const value = fields(first.value);
  /** @type {import('../platform/kept.js').Files} */
  let files;
  try {
    files = await kept.goOn(first);
  } catch {
    notify({ kind: 'bad', text: t('notice.kept.lost') });
    await kept.forget(first).catch(() => {});
    return;
  }
  const picture = files.picture instanceof File && (await takeBackgroundImage(files.picture));
  const read = (/** @type {unknown} */ given) => readDoc(given, knobs, picture ? null : knobNamed('cutout.background'));
  if (value.kind === 'list') {
    beginPhoto(read(value.doc));
    addItems((Array.isArray(value.rows) ? value.rows : []).flatMap((row) => readRow(row, files, read)));
    return;
  }
  maskFile.value = files.mask instanceof File ? files.mask : null;
  await start(files.photo, read(value.doc));
}

/**
 * @param {unknown} given
 * @param {import('../platform/kept.js').Files} files
 * @param {(given: unknown) => import('../document/document.js').Doc} read
 * @returns {(Pick<Item, 'file'> & Partial<Item>)[]} one, or none
 */
function readRow(given, files, read) {
  const { id, state, size, seconds, own, made, name } = fields(given);
  const photo = files[`photo ${id}`];
  if (!(photo instanceof File)) return [];
  const [before, after, blob] = ['before', 'after', 'cutout'].map((which) => files[`${which} ${id}`] ?? null);
  const mask = files[`mask ${id}`];
  const row = {
    file: photo,
    mask: mask instanceof File ? mask : null,
    before,
    size: readDoc({ size }, knobs).size,
    own: own ? read(own) : null,
  };
  if (state !== 'ready' || !blob || !made || typeof name !== 'string') return [row];
  return [{ ...row, state: 'ready', after, cutout: { blob, name }, made: read(made), seconds: numberOr(seconds) }];
}

/** The person does not want what is offered. */
export async function forgetOffered() {
  const [first, ...others] = waiting.value;
  waiting.value = others;
  if (first) await kept.forget(first).catch(() => {});
}

/** @param {boolean} on */
export function setKeeping(on) {
  keeping.value = on;
  remember('keep', on);
  if (!on) forgetAll();
  write();
}

async function forgetAll() {
  for (let left = waiting.value.length; left > 0; left--) await forgetOffered();
}

/** What the offer says it is about. @param {import('../platform/kept.js').Waiting} entry @returns {{name: string, n: number}} */
export function nameOf({ value }) {
  const { rows, name } = fields(value);
  return { name: typeof name === 'string' ? name : '', n: Array.isArray(rows) ? rows.length : 1 };
}
