// Pyodide under Node: to compile wheels at build time and to run the Python tests where the browser runs them.
import { loadPyodide } from 'pyodide';

/**
 * @param {{folders?: Record<string, string>, lock?: string, packages?: string[], from?: string}} [options] `folders`: places
 *   inside → folders of this machine; `lock` and `from`: a lock file's text and the folder (as URL or path) of its wheels
 */
export async function bootPyodide({ folders = {}, lock, packages = [], from } = {}) {
  const python = await loadPyodide({
    ...(lock ? { lockFileContents: lock } : {}),
    ...(from ? { packageBaseUrl: from } : {}),
  });
  for (const [place, folder] of Object.entries(folders)) python.mountNodeFS(place, folder);
  if (packages.length) {
    await python.loadPackage(packages, { messageCallback: () => {}, checkIntegrity: true });
    // loadPackage resolves even when a package failed to load.
    for (const name of packages) python.pyimport(name).destroy();
  }
  return python;
}
