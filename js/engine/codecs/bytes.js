/** Bytes of a file as text and as numbers. */

/** One character a byte, as far as there are bytes. @param {Uint8Array} bytes @param {number} at @param {number} length */
export const text = (bytes, at, length) => String.fromCharCode(...bytes.subarray(at, at + length));

/** A read beyond the end is a RangeError. @param {Uint8Array} bytes */
export const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
