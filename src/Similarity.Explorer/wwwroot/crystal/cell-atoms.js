/** Which atoms and bonds of an endless crystal are drawn for one cell or a block of cells. */

import { covalentRadius, isMetal } from './elements.js';

/**
 * @typedef {[number, number, number]} Vector
 * @typedef {object} Structure as the server sends it
 * @property {number[][]} lattice_A rows are the lattice vectors
 * @property {string[]} species
 * @property {number[][]} frac_coords
 *
 * @typedef {object} Atom
 * @property {string} symbol
 * @property {number} site of the structure, from 0
 * @property {Vector} at in Å
 */

/** Nearer to a face than this, an atom is on it and stands on the opposite one too. */
const FACE = 1e-3;

/** Å; wider cations are held by charge, and lines to all around them would hide the frame. */
const WIDEST_BONDED = 1.9;

/** Of the sum of radii, up to which two atoms are taken to be bonded. */
const REACH = 1.13;

/** @param {number[][]} lattice @param {number[]} f @returns {Vector} */
export function cartesian(lattice, f) {
  return /** @type {Vector} */ ([0, 1, 2].map(axis =>
    f[0] * lattice[0][axis] + f[1] * lattice[1][axis] + f[2] * lattice[2][axis]));
}

/**
 * The atoms of a block of cells, those on its lower faces repeated on the upper ones.
 * @param {Structure} structure
 * @param {Vector} [cells] how many along each axis
 * @returns {Atom[]}
 */
export function blockAtoms(structure, cells = [1, 1, 1]) {
  /** @type {Atom[]} */
  const atoms = [];
  structure.frac_coords.forEach((f, site) => {
    const inside = f.map(x => {
      const wrapped = x - Math.floor(x);
      return wrapped > 1 - FACE ? 0 : wrapped;
    });
    const last = inside.map((x, axis) => x < FACE ? cells[axis] : cells[axis] - 1);
    for (let i = 0; i <= last[0]; i++) {
      for (let j = 0; j <= last[1]; j++) {
        for (let k = 0; k <= last[2]; k++) {
          const place = [inside[0] + i, inside[1] + j, inside[2] + k];
          atoms.push({
            symbol: structure.species[site],
            site,
            at: cartesian(structure.lattice_A, place),
          });
        }
      }
    }
  });
  return atoms;
}

/**
 * Pairs that are near enough to be bonded.
 * @param {Atom[]} atoms
 * @returns {[number, number][]} indices, the smaller first
 */
export function bonds(atoms) {
  const symbols = [...new Set(atoms.map(atom => atom.symbol))];
  const mixed = symbols.some(isMetal) && !symbols.every(isMetal);
  const several = symbols.length > 1;
  /** @param {string} symbol */
  const aside = symbol => several && covalentRadius(symbol) > WIDEST_BONDED;
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0; i < atoms.length; i++) {
    for (let j = i + 1; j < atoms.length; j++) {
      const [a, b] = [atoms[i], atoms[j]];
      if (aside(a.symbol) || aside(b.symbol) || (mixed && isMetal(a.symbol) && isMetal(b.symbol))) {
        continue;
      }
      const reach = REACH * (covalentRadius(a.symbol) + covalentRadius(b.symbol));
      const distance = Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1], a.at[2] - b.at[2]);
      if (distance < reach && distance > 0.4) {
        pairs.push([i, j]);
      }
    }
  }
  return pairs;
}

/**
 * The twelve edges of a cell at the origin.
 * @param {number[][]} lattice
 * @returns {[Vector, Vector][]}
 */
export function cellEdges(lattice) {
  /** @type {[Vector, Vector][]} */
  const edges = [];
  for (let axis = 0; axis < 3; axis++) {
    for (const [u, v] of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
      const from = [0, 0, 0];
      from[(axis + 1) % 3] = u;
      from[(axis + 2) % 3] = v;
      const to = [...from];
      to[axis] = 1;
      edges.push([cartesian(lattice, from), cartesian(lattice, to)]);
    }
  }
  return edges;
}
