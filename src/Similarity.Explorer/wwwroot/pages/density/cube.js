/** Gaussian cube files: a function on a grid, with the atoms in it. */

/** Å in a bohr (CODATA 2022). */
export const BOHR = 0.529177210544;

/**
 * @typedef {object} Cube
 * @property {string} title
 * @property {[number, number, number]} counts of grid points along the axes; the third is fastest
 * @property {number[]} origin_A
 * @property {number[][]} axes_A steps of the grid, one row for each axis
 * @property {Float32Array} data in e/Å³ if a density, in atomic units if an orbital
 * @property {Array<{ number: number, at_A: number[] }>} atoms
 * @property {boolean} isOrbital
 * @property {number[]} sets numbers of the orbitals; several share a file
 */

/** What is wrong in a file, and where. */
export class CubeError extends Error {
  /** @param {number} line from 1 @param {string} message */
  constructor(line, message) {
    super(`line ${line}: ${message}`);
    this.name = 'CubeError';
  }
}

/**
 * Lengths are in bohr where counts are positive and in Å where they are negative. A negative
 * number of atoms announces orbitals: a line with how many and which, and that many values a point.
 * @param {string} text
 * @param {number} [set] which of several orbitals, from 0
 * @returns {Cube}
 */
export function parseCube(text, set = 0) {
  const { lines, end } = firstLines(text, 6);
  if (lines.length < 6) throw new CubeError(lines.length + 1, 'the file ends within its head');
  const [signedAtoms, ...origin] = numbers(lines[2], 3, 4);
  const perPoint = signedAtoms > 0 ? numbers(lines[2], 3, 4, true)[4] ?? 1 : 1;
  const axes = [3, 4, 5].map(i => numbers(lines[i], i + 1, 4));
  const counts = axes.map(([n], i) => wholeCount(n, i + 4));
  const unit = axes.every(([n]) => n < 0) ? 1 : BOHR;
  const atoms = Math.abs(signedAtoms);
  if (!Number.isInteger(signedAtoms) || atoms > 1e6) {
    throw new CubeError(3, `${signedAtoms} is no number of atoms`);
  }
  const points = counts[0] * counts[1] * counts[2];
  if (points > 512 ** 3) throw new CubeError(4, `${points} points are more than can be shown`);
  const scanner = new Scanner(text, end);
  const placed = Array.from({ length: atoms }, () => {
    const [number, , x, y, z] = scanner.take(5);
    return { number: Math.round(number), at_A: [x * unit, y * unit, z * unit] };
  });
  const sets = signedAtoms < 0 ? scanner.take(scanner.take(1)[0]) : [];
  const values = signedAtoms < 0 ? Math.max(1, sets.length) : perPoint;
  if (!(set >= 0 && set < values)) throw new CubeError(3, `there is no set ${set} of ${values}`);
  const isOrbital = signedAtoms < 0;
  return {
    title: lines.slice(0, 2).map(line => line.trim()).filter(Boolean).join(' · '),
    counts: /** @type {[number, number, number]} */ (counts), isOrbital, sets, atoms: placed,
    origin_A: origin.map(v => v * unit),
    axes_A: axes.map(axis => axis.slice(1).map(v => v * unit)),
    data: values1(scanner, points, values, set, isOrbital ? 1 : BOHR ** -3),
  };
}

function values1(scanner, points, values, set, factor) {
  const data = new Float32Array(points);
  for (let i = 0; i < points; i++) {
    for (let v = 0; v < values; v++) {
      const value = scanner.next();
      if (v === set) data[i] = value * factor;
    }
  }
  if (!scanner.atEnd()) {
    throw new CubeError(scanner.line(), `there is more than the ${points * values} values `
      + 'that the head announces');
  }
  return data;
}

function wholeCount(n, line) {
  if (!Number.isInteger(n) || n === 0) {
    throw new CubeError(line, `${n} is no number of grid points`);
  }
  return Math.abs(n);
}

function firstLines(text, wanted) {
  const lines = [];
  let at = 0;
  while (lines.length < wanted && at < text.length) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 ? text.length : next;
    lines.push(text.slice(at, stop).replace(/\r$/, ''));
    at = stop + 1;
  }
  return { lines, end: at };
}

function numbers(line, at, least, more = false) {
  const found = line.trim().split(/\s+/).map(toNumber);
  if (found.length < least || found.slice(0, least).some(Number.isNaN)) {
    throw new CubeError(at, `${least} numbers are expected, not "${line.trim().slice(0, 60)}"`);
  }
  return more ? found : found.slice(0, least);
}

/** Fortran writes 1.0D-05 too. */
function toNumber(word) {
  return word === '' ? NaN : Number(word.replace(/[dD]/, 'e'));
}

/** Numbers of a text one after the other, without a list of all words. */
class Scanner {
  constructor(text, at) {
    this.text = text;
    this.at = at;
  }

  #skip() {
    while (this.at < this.text.length && this.text.charCodeAt(this.at) <= 32) this.at++;
  }

  atEnd() {
    this.#skip();
    return this.at >= this.text.length;
  }

  next() {
    this.#skip();
    const from = this.at;
    while (this.at < this.text.length && this.text.charCodeAt(this.at) > 32) this.at++;
    const word = this.text.slice(from, this.at);
    const value = toNumber(word);
    if (!Number.isFinite(value)) {
      throw new CubeError(this.line(), word === '' ? 'the file ends before its last value'
        : `"${word.slice(0, 40)}" is no number`);
    }
    return value;
  }

  take(n) {
    if (!(Number.isInteger(n) && n >= 0 && n < 1e6)) {
      throw new CubeError(this.line(), `${n} is no number of values`);
    }
    return Array.from({ length: n }, () => this.next());
  }

  line() {
    let line = 1;
    for (let i = 0; i < this.at; i++) if (this.text.charCodeAt(i) === 10) line++;
    return line;
  }
}
