/**
 * What is made once of a photo, a mask or marks, and goes with them. A failure is forgotten: the next who asks tries again.
 * @template T
 * @param {WeakMap<object, Promise<any>>} made
 * @param {object} of
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
export function once(made, of, make) {
  let making = made.get(of);
  if (!making) {
    making = make();
    made.set(of, making);
    making.catch(() => made.delete(of));
  }
  return making;
}
