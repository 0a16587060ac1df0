/** What the first photo loads: the Python runtime and the AI in its usual precision. From the build's own list. */
import { runtime } from '../../engine/assets.js';

/** Precision of the AI unless the settings say otherwise. */
const USUAL = 'isnet_fp16';

export function firstLoadBytes() {
  const python = runtime.pythonFiles.reduce((sum, file) => sum + file.bytes, 0);
  return python + (runtime.modelBytes[USUAL] ?? 0);
}
