/** The one place where an address becomes a worker: with Trusted Types on, nothing else on the page may. */

/** @type {{createScriptURL: (url: string) => any}} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('wispcut', { createScriptURL: sameOrigin }) ?? {
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
