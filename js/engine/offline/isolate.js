/**
 * Threads on hosts that send no headers. Only an isolated page may share memory between threads, and what isolates it are the headers that
 * the service worker adds: to loads that it serves, so not to the very first one. As soon as it has taken that page, the page is loaded once
 * more, unless the person has used it; it is the same empty page, and what it loads from now on is stored.
 */

const TRIED = 'wispcut.isolating';

/**
 * Load the page once more where that isolates it.
 * @param {Promise<ServiceWorkerRegistration | void>} registering
 * @param {() => boolean} untouched asked when the service worker has come: whether a reload would take nothing from the person
 * @returns {Promise<boolean>} whether this page stays
 */
export async function isolate(registering, untouched) {
  if (globalThis.crossOriginIsolated || navigator.serviceWorker?.controller) return true;
  const registration = await registering;
  if (!registration || !(await taken(registration)) || !untouched() || !first()) return true;
  location.reload();
  return false;
}

/**
 * Whether the service worker takes this page. An active one that has not taken it already was passed by on purpose (a forced reload).
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<boolean>}
 */
async function taken(registration) {
  const worker = registration.installing;
  if (registration.active || !worker) return Boolean(navigator.serviceWorker.controller);
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    worker.addEventListener('statechange', () => worker.state === 'redundant' && resolve(false));
  });
}

/** Whether this tab tries for the first time: a host or a browser may refuse, and then a second try would be the first of a loop. */
function first() {
  try {
    if (sessionStorage.getItem(TRIED)) return false;
    sessionStorage.setItem(TRIED, 'yes');
    return true;
  } catch {
    return false;
  }
}
