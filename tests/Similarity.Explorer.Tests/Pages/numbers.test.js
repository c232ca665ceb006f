import assert from 'node:assert/strict';
import test from 'node:test';
import {
  bytes, count, duration, fixed, plural, significant, superscript,
} from '../../../src/Similarity.Explorer/wwwroot/notation/numbers.js';

test('counts are grouped by thousands', () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(count), ['0', '999', '1,000', '1,234,567']);
});

test('fixed decimals have a true minus, and zero has none', () => {
  assert.equal(fixed(-1.2345, 2), '−1.23');
  assert.equal(fixed(-0.0001, 2), '0.00');
  assert.equal(fixed(null), '—');
  assert.equal(fixed(Number.NaN), '—');
});

test('significant digits, with powers of ten where they are needed', () => {
  assert.equal(significant(0.18338), '0.1834');
  assert.equal(significant(0.5), '0.5');
  assert.equal(significant(7.11e-5), '7.11 × 10⁻⁵');
  assert.equal(significant(-3.5e8), '−3.5 × 10⁸');
  assert.equal(significant(12345), '12,345');
  assert.equal(significant(0), '0');
  assert.equal(significant(undefined), '—');
});

test('powers', () => assert.equal(superscript(-12), '⁻¹²'));

test('sizes and times in the units one speaks of', () => {
  assert.deepEqual([0, 999, 1000, 33554432, 2.5e12].map(bytes),
    ['0 B', '999 B', '1 kB', '33.6 MB', '2.5 TB']);
  assert.deepEqual([0, 59.4, 60, 3725, null].map(duration),
    ['0 s', '59 s', '1 min 0 s', '1 h 2 min', '—']);
});

test('one and many', () => {
  assert.equal(plural(1, 'material'), '1 material');
  assert.equal(plural(2000, 'material'), '2,000 materials');
});
