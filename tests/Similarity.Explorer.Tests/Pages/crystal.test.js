import assert from 'node:assert/strict';
import test from 'node:test';
import {
  blockAtoms, bonds, cellEdges,
} from '../../../src/Similarity.Explorer/wwwroot/crystal/cell-atoms.js';
import {
  covalentRadius, isMetal, SYMBOLS, tablePlace,
} from '../../../src/Similarity.Explorer/wwwroot/crystal/elements.js';

const a = 5.43;
const silicon = {
  lattice_A: [[a, 0, 0], [0, a, 0], [0, 0, a]],
  species: Array(8).fill('Si'),
  frac_coords: [
    [0, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5],
    [0.25, 0.25, 0.25], [0.75, 0.75, 0.25], [0.75, 0.25, 0.75], [0.25, 0.75, 0.75],
  ],
};

test('a cubic cell of silicon shows 18 atoms and 16 bonds', () => {
  const atoms = blockAtoms(silicon);
  assert.equal(atoms.length, 8 + 6 + 4);
  assert.equal(bonds(atoms).length, 16);
  const least = Math.sqrt(3) / 4 * a;
  for (const [i, j] of bonds(atoms)) {
    const length = Math.hypot(...atoms[i].at.map((x, axis) => x - atoms[j].at[axis]));
    assert.ok(Math.abs(length - least) < 1e-9);
  }
});

test('a block of cells repeats the faces once', () => {
  assert.equal(blockAtoms(silicon, [2, 2, 2]).length, 27 + 36 + 32);
});

test('atoms outside the cell are drawn inside', () => {
  const moved = { ...silicon, frac_coords: silicon.frac_coords.map(f => f.map(x => x - 3)) };
  assert.deepEqual(blockAtoms(moved), blockAtoms(silicon));
});

test('wide cations are not bonded, and metals not to one another', () => {
  const c = 3.9;
  const perovskite = {
    lattice_A: [[c, 0, 0], [0, c, 0], [0, 0, c]],
    species: ['Sr', 'Ti', 'O', 'O', 'O'],
    frac_coords: [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]],
  };
  const atoms = blockAtoms(perovskite);
  const pairs = bonds(atoms).map(pair => pair.map(i => atoms[i].symbol).sort().join('–'));
  assert.equal(pairs.length, 6);
  assert.ok(pairs.every(pair => pair === 'O–Ti'));
});

test('a cell has twelve edges as long as its axes', () => {
  const edges = cellEdges([[2, 0, 0], [0, 3, 0], [1, 0, 4]]);
  const lengths = edges.map(([p, q]) => Math.hypot(...p.map((x, i) => x - q[i])));
  assert.deepEqual(lengths.map(l => l.toFixed(6)).sort(),
    [2, 3, Math.sqrt(17)].flatMap(l => Array(4).fill(l.toFixed(6))).sort());
});

test('the table of elements is that of the chemist', () => {
  const places = { H: [1, 1], He: [1, 18], C: [2, 14], Cl: [3, 17], Ti: [4, 4], Zn: [4, 12],
    I: [5, 17], Ba: [6, 2], Lu: [6, 3], Hf: [6, 4], Rn: [6, 18], La: [8, 3], Yb: [8, 16],
    Ra: [7, 2], U: [9, 6], Lr: [7, 3] };
  for (const [symbol, [row, column]] of Object.entries(places)) {
    assert.deepEqual(tablePlace(symbol), { row, column }, symbol);
  }
  const all = SYMBOLS.map(symbol => JSON.stringify(tablePlace(symbol)));
  assert.equal(new Set(all).size, SYMBOLS.length);
  assert.equal(SYMBOLS.length, 103);
});

test('radii of Cordero and others', () => {
  assert.deepEqual(['H', 'C', 'Si', 'Cs', 'La', 'Pb', 'Cm'].map(covalentRadius),
    [0.31, 0.76, 1.11, 2.44, 2.07, 1.46, 1.69]);
  assert.ok(isMetal('Ti') && !isMetal('O'));
});
