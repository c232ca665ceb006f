import assert from 'node:assert/strict';
import test from 'node:test';
import {
  propertyLabel, propertyName,
} from '../../../src/Similarity.Explorer/wwwroot/notation/property.js';

test('names of properties are words with a unit', () => {
  assert.deepEqual(propertyName('e_above_hull_eV_2018'),
    { label: 'Energy above hull 2018', unit: 'eV' });
  assert.equal(propertyLabel('volume_per_atom_A3'), 'Volume per atom (Å³)');
  assert.equal(propertyLabel('gap_ev'), 'Gap (eV)');
  assert.equal(propertyLabel('tcm'), 'Transparent conductor');
});

test('what is no unit and no word stays', () => {
  assert.deepEqual(propertyName('family'), { label: 'Family', unit: undefined });
  assert.equal(propertyLabel('m_e'), 'm e');
  assert.equal(propertyLabel('eV'), 'eV');
  assert.equal(propertyLabel('pH'), 'pH');
});
