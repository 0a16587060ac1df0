// The list of parts that are shipped, in the form that auditors' programs read: CycloneDX 1.6 as JSON (ECMA-424).

/** What may be an SPDX expression, and words that look like one and are none. */
const SPDX = /^[A-Za-z0-9.+() -]+$/;
const LONE = new Set(['public domain']);

/** @param {import('./parts.mjs').Part} part its address among packages, or nothing */
function purl({ name, version, kind, source }) {
  if (kind === 'JavaScript' || name === 'pyodide' || source.startsWith('npm package'))
    return `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return kind === 'Python package' ? `pkg:pypi/${name.toLowerCase().replaceAll('_', '-')}@${version}` : null;
}

/** @type {Record<string, string>} */
const TYPES = { 'weights of the AI': 'machine-learning-model', photo: 'data' };

/** @param {string} licence */
const licences = (licence) => [!LONE.has(licence) && SPDX.test(licence) ? { expression: licence } : { license: { name: licence } }];

/**
 * The list. It holds no date and no random number: the same parts give the same bytes.
 * @param {string} version Wispcut's own
 * @param {import('./parts.mjs').Part[]} parts
 */
export function bom(version, parts) {
  const components = parts.map((part) => {
    const address = purl(part);
    return {
      type: TYPES[part.kind] ?? 'library',
      'bom-ref': address ?? [part.name, part.version].filter(Boolean).join('@'),
      name: part.name,
      ...(part.version && { version: part.version }),
      licenses: licences(part.licence),
      ...(address && { purl: address }),
    };
  });
  const self = `wispcut@${version}`;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': self, name: 'wispcut', version, licenses: licences('AGPL-3.0-or-later') },
    },
    components,
    dependencies: [{ ref: self, dependsOn: components.map((component) => component['bom-ref']) }],
  };
}
