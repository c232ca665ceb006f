import assert from 'node:assert/strict';
import test from 'node:test';
import { csv } from '../../../src/Similarity.Explorer/wwwroot/notation/csv.js';

test('fields with commas, quotes or breaks are quoted', () => {
  assert.equal(csv([['a', 'b,c'], ['say "no"', 'x\ny'], [1.5, null]]),
    'a,"b,c"\r\n"say ""no""","x\ny"\r\n1.5,\r\n');
});
