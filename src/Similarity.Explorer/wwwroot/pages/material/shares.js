/** Several charts in one, side by side. */

/**
 * The part of the width or height that the index-th of several charts takes.
 * @param {number} index
 * @param {number} of
 * @param {number} gap between two, as a part of one
 */
export function share(index, of, gap) {
  const size = 1 / (of + (of - 1) * gap);
  const from = index * size * (1 + gap);
  return [from, Math.min(1, from + size)];
}
