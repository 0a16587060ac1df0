/** Put in place by vite.config.js. */
declare const __WISPCUT_RUNTIME__: import('./assets.js').Runtime;
/** Put in place by scripts/build.mjs. */
declare const __WISPCUT_SITE__: {
  version: string;
  shell: import('./fetch.js').FileEntry[];
  assets: import('./fetch.js').FileEntry[];
};
/** What bench/harness gives to the browser's console. */
declare var wispcut: object;
/** Its own types are out of reach of its exports. */
declare module 'onnxruntime-web' {
  export * from 'onnxruntime-common';
}
declare module '*?worker&url' {
  const url: string;
  export default url;
}
declare module '*?url' {
  const url: string;
  export default url;
}
