// @imgly/background-removal as its own users have it: a photo in, a PNG out, with the library's files of our own site.
import { removeBackground } from '@imgly/background-removal';

const input = /** @type {HTMLInputElement} */ (document.querySelector('input'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const publicPath = new URL(`/assets/${__AI_FOLDER__}/`, location.href).href;

input.addEventListener('change', async () => {
  const [file] = input.files ?? [];
  status.textContent = 'Working';
  try {
    const cutout = await removeBackground(file, { publicPath, model: 'isnet_fp16', device: 'cpu', output: { format: 'image/png' } });
    status.textContent = `Cutout ready, ${cutout.size} bytes`;
  } catch (error) {
    status.textContent = `Failed: ${error}`;
  }
});
