import assert from 'node:assert/strict';
import test from 'node:test';
import {
  formulaRuns, formulaText, pointText, spaceGroupRuns, spaceGroupText,
} from '../../../src/Similarity.Explorer/wwwroot/notation/formula.js';

test('counts stand below the line', () => {
  assert.equal(formulaText('TiO2'), 'TiO₂');
  assert.equal(formulaText('Cu2ZnSnS4'), 'Cu₂ZnSnS₄');
  assert.equal(formulaText('Ca(OH)2'), 'Ca(OH)₂');
  assert.equal(formulaText('C60'), 'C₆₀');
  assert.equal(formulaText('Fe0.5O'), 'Fe₀.₅O');
});

test('a number that counts what follows stays on the line', () => {
  assert.deepEqual(formulaRuns('2H2O'), [
    { text: '2', style: 'plain' },
    { text: 'H', style: 'plain' },
    { text: '2', style: 'sub' },
    { text: 'O', style: 'plain' },
  ]);
});

test('charges stand above the line with a true minus', () => {
  assert.deepEqual(formulaRuns('SO4^2-').at(-1), { text: '2−', style: 'sup' });
  assert.deepEqual(formulaRuns('Na+').at(-1), { text: '+', style: 'sup' });
});

test('no character of a formula is lost', () => {
  for (const formula of ['BaTiO3', 'Al2(SO4)3', '[Co(NH3)6]3', 'H', '', '12', 'Xe-2']) {
    assert.equal(formulaRuns(formula).map(run => run.text).join('').replace('−', '-'), formula);
  }
});

test('rotoinversions bear bars, screw axes indices', () => {
  assert.equal(spaceGroupText('P 6_3/m m c'), 'P6₃/mmc');
  assert.equal(spaceGroupText('F m -3 m'), 'Fm3\u0305m');
  assert.equal(spaceGroupText('Fm-3m'), 'Fm3\u0305m');
  assert.equal(spaceGroupText('P 4_3 3 2'), 'P4₃32');
  assert.equal(spaceGroupText('P-1'), 'P1\u0305');
  assert.deepEqual(spaceGroupRuns('I -4 2 d'), [
    { text: 'I', style: 'letter' },
    { text: '4', style: 'bar' },
    { text: '2', style: 'plain' },
    { text: 'd', style: 'letter' },
  ]);
});

test('special points have their letters', () => {
  assert.equal(pointText('GAMMA'), 'Γ');
  assert.equal(pointText('X_1'), 'X₁');
  assert.equal(pointText('Z|X'), 'Z|X');
});
