/** What this device can take. */

/** @returns {{cores: number, memory: number, phone: boolean, ios: boolean}} memory in GB, as far as the browser reports */
export function device() {
  const { hardwareConcurrency = 2, userAgent = '', maxTouchPoints = 0 } = navigator;
  const memory = /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? 4;
  const ios = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  return { cores: hardwareConcurrency, memory, phone: ios || /Android.*Mobile/.test(userAgent), ios };
}

/**
 * How many Pythons run side by side: no more than cores, and each with two gigabytes of the device's memory to its name.
 * iOS ends a page that takes much memory, whatever the device has.
 */
export function poolSize({ cores, memory, ios } = device()) {
  if (ios) return 1;
  return Math.max(1, Math.min(cores, Math.floor(memory / 2), 6));
}

/** Whether a first look may stand beside the AI in the device's memory. */
export function suitsFirstLook({ memory, ios } = device()) {
  return memory > 2 && !ios;
}

/** The largest photo in megapixels: five copies of it at four bytes a pixel must fit beside the workers. */
export function megapixelLimit({ memory, phone, ios } = device()) {
  if (ios) return 36;
  if (memory <= 1) return 24;
  if (memory <= 2) return 50;
  return phone ? 64 : 100;
}
