import assert from 'node:assert/strict';
import test from 'node:test';
import { share } from '../../../src/Similarity.Explorer/wwwroot/pages/material/shares.js';

test('charts share a width without meeting', () => {
  for (const of of [1, 2, 3, 5]) {
    const shares = Array.from({ length: of }, (_, index) => share(index, of, 0.2));
    assert.equal(shares[0][0], 0);
    assert.ok(Math.abs(shares.at(-1)[1] - 1) < 1e-12);
    const sizes = shares.map(([from, to]) => to - from);
    for (let i = 1; i < of; i++) {
      assert.ok(Math.abs(sizes[i] - sizes[0]) < 1e-12);
      assert.ok(Math.abs(shares[i][0] - shares[i - 1][1] - 0.2 * sizes[0]) < 1e-12);
    }
  }
});
