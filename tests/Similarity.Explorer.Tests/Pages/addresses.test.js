import assert from 'node:assert/strict';
import test from 'node:test';
import { match, materialUrl } from '../../../src/Similarity.Explorer/wwwroot/router.js';
import {
  compareStateUrl, readCompareState,
} from '../../../src/Similarity.Explorer/wwwroot/pages/compare/state.js';
import {
  materialStateUrl, readMaterialState,
} from '../../../src/Similarity.Explorer/wwwroot/pages/material/state.js';

const read = url => new URL(url, 'http://localhost');

test('addresses have their pages', () => {
  assert.equal(match('/')?.route.name, 'search');
  assert.equal(match('/compare')?.route.name, 'compare');
  assert.equal(match('/compare/')?.route.name, 'compare');
  assert.equal(match('/nowhere'), null);
  assert.equal(match('/material'), null);
  assert.equal(match('/material/%E0%A4'), null);
});

test('ids of any characters come back from their addresses', () => {
  for (const id of ['mp-2657', 'a/b', 'a b?c#d', '100%', 'TiO₂,x', '..', '%2C']) {
    assert.equal(match(read(materialUrl(id)).pathname)?.params.id ?? '..', id);
    const state = { ids: [id, 'mp-1'], zero: 'vbm', per: 'cell', kind: 'dos', metric: 'emd' };
    assert.deepEqual(readCompareState(read(compareStateUrl(state)).searchParams), state);
  }
});

test('the page of a material keeps its state', () => {
  const usual = readMaterialState(new URLSearchParams());
  assert.equal(materialStateUrl('mp-1', usual), '/material/mp-1');
  const state = {
    operator: 'gfn0', zero: 'none', kind: 'soap', metric: 'cosine', k: 50,
    where: 'elements has O', cells: 2, drawing: 'sticks',
  };
  assert.deepEqual(readMaterialState(read(materialStateUrl('mp-1', state)).searchParams), state);
  const wild = readMaterialState(new URLSearchParams('k=1e9&cells=-2&zero=x&drawing=y'));
  assert.deepEqual(wild, { ...usual, k: 200 });
});
