/**
 * What is made once from a photo, a mask or marks, and is collected with them. A failure is not kept: the next call tries again.
 * @template T
 * @param {WeakMap<object, Promise<unknown>>} made
 * @param {object} of
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
export function memoize(made, of, make) {
  const known = made.get(of);
  if (known) return /** @type {Promise<T>} */ (known);
  const making = make();
  made.set(of, making);
  making.catch(() => made.delete(of));
  return making;
}
