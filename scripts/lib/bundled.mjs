// What a bundle is made of, as the bundler itself tells: the modules, styles, fonts and binaries of others that are in it.

/** The last package in a module's path. */
const PACKAGE = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)(?=\/)/;
/** Helpers that the bundlers write into what they make. */
export const HELPERS = { '\0vite/': 'vite', '\0rolldown/': 'rolldown' };
/** What a published file that is a bundle itself says of its modules, before it is minified. */
const WITHIN = /node_modules\/\.pnpm\/((?:@[^+/]+\+)?[^@/]+)@([^/_(]+)[^/]*\/node_modules\//g;

/** @param {string} id of a module, as the bundler names it; or a path @returns {string | null} the package, or null for our own */
export function packageOf(id) {
  const helper = Object.entries(HELPERS).find(([start]) => id.startsWith(start));
  if (helper) return helper[1];
  return PACKAGE.exec(`/${id.replaceAll('\\', '/').replace(/^\0+/, '')}`)?.[1] ?? null;
}

/** @param {string} code of one file @returns {Map<string, string>} packages that were bundled into it before, with their versions */
export function within(code) {
  return new Map([...code.matchAll(WITHIN)].map(([, name, version]) => [name.replace('+', '/'), version]));
}

/**
 * A plug-in that adds each module of others which ends up in a bundle to `found`.
 * @param {Set<string>} found as the bundler names them
 * @returns {import('vite').Plugin}
 */
export function recorder(found) {
  return {
    name: 'wispcut-bundled',
    generateBundle(_options, bundle) {
      for (const made of Object.values(bundle)) {
        const ids =
          made.type === 'asset'
            ? made.originalFileNames
            : Object.entries(made.modules).flatMap(([id, { renderedLength }]) => (renderedLength || /\.css(\?|$)/.test(id) ? [id] : []));
        for (const id of ids) if (packageOf(id)) found.add(id);
      }
    },
  };
}
