/**
 * Trees of materials. Leaves are numbered 0 … n − 1 as the materials are; merger m makes node
 * n + m.
 */

/**
 * @typedef {{ left: number, right: number, distance: number, size: number }} Merger
 * @typedef {{ left: number, right: number, at: number, height: number }} Node `at`: where it stands
 *   among the leaves, counted along the order
 */

/**
 * Where each node stands: leaves at 0, 1, 2 … along the order, a merger midway between its two.
 * @param {Merger[]} mergers
 * @param {number[]} order
 * @returns {Node[]} leaves, then mergers
 */
export function layOut(mergers, order) {
  const n = order.length;
  /** @type {Node[]} */
  const nodes = Array.from({ length: n }, () => ({ left: -1, right: -1, at: 0, height: 0 }));
  order.forEach((leaf, place) => { nodes[leaf].at = place; });
  for (const { left, right, distance } of mergers) {
    nodes.push({ left, right, at: (nodes[left].at + nodes[right].at) / 2, height: distance });
  }
  return nodes;
}

/**
 * Clusters when branches longer than a height are cut: what merges above it stays apart.
 * @param {Merger[]} mergers
 * @param {number[]} order
 * @param {number} height
 * @returns {number[][]} leaves of each cluster, both along the order
 */
export function cutAt(mergers, order, height) {
  const n = order.length;
  const parent = Array.from({ length: n + mergers.length }, (_, i) => i);
  const root = i => {
    let r = i;
    while (parent[r] !== r) r = parent[r];
    while (parent[i] !== r) [parent[i], i] = [r, parent[i]];
    return r;
  };
  mergers.forEach(({ left, right, distance }, m) => {
    if (distance > height) return;
    parent[root(left)] = n + m;
    parent[root(right)] = n + m;
  });
  /** @type {Map<number, number[]>} */
  const clusters = new Map();
  for (const leaf of order) {
    const key = root(leaf);
    clusters.set(key, [...clusters.get(key) ?? [], leaf]);
  }
  return [...clusters.values()];
}

/**
 * The cluster of each node: −1 above the cut, where branches belong to none, and for what stands
 * alone.
 * @param {Merger[]} mergers
 * @param {number[][]} clusters
 * @param {number} height
 * @returns {Int32Array} for leaves, then mergers
 */
export function clusterOfNodes(mergers, clusters, height) {
  const n = clusters.reduce((sum, cluster) => sum + cluster.length, 0);
  const of = new Int32Array(n + mergers.length).fill(-1);
  let next = 0;
  for (const cluster of clusters) {
    if (cluster.length > 1) {
      for (const leaf of cluster) of[leaf] = next;
      next++;
    }
  }
  mergers.forEach(({ left, distance }, m) => {
    if (distance <= height) of[n + m] = of[left];
  });
  return of;
}

/** The height of the root. @param {Merger[]} mergers */
export function tallest(mergers) {
  return mergers.reduce((most, { distance }) => Math.max(most, distance), 0);
}

/** Least and greatest number off the diagonal. @param {number[][]} matrix */
export function offDiagonal(matrix) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j < matrix.length; j++) {
      if (i === j || !Number.isFinite(matrix[i][j])) continue;
      low = Math.min(low, matrix[i][j]);
      high = Math.max(high, matrix[i][j]);
    }
  }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}

/**
 * Which hue the label of each leaf has: by formula where there are several, else by cluster.
 * @param {string[]} formulas
 * @param {Int32Array} cluster of nodes
 * @returns {number[]} −1 for none
 */
export function labelHues(formulas, cluster) {
  const names = [...new Set(formulas)];
  return names.length > 1
    ? formulas.map(name => names.indexOf(name))
    : formulas.map((_, leaf) => cluster[leaf]);
}

/**
 * Formulas that several materials have, the most first.
 * @param {Array<{ formula: string | null }>} materials
 * @returns {Array<{ formula: string, count: number }>}
 */
export function families(materials) {
  const counts = new Map();
  for (const { formula } of materials) {
    if (formula) counts.set(formula, (counts.get(formula) ?? 0) + 1);
  }
  return [...counts].filter(([, n]) => n > 1).map(([formula, n]) => ({ formula, count: n }))
    .sort((a, b) => b.count - a.count || (a.formula < b.formula ? -1 : 1));
}

/** Well known and with several polymorphs; else the largest family that a tree can hold. */
export function usualFamily(all, most = 400) {
  const known = ['TiO2', 'SiO2', 'O2Ti', 'O2Si', 'BaTiO3', 'SiC', 'CSi', 'C'];
  return known.map(name => all.find(one => one.formula === name && one.count >= 3)).find(Boolean)
    ?? all.find(one => one.count <= most) ?? null;
}
