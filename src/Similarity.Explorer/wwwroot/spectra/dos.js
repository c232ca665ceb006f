/** Densities of states as lines and areas, energies upwards. */

/**
 * @typedef {object} Dos as the server sends it
 * @property {number[]} energies_eV
 * @property {number[][]} dos by spin
 */

/**
 * One spin up, the other one to the left; both together where `total`.
 * @param {Dos} dos
 * @param {number} zero in eV
 * @param {boolean} [total]
 * @returns {{ x: number[], y: number[] }[]}
 */
export function dosLines(dos, zero, total = false) {
  const y = dos.energies_eV.map(energy => energy - zero);
  const spins = total ? [sum(dos.dos)] : dos.dos;
  return spins.map((values, spin) => ({ x: spin === 0 ? values : values.map(v => -v), y }));
}

/** @param {number[][]} rows */
export function sum(rows) {
  return rows.length === 1
    ? rows[0]
    : rows[0].map((_, i) => rows.reduce((total, row) => total + row[i], 0));
}

/**
 * The outline of mean ± deviation, never below zero.
 * @param {number[]} energies
 * @param {number[]} mean
 * @param {number[]} deviation
 * @param {number} zero
 */
export function bandOutline(energies, mean, deviation, zero) {
  const there = energies.map((energy, i) => [mean[i] + deviation[i], energy - zero]);
  const back = energies.map((energy, i) => [Math.max(0, mean[i] - deviation[i]), energy - zero])
    .reverse();
  const outline = [...there, ...back];
  return { x: outline.map(point => point[0]), y: outline.map(point => point[1]) };
}

/**
 * The greatest value within a window of energies, so that deep levels do not flatten the rest.
 * @param {{ x: number[], y: number[] }[]} lines
 * @param {[number, number]} window
 */
export function greatestIn(lines, [from, to]) {
  let most = 0;
  for (const { x, y } of lines) {
    for (let i = 0; i < x.length; i++) {
      if (y[i] >= from && y[i] <= to) {
        most = Math.max(most, Math.abs(x[i]));
      }
    }
  }
  return most;
}
