/**
 * What the bundler does for the page, for Node: `…?url` is an address, and `fetch` answers for files of this machine. Imported before
 * anything that needs it.
 */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';

const HOOKS = `export async function resolve(specifier, context, next) {
  if (!specifier.endsWith('?url')) return next(specifier, context);
  const { url } = await next(specifier.slice(0, -4), context);
  return { url: 'data:text/javascript,export default ' + encodeURIComponent(JSON.stringify(url)), shortCircuit: true };
}`;
register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);

const native = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  if (!String(input).startsWith('file:')) return native(input, init);
  return new Response(new Uint8Array(await readFile(new URL(String(input)))), { headers: { 'Content-Type': 'application/wasm' } });
};
