import assert from 'node:assert/strict';
import test from 'node:test';
import {
  bandLine, pathTicks, readableTexts,
} from '../../../src/Similarity.Explorer/wwwroot/spectra/bands.js';
import {
  bandOutline, dosLines, greatestIn, sum,
} from '../../../src/Similarity.Explorer/wwwroot/spectra/dos.js';
import {
  energyTitle, readZero, zeroOf,
} from '../../../src/Similarity.Explorer/wwwroot/spectra/zero.js';

test('the zero is the edge that was asked for, or the Fermi level where there is none', () => {
  const insulator = { fermi_eV: 5, vbm_eV: 4, cbm_eV: 6 };
  assert.deepEqual(['fermi', 'vbm', 'cbm', 'none'].map(zero => zeroOf(insulator, zero)),
    [5, 4, 6, 0]);
  assert.equal(zeroOf({ fermi_eV: 5, vbm_eV: null, cbm_eV: null }, 'vbm'), 5);
  assert.equal(readZero('anything'), 'fermi');
  assert.equal(energyTitle('none'), 'E (eV)');
});

test('bands end where the path is broken', () => {
  const bands = {
    x: [0, 1, 1, 2], labels: [], breaks: [2], bands_eV: [[[1, 2, 3, 4], [5, 6, 7, 8]]],
  };
  assert.deepEqual(bandLine(bands, 0, 1), {
    x: [0, 1, null, 1, 2, null, 0, 1, null, 1, 2, null],
    y: [0, 1, null, 2, 3, null, 4, 5, null, 6, 7, null],
  });
});

test('two special points at one place share a tick', () => {
  const ticks = pathTicks([
    { x: 0, label: 'GAMMA' }, { x: 1, label: 'Z' }, { x: 1, label: 'X' }, { x: 2, label: 'X' },
  ]);
  assert.deepEqual(ticks, { values: [0, 1, 2], texts: ['Γ', 'Z|X', 'X'] });
});

test('spin down stands to the left, and both together add up', () => {
  const dos = { energies_eV: [-1, 0, 1], dos: [[1, 2, 3], [4, 5, 6]] };
  assert.deepEqual(dosLines(dos, 1), [
    { x: [1, 2, 3], y: [-2, -1, 0] }, { x: [-4, -5, -6], y: [-2, -1, 0] },
  ]);
  assert.deepEqual(dosLines(dos, 0, true), [{ x: [5, 7, 9], y: [-1, 0, 1] }]);
  assert.deepEqual(sum(dos.dos), [5, 7, 9]);
  assert.equal(greatestIn(dosLines(dos, 0), [-1, 0]), 5);
});

test('the band of a learned density is closed and not negative', () => {
  const outline = bandOutline([0, 1], [1, 0.1], [0.5, 0.5], 1);
  assert.deepEqual(outline, { x: [1.5, 0.6, 0, 0.5], y: [-1, 0, 0, -1] });
});

test('names of points that would stand in one another give way', () => {
  const ticks = { values: [0, 0.02, 0.3, 0.9, 1], texts: ['Γ', 'X', 'S|S₀', 'P|Γ', 'M'] };
  assert.deepEqual(readableTexts(ticks, 0.022), ['Γ', '', 'S|S₀', 'P|Γ', 'M']);
  assert.deepEqual(readableTexts(ticks, 0.05), ['Γ', '', 'S|S₀', 'P|Γ', '']);
  assert.deepEqual(readableTexts({ values: [], texts: [] }, 0.022), []);
});
