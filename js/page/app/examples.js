/** Photos to try, as the build laid them beside the runtime. */
import { addresses, runtime } from '../../engine/assets.js';
import { fetchChecked } from '../../engine/fetch.js';

/** @typedef {{name: string, url: string, thumb: string, sha256: string}} Example */

/** @returns {Example[]} */
export function examples() {
  const base = addresses().examples;
  return runtime.exampleFiles.map(({ path, sha256 }) => {
    const name = path.replace('.png', '');
    return { name, url: `${base}${path}`, thumb: `${base}${name}.thumb.jpg`, sha256 };
  });
}

/** @param {Example} example */
export async function fetchExample(example) {
  const answer = await fetchChecked(example.url, example, 'load');
  return new File([await answer.blob()], `${example.name}.png`, { type: 'image/png' });
}
