/** Cubes, planes and what levels enclose, against densities known in closed form. */

import assert from 'node:assert/strict';
import test from 'node:test';

const pages = new URL('../../../src/Similarity.Explorer/wwwroot/pages/density/', import.meta.url);
const { BOHR, CubeError, parseCube } = await import(new URL('cube.js', pages));
const { contour, flattened, sliceOf } = await import(new URL('slice.js', pages));
const { Enclosed, statistics, voxelVolume } = await import(new URL('statistics.js', pages));

const N = 40;
const STEP = 0.25;
const ALPHA = 1.1;

/** Two electrons in a Gaussian (α/π)^{3/2} exp(−α r²) about the middle of a box, in bohr. */
function gaussianCube({ unit = 1, perLine = 6, exponent = 'E' } = {}) {
  const sign = unit === 1 ? 1 : -1;
  const lines = ['two electrons', 'in a Gaussian', '1 0.0 0.0 0.0'];
  for (let axis = 0; axis < 3; axis++) {
    const step = [0, 0, 0];
    step[axis] = STEP * unit;
    lines.push([sign * N, ...step].join(' '));
  }
  const middle = (N - 1) / 2 * STEP;
  lines.push(['2', '2.0', ...[middle, middle, middle].map(v => v * unit)].join(' '));
  const height = 2 * (ALPHA / Math.PI) ** 1.5;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) {
      const row = Array.from({ length: N }, (_, k) => {
        const square = [i, j, k].reduce((sum, v) => sum + (v * STEP - middle) ** 2, 0);
        return (height * Math.exp(-ALPHA * square)).toExponential(7).replace('e', exponent);
      });
      for (let k = 0; k < N; k += perLine) lines.push(` ${row.slice(k, k + perLine).join('  ')}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

test('a cube of two electrons holds two electrons', () => {
  const cube = parseCube(gaussianCube());
  const found = statistics(cube);
  assert.ok(Math.abs(found.electrons - 2) < 1e-5, `${found.electrons}`);
  assert.ok(Math.abs(found.volume_A3 - (N * STEP * BOHR) ** 3) < 1e-9);
  assert.deepEqual(cube.counts, [N, N, N]);
  assert.equal(cube.atoms[0].number, 2);
  assert.ok(Math.abs(cube.atoms[0].at_A[0] - (N - 1) / 2 * STEP * BOHR) < 1e-12);
  assert.equal(cube.title, 'two electrons · in a Gaussian');
});

test('bohr and ångström, lines of one value and Fortran exponents are the same cube', () => {
  const wanted = parseCube(gaussianCube());
  for (const how of [{ unit: BOHR }, { perLine: 1 }, { exponent: 'D' }]) {
    const found = parseCube(gaussianCube(how));
    assert.deepEqual(found.data, wanted.data);
    found.axes_A.flat().forEach((v, i) => assert.ok(Math.abs(v - wanted.axes_A.flat()[i]) < 1e-12));
  }
});

test('orbitals are told by a negative number of atoms', () => {
  const text = ['', '', '-1 0 0 0', '1 1 0 0', '1 0 1 0', '2 0 0 1', '1 1 0 0 0', '2 7 9',
    '0.5 -1 0.25 3'].join('\n');
  const first = parseCube(text);
  assert.deepEqual([...first.data], [0.5, 0.25]);
  assert.deepEqual([...parseCube(text, 1).data], [-1, 3]);
  assert.deepEqual(first.sets, [7, 9]);
  assert.equal(first.isOrbital, true);
  assert.throws(() => parseCube(text, 2), CubeError);
});

test('what is wrong is said with its line', () => {
  const good = ['', '', '1 0 0 0', '1 1 0 0', '1 0 1 0', '2 0 0 1', '1 1 0 0 0', '1 2'];
  parseCube(good.join('\n'));
  const bad = (line, text) => good.map((old, i) => i + 1 === line ? text : old).join('\n');
  const cases = [[3, 'x 0 0 0'], [4, '0 1 0 0'], [4, '1.5 1 0 0'], [6, '2 0 0'], [8, '1 two'],
    [8, '1 2 3'], [8, '1 NaN']];
  for (const [line, text] of cases) {
    assert.throws(() => parseCube(bad(line, text)),
      error => error instanceof CubeError && error.message.startsWith(`line ${line}:`), text);
  }
  for (let length = 1; length < 8; length++) {
    assert.throws(() => parseCube(good.slice(0, length).join('\n')), CubeError);
  }
  assert.throws(() => parseCube(bad(4, '100000 1 0 0').replace('1 0 1 0', '99999 0 1 0')),
    /more than can be shown/);
});

test('levels enclose the share of a Gaussian that they should', () => {
  const cube = parseCube(gaussianCube());
  const enclosed = new Enclosed(cube.data);
  const high = 2 * (ALPHA / Math.PI) ** 1.5 / BOHR ** 3;
  // Within r: erf(x) − 2x exp(−x²)/√π at x = r√α; half of it at x = 1.0876520317.
  const half = high * Math.exp(-(1.0876520317 ** 2));
  assert.ok(Math.abs(enclosed.share(half) - 0.5) < 0.02, `${enclosed.share(half)}`);
  assert.ok(Math.abs(enclosed.level(0.5) / half - 1) < 0.05);
  assert.equal(enclosed.share(0), 1);
  assert.equal(enclosed.share(2 * high), 0);
});

test('planes are those of the grid, and between them the mean', () => {
  const counts = [3, 4, 5];
  const data = Float32Array.from({ length: 60 }, (_, i) =>
    100 * Math.floor(i / 20) + 10 * (Math.floor(i / 5) % 4) + i % 5);
  const cube = { counts, data, origin_A: [1, 0, 0], axes_A: [[1, 0, 0], [0, 1, 0], [0, 0, 1]] };
  assert.deepEqual([...sliceOf(cube, 0, 0.5).values].slice(0, 4), [100, 110, 120, 130]);
  const across = sliceOf(cube, 2, 0.375);
  assert.equal(across.width, 3);
  assert.deepEqual([...across.values].slice(0, 4), [1.5, 101.5, 201.5, 11.5]);
  assert.deepEqual(across.corner_A, [1, 0, 1.5]);
  assert.deepEqual(sliceOf(cube, 1, 7).values, sliceOf(cube, 1, 1).values);
});

test('skewed planes keep their lengths and their angle', () => {
  const { u, v } = flattened({ u_A: [0, 3, 0], v_A: [1, 1, 1] });
  assert.deepEqual(u, [3, 0]);
  assert.ok(Math.abs(Math.hypot(...v) - Math.sqrt(3)) < 1e-12);
  assert.ok(Math.abs(u[0] * v[0] - 3) < 1e-12);
  assert.ok(Math.abs(voxelVolume([[2, 0, 0], [1, 3, 0], [5, 5, 4]]) - 24) < 1e-12);
});

test('lines of equal value of a cone are circles', () => {
  const size = 41;
  const values = Float32Array.from({ length: size * size }, (_, p) =>
    Math.hypot(p % size - 20, Math.floor(p / size) - 20));
  const pieces = contour({ width: size, height: size, values }, 12.3);
  let length = 0;
  for (let i = 0; i < pieces.length; i += 4) {
    length += Math.hypot(pieces[i + 2] - pieces[i], pieces[i + 3] - pieces[i + 1]);
    assert.ok(Math.abs(Math.hypot(pieces[i] - 20, pieces[i + 1] - 20) - 12.3) < 0.03);
  }
  assert.ok(Math.abs(length / (2 * Math.PI * 12.3) - 1) < 0.005);
});

test('saddles are joined by the mean of their corners', () => {
  const joined = contour({ width: 2, height: 2, values: [1, 0, 1, 0.9] }, 0.5);
  assert.equal(joined.length, 4);
  const saddle = contour({ width: 2, height: 2, values: Float32Array.from([1, 0, 0, 1]) }, 0.4);
  assert.equal(saddle.length, 8);
});
