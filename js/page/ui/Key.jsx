/** A key on the keyboard. @param {{children: import('preact').ComponentChildren}} props */
export function Key({ children }) {
  return <kbd class="key">{children}</kbd>;
}
