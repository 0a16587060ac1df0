declare module 'lcms-wasm' {
  export function instantiate(options: object): Promise<unknown>;
}
declare module 'libheif-js/libheif-wasm/libheif.js' {
  export default function libheif(options: object): unknown;
}
