/** The lock of hair on the first page. Grown once from a fixed seed, so that it is the same for everyone. */

const COUNT = 86;

/** A small, even random sequence (mulberry32). @param {number} seed */
function sequence(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @typedef {{d: string, kind: 'ink' | 'hair', opacity: number}} Strand */

/**
 * Strands leave one root, run together and fan out; each tapers to a point at both ends.
 * @param {number} count
 * @returns {Strand[]}
 */
function growHair(count) {
  const random = sequence(20260721);
  return Array.from({ length: count }, (_, i) => {
    // How far a strand leans, 0 upright to 1 along the floor; the last one goes astray.
    const last = i === count - 1;
    const lean = last ? 1.03 : Math.min(1, Math.max(0, (i / count) ** 1.1 + (random() - 0.5) * 0.22));
    const reach = last ? 0.92 : 1 - random() ** 2 * 0.3;
    const root = { x: 14 + lean * 44 + random() * 14, y: 607 };
    const tip = {
      x: root.x + (190 + lean * 318 + random() * 30) * reach,
      y: root.y - (596 - lean ** 1.3 * 330 - random() * 34) * reach,
    };
    const span = { x: tip.x - root.x, y: root.y - tip.y };
    const a = { x: root.x + span.x * (0.4 + lean * 0.02), y: root.y - span.y * (0.1 + (1 - lean) * 0.06) };
    const b = { x: root.x + span.x * (0.42 + lean * 0.12), y: tip.y + span.y * (0.3 - lean * 0.12) };
    const thick = random() ** 2.2;
    const plum = last || random() < 0.15;
    return {
      d: tapered(root, a, b, tip, 0.5 + thick * 1.4),
      kind: plum ? 'hair' : 'ink',
      opacity: Math.round((last ? 0.8 : 0.35 + 0.6 * Math.max(thick, random() * 0.8)) * 100) / 100,
    };
  });
}

/** @typedef {{x: number, y: number}} Point */

/**
 * A cubic as a closed sliver: widest near a third, a point at the tip.
 * @param {Point} p0 @param {Point} p1 @param {Point} p2 @param {Point} p3 @param {number} width
 */
function tapered(p0, p1, p2, p3, width) {
  const dx = p3.x - p0.x;
  const dy = p3.y - p0.y;
  const length = Math.hypot(dx, dy);
  const nx = (-dy / length) * width;
  const ny = (dx / length) * width;
  const n = (/** @type {number} */ value) => value.toFixed(1);
  const out = `C${n(p1.x + nx)} ${n(p1.y + ny)} ${n(p2.x + nx * 0.7)} ${n(p2.y + ny * 0.7)} ${n(p3.x)} ${n(p3.y)}`;
  const back = `C${n(p2.x - nx * 0.7)} ${n(p2.y - ny * 0.7)} ${n(p1.x - nx)} ${n(p1.y - ny)} ${n(p0.x - nx * 0.6)} ${n(p0.y - ny * 0.6)}`;
  return `M${n(p0.x + nx * 0.6)} ${n(p0.y + ny * 0.6)}${out}${back}Z`;
}

const STRANDS = growHair(COUNT);

export function Hair() {
  return (
    <svg class="hair" viewBox="0 0 580 606" preserveAspectRatio="xMinYMax meet" aria-hidden="true" focusable="false">
      <g class="hair-lock">
        {STRANDS.map(({ d, kind, opacity }) => (
          <path key={d} class={`strand-${kind}`} d={d} opacity={opacity} />
        ))}
      </g>
    </svg>
  );
}
