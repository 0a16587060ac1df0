/** What the first photo loads: the Python runtime and the AI in its usual precision. From the build's own list. */
import { runtime } from '../../engine/assets.js';
import { knobNamed } from './engine.js';

export function firstLoadBytes() {
  const python = runtime.pythonFiles.reduce((sum, file) => sum + file.bytes, 0);
  return python + runtime.firstLook.model.bytes + (runtime.modelBytes[String(knobNamed('mask.precision').default)] ?? 0);
}
