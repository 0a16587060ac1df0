/** The one place where an address becomes a worker: with Trusted Types, no other code of the page may. */

/** @typedef {{createScriptURL: (url: string) => string}} Policy what it answers is a TrustedScriptURL where the browser knows one */

/** @type {Policy} */
const policy = /** @type {{trustedTypes?: {createPolicy: (name: string, rules: Policy) => Policy}}} */ (
  globalThis
).trustedTypes?.createPolicy('wispcut', { createScriptURL: sameOrigin }) ?? {
  createScriptURL: sameOrigin,
};

/** @param {string} url */
function sameOrigin(url) {
  const { href, origin } = new URL(url, document.baseURI);
  if (origin !== location.origin) throw new TypeError(`a worker must come from ${location.origin}; got ${href}`);
  return href;
}

/**
 * @param {string} url
 * @param {string} name
 */
export function startWorker(url, name) {
  return new Worker(policy.createScriptURL(url), { type: 'module', name });
}

/** @param {string} url @param {RegistrationOptions} options */
export function registerServiceWorker(url, options) {
  return navigator.serviceWorker.register(policy.createScriptURL(url), options);
}
