/** Icons: 18 px grid, round strokes of 1.5 px, no fills; always beside a word or inside something with a name. */

const PATHS = {
  undo: 'M6.5 4.5 3 8l3.5 3.5M3 8h7.5a4 4 0 0 1 0 8H8',
  redo: 'M11.5 4.5 15 8l-3.5 3.5M15 8H7.5a4 4 0 0 0 0 8H10',
  plus: 'M9 3.5v11M3.5 9h11',
  minus: 'M5 9h8',
  zoomIn: 'M9 5v8M5 9h8',
  compare: 'M9 2.5v13M6 6 3 9l3 3M12 6l3 3-3 3',
  pair: 'M2.5 4h5.5v10H2.5zM10 4h5.5v10H10z',
  fit: 'M3 6.5V3h3.5M11.5 3H15v3.5M15 11.5V15h-3.5M6.5 15H3v-3.5',
  brush:
    'M15.2 2.8c-3 1-5.7 3.2-7.400 6l1.7 1.5c2.7-1.900 4.8-4.5 5.7-7.5ZM7.3 9.600c-2 .1-2.8 1.400-3 2.900-.1 1-.7 1.8-1.8 2.2 2.7 1 6.2.3 6.5-2.600',
  edge: 'M3 15C8.5 14.5 6.5 5 15 3M6.5 15.5c4.5-.5 3.5-6 8.5-8',
  background: 'M3 3h12v12H3zM9 3v12M3 9h12',
  enhance: 'm3 15 8.5-8.5M12.8 5.2 14 4M13 9.5l1.5.5M8 5 7.5 3.5M5 6.5 3.5 6M15 12.5v.1M10.5 3v.1',
  export: 'M9 11V2.5M6 5.2l3-2.7 3 2.7M4.5 8H3v7h12V8h-1.5',
  download: 'M9 2.5v8.7M5.5 8 9 11.5 12.5 8M2.8 12v3h12.400v-3',
  zip: 'M4 2.5h7L14 5.5v10H4zM8 5v.1M8 7.5v.1M7.3 10h1.5v2.5H7.3z',
  lock: 'M4 8h10v7.5H4zM6 8V5.5a3 3 0 0 1 6 0V8M9 11.2v1',
  cloudOff: 'M3 3l12 12M6.5 5.2A4.2 4.2 0 0 1 13 8a3 3 0 0 1 2.3 4.8M12 14H5.5A3 3 0 0 1 5 8',
  keyboard: 'M2 4.5h14v9H2zM4.8 7.5v.1M7.600 7.5v.1M10.400 7.5v.1M13.2 7.5v.1M5.5 10.7h7',
  alert: 'M9 3 16 15H2zM9 7.5v3.5M9 13v.1',
  check: 'm3.5 9.5 3.7 3.7 7.3-8',
  hair: 'M3.5 14.5c4-1 3.5-8 7.5-11M7 15c4-1 3.5-7.5 7.5-10.5M10.5 15c2-1 2.5-3.8 4-5.5',
  image: 'M3 3.5h12v11H3zM3.5 13l3.3-3.3 2.400 2.3 2-1.8 3.3 3M11.5 6.7v.1',
  close: 'm4.5 4.5 9 9M13.5 4.5l-9 9',
  more: 'M4.2 9v.1M9 9v.1M13.8 9v.1',
  down: 'm5.5 7.5 3.5 3.5 3.5-3.5',
  right: 'm7.5 5.5 3.5 3.5-3.5 3.5',
  left: 'M10.5 5.5 7 9l3.5 3.5',
  link: 'M7.5 10.5 10.5 7.5M8 5.7l1.600-1.600a3 3 0 0 1 4.3 4.3L12.3 10M10 12.3l-1.600 1.600a3 3 0 0 1-4.3-4.3L5.7 8',
  unlink: 'M8 5.7l1.600-1.600a3 3 0 0 1 4.3 4.3L12.3 10M10 12.3l-1.600 1.600a3 3 0 0 1-4.3-4.3L5.7 8',
  dropper: 'm10 5.5 2.5 2.5M9.5 4.5l4 4M11.5 6.5 13 3.8a1.2 1.2 0 0 1 1.7 1.5L12 7M10.5 7 4 13.5 3 15l1.5-1L11 7.5',
  cross: 'm5.5 5.5 7 7M12.5 5.5l-7 7',
};

/** @typedef {keyof typeof PATHS} IconName */

/** @param {{name: IconName, size?: number, class?: string}} props */
export function Icon({ name, size = 18, class: extra = '' }) {
  return (
    <svg class={`icon icon-${name} ${extra}`} width={size} height={size} viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
