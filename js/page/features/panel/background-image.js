/** The picture that the user puts behind the subject. Kept for the session, not remembered. */
import { signal } from '@preact/signals';
import { readHeader } from '../../../engine/codecs/header.js';
import { overviewFactor } from '../../draw/source.js';
import { about } from '../../platform/engine.js';
import { describe } from '../../platform/failure.js';
import { notify } from '../../ui/notices.js';

/** `bitmap` is for the stage, of an overview's size. @type {import('@preact/signals').Signal<{file: File, bitmap: ImageBitmap} | null>} */
export const backgroundImage = signal(null);

/** Bytes of a file in which its header is looked for: thumbnails and colour profiles may stand before the size. */
const HEAD = 1 << 22;

/**
 * @param {File} file
 * @returns {Promise<boolean>} whether it can be used
 */
export async function takeBackgroundImage(file) {
  try {
    const bitmap = await overviewOf(file);
    const old = backgroundImage.value?.bitmap;
    backgroundImage.value = { file, bitmap };
    old?.close();
    return true;
  } catch (error) {
    const { title, body } = describe(error);
    notify({ kind: 'bad', text: `${title} ${body}` });
    return false;
  }
}

/**
 * The header is read before a decoder sees the file: a few bytes may promise a picture that fits in no memory.
 * @param {File} file
 */
async function overviewOf(file) {
  const header = readHeader(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
  if (!header?.width || !header.height) throw { code: 'bad_image' };
  const { width, height } = header;
  const limit = about.limits.megapixels;
  const megapixels = Math.round((width * height) / 1e6);
  if (megapixels > limit) throw { code: 'too_large', values: { limit, megapixels } };
  const resizeWidth = Math.ceil(width / overviewFactor(width, height));
  return createImageBitmap(file, { resizeWidth, resizeQuality: 'high' }).catch(() => {
    throw { code: 'bad_image' };
  });
}
