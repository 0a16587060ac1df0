/**
 * What is made once of a photo, a mask or marks, and goes with them. A failure is forgotten: the next who asks tries again.
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
