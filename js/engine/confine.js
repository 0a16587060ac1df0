/**
 * A worker that protects itself. A worker follows the headers of its own script and not the policy of its page, and where a host sends no
 * headers, the first visit has none (a service worker never): so whatever can reach another origin is taken out of the scope, before any
 * photo is there. What cannot be taken out is `import()`; a service worker has none.
 */

const WAYS = [
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'WebTransport',
  'RTCPeerConnection',
  'fetchLater',
  'FontFace',
];
/** Each begins a script in a scope of its own. */
const SCOPES = ['Worker', 'SharedWorker', 'importScripts'];

/**
 * Leave only a `fetch` that gets files of this origin. It stays for the worker's whole life: the AI asks for its files again.
 * @param {{scopes?: boolean, store?: boolean}} [options] `scopes`: the worker starts threads of its own; `store`: it is the service worker,
 *   which keeps the store and passes on loads of pages with their redirects
 */
export function confine({ scopes = false, store = false } = {}) {
  remove(WAYS);
  if (!scopes) remove(SCOPES);
  if (store) for (const way of ['add', 'addAll']) Reflect.deleteProperty(Cache.prototype, way);
  else remove(['caches']);
  const native = globalThis.fetch.bind(globalThis);
  remove(['fetch']);
  globalThis.fetch = async (/** @type {RequestInfo | URL} */ input, /** @type {RequestInit} */ init = {}) => {
    const { url, method } = new Request(input, init);
    const { protocol, origin } = new URL(url);
    const inside = ['blob:', 'data:'].includes(protocol) || origin === self.location.origin;
    if (!inside || (method !== 'GET' && !store)) throw new TypeError(`${method} ${url} is not for this worker`);
    return native(input, store ? init : { ...init, redirect: 'error' });
  };
}

/** @param {string[]} names */
function remove(names) {
  for (let scope = globalThis; scope; scope = Object.getPrototypeOf(scope)) for (const name of names) Reflect.deleteProperty(scope, name);
}
