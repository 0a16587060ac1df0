/**
 * Deflate for the filtered rows of a PNG: Huffman codes and runs of one byte, no search for longer matches (RFC 1951; zlib's strategy
 * Z_RLE). What a filter leaves of a photo hardly ever repeats, so the search costs most of the time and finds next to nothing.
 * Pure. Cost: about 15 ns a byte. Each call can be read on its own: parts that were made side by side may be joined.
 */

/** Bytes that share a set of codes. */
const BLOCK = 1 << 18;
const [SHORTEST, LONGEST] = [4, 258];
const END = 256;
const LITERALS = 286;
/** Order in which the lengths of the codes for code lengths are written. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Symbol, extra bits and their value of each length of a run. */
const RUN = Array.from({ length: LONGEST + 1 }, (_, length) => {
  if (length === LONGEST) return { symbol: 285, bits: 0, extra: 0 };
  if (length < 11) return { symbol: 254 + length, bits: 0, extra: 0 };
  const bits = 29 - Math.clz32(length - 3);
  return { symbol: 257 + 4 * bits + ((length - 3) >> bits), bits, extra: (length - 3) & ((1 << bits) - 1) };
});

/**
 * Lengths of the codes of a Huffman tree, none longer than `limit` bits; 0 for what does not occur. A lone symbol gets one bit.
 * @param {Uint32Array} counts
 * @param {number} limit
 * @returns {Uint8Array}
 */
export function codeLengths(counts, limit) {
  const lengths = new Uint8Array(counts.length);
  const used = [...counts.keys()].filter((s) => counts[s]);
  if (used.length < 2) {
    for (const s of used) lengths[s] = 1;
    return lengths;
  }
  // Where the tree is too deep, rare symbols are counted as less rare until it is not.
  for (let weights = Float64Array.from(counts); ; weights = weights.map((w) => w && Math.ceil(w / 2) + 1)) {
    used.sort((p, q) => weights[p] - weights[q] || p - q);
    const n = used.length;
    const weight = new Float64Array(2 * n - 1);
    const parent = new Uint16Array(2 * n - 1);
    used.forEach((s, i) => {
      weight[i] = weights[s];
    });
    let [leaf, node] = [0, n];
    for (let made = n; made < 2 * n - 1; made += 1) {
      for (let k = 0; k < 2; k += 1) {
        const least = leaf < n && (node >= made || weight[leaf] <= weight[node]) ? leaf++ : node++;
        weight[made] += weight[least];
        parent[least] = made;
      }
    }
    const depth = new Uint8Array(2 * n - 1);
    for (let i = 2 * n - 3; i >= 0; i -= 1) depth[i] = depth[parent[i]] + 1;
    if (Math.max(...depth.subarray(0, n)) > limit) continue;
    used.forEach((s, i) => {
      lengths[s] = depth[i];
    });
    return lengths;
  }
}

/** The canonical codes of these lengths, their bits in the order of writing. @param {Uint8Array} lengths */
function codesOf(lengths) {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let bits = 1; bits < 16; bits += 1) {
    for (let s = 0; s < lengths.length; s += 1) {
      if (lengths[s] !== bits) continue;
      for (let k = 0; k < bits; k += 1) codes[s] |= ((code >> k) & 1) << (bits - 1 - k);
      code += 1;
    }
    code <<= 1;
  }
  return codes;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Uint8Array<ArrayBuffer>} blocks of deflate, none of them the last, up to a whole byte; close a stream with {@link LAST}
 */
export function deflate(bytes) {
  const out = new Uint8Array(bytes.length * 2 + 512 * (Math.ceil(bytes.length / BLOCK) + 1));
  const tokens = new Uint16Array(BLOCK); // a byte, or 256 and the length of a run
  let [at, held, count] = [0, 0, 0];
  const put = (/** @type {number} */ value, /** @type {number} */ bits) => {
    held |= value << count;
    count += bits;
    while (count >= 8) {
      out[at++] = held;
      held >>>= 8;
      count -= 8;
    }
  };
  for (let first = 0; first < bytes.length; first += BLOCK) {
    const end = Math.min(first + BLOCK, bytes.length);
    const counts = new Uint32Array(LITERALS);
    let n = 0;
    for (let i = first; i < end; ) {
      const byte = bytes[i];
      let next = i;
      if (i > first && byte === bytes[i - 1]) {
        const stop = Math.min(end, i + LONGEST);
        while (next < stop && bytes[next] === byte) next += 1;
      }
      if (next - i >= SHORTEST) {
        counts[RUN[next - i].symbol] += 1;
        tokens[n++] = 256 + next - i;
        i = next;
      } else {
        counts[byte] += 1;
        tokens[n++] = byte;
        i += 1;
      }
    }
    counts[END] = 1;
    const lengths = codeLengths(counts, 15);
    const codes = codesOf(lengths);
    const head = new Uint8Array(LITERALS + 1);
    head.set(lengths);
    head[LITERALS] = 1; // the one distance: the byte before
    const kinds = new Uint32Array(19);
    for (const length of head) kinds[length] += 1;
    const kindLengths = codeLengths(kinds, 7);
    const kindCodes = codesOf(kindLengths);
    put(0b100, 3); // not the last block; codes of its own
    put(LITERALS - 257, 5);
    put(0, 5);
    put(ORDER.length - 4, 4);
    for (const kind of ORDER) put(kindLengths[kind], 3);
    for (const length of head) put(kindCodes[length], kindLengths[length]);
    for (let k = 0; k < n; k += 1) {
      const token = tokens[k];
      if (token < 256) {
        held |= codes[token] << count;
        count += lengths[token];
        if (count >= 16) {
          out[at++] = held;
          out[at++] = held >>> 8;
          held >>>= 16;
          count -= 16;
        }
        continue;
      }
      const { symbol, bits, extra } = RUN[token - 256];
      put(0, 0); // room for two codes
      put(codes[symbol], lengths[symbol]);
      put(extra, bits + 1); // and one bit 0 for the distance
    }
    put(0, 0);
    put(codes[END], lengths[END]);
  }
  put(0, 3); // an empty stored block ends on a whole byte
  if (count) put(0, 8 - count);
  out.set([0, 0, 255, 255], at);
  return out.slice(0, at + 4);
}

/** A last, empty block. */
export const LAST = Uint8Array.of(1, 0, 0, 255, 255);

/** @param {Uint8Array} bytes @param {number} [sum] of the bytes before */
export function adler32(bytes, sum = 1) {
  let [a, b] = [sum & 0xffff, sum >>> 16];
  for (let i = 0; i < bytes.length; ) {
    for (const stop = Math.min(i + 3800, bytes.length); i < stop; i += 1) {
      a += bytes[i];
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return ((b << 16) | a) >>> 0;
}
