/** The picture that the user puts behind the subject. Kept for the session, not remembered. */
import { signal } from '@preact/signals';
import { describe } from '../state/failure.js';
import { tell } from '../state/notices.js';

/** @type {import('@preact/signals').Signal<{file: File, bitmap: ImageBitmap} | null>} */
export const backgroundImage = signal(null);

/**
 * @param {File} file
 * @returns {Promise<boolean>} whether it can be used
 */
export async function takeBackgroundImage(file) {
  try {
    const bitmap = await createImageBitmap(file, { resizeQuality: 'high' });
    backgroundImage.value?.bitmap.close();
    backgroundImage.value = { file, bitmap };
    return true;
  } catch {
    const { title, body } = describe({ code: 'bad_image' });
    tell({ kind: 'bad', text: `${title} ${body}` });
    return false;
  }
}
