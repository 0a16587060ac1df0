/** Deflated bytes, unpacked by the browser, but no more of them than are expected: a small file cannot fill the memory. */

/**
 * @param {Uint8Array<ArrayBuffer>[]} parts a zlib stream
 * @param {number} length bytes; what follows is left
 * @param {{short?: boolean}} [options] `short`: fewer will do, the rest is 0
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function inflate(parts, length, { short = false } = {}) {
  const out = new Uint8Array(length);
  const reader = new Blob(parts).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let at = 0;
  while (at < length) {
    const { done, value } = await reader.read();
    if (done && short) return out;
    if (done) throw new RangeError(`${at} of ${length} bytes`);
    const part = value.subarray(0, length - at);
    out.set(part, at);
    at += part.length;
  }
  reader.cancel().catch(() => {});
  return out;
}
