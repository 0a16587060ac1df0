/** Bytes made into others, the same for the same seed. Pure but for the generator's own state. */

/** Mulberry32 (T. Ettinger). @param {number} seed @returns {(below: number) => number} whole numbers from 0 */
export function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const NUMBERS = [0, 1, 2, 3, 7, 8, 16, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

/**
 * One to four changes: bits, numbers of 1, 2 or 4 bytes in either order, parts taken out, doubled, or taken from another input.
 * @param {Uint8Array} bytes
 * @param {Uint8Array} other
 * @param {(below: number) => number} random
 * @param {number} largest bytes of the result
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function mutate(bytes, other, random, largest) {
  let out = Uint8Array.from(bytes);
  for (let change = random(4); change >= 0; change -= 1) {
    const at = random(out.length + 1);
    const length = Math.min(1 + random(1 << random(9)), out.length - at);
    const [head, tail] = [out.subarray(0, at), out.subarray(at)];
    switch (random(6)) {
      case 0:
        if (at < out.length) out[at] ^= 1 << random(8);
        break;
      case 1: {
        const size = [1, 2, 4][random(3)];
        const value = random(2) ? NUMBERS[random(NUMBERS.length)] : random(2 ** 32);
        const view = new DataView(out.buffer);
        if (at + size > out.length) break;
        if (size === 1) out[at] = value;
        else if (size === 2) view.setUint16(at, value & 0xffff, random(2) === 1);
        else view.setUint32(at, value, random(2) === 1);
        break;
      }
      case 2:
        out = join(head, tail.subarray(length));
        break;
      case 3:
        out = join(head, out.subarray(at, at + length), tail);
        break;
      case 4: {
        const from = random(other.length + 1);
        const part = other.subarray(from, from + 1 + random(64));
        out = random(2) ? join(head, part, tail) : join(head, part, tail.subarray(part.length));
        break;
      }
      default:
        out = join(
          head,
          Uint8Array.from({ length: 1 + random(8) }, () => random(256)),
          tail,
        );
    }
  }
  return out.slice(0, largest);
}

/** @param {...Uint8Array} parts */
function join(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
