/** The mark and the wordmark: a block with a slanted cut edge, and strands that cross it. */
import { useId } from 'preact/hooks';

const BLOCK = 'M7,2.5H19.2L14.6,29.5H7A4.5,4.5,0,0,1,2.5,25V7A4.5,4.5,0,0,1,7,2.5Z';
const STRANDS = [
  'M5.2,24.6C13.6,23.4,13.8,9.6,29.6,6.4,16.8,11.2,16.2,25.6,5.2,24.6Z',
  'M9.6,27.2C17.6,25.2,18.4,15.6,27.8,14.2,20.2,17,18.8,26,9.6,27.2Z',
];

/** @param {{size?: number}} props */
export function Mark({ size = 26 }) {
  const id = useId();
  const strands = size < 20 ? STRANDS.slice(0, 1) : STRANDS;
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <clipPath id={id}>
        <path d={BLOCK} />
      </clipPath>
      <path class="mark-block" d={BLOCK} />
      {strands.map((d) => (
        <path key={d} class="mark-strand" d={d} />
      ))}
      <g clip-path={`url(#${id})`}>
        {strands.map((d) => (
          <path key={d} class="mark-knock" d={d} />
        ))}
      </g>
    </svg>
  );
}

export function Wordmark() {
  return (
    <span class="wordmark">
      Wisp<b>cut</b>
    </span>
  );
}
