import assert from 'node:assert/strict';
import test from 'node:test';
import {
  readState, searchUrl,
} from '../../../src/Similarity.Explorer/wwwroot/pages/search/state.js';
import {
  shellQuoted, where,
} from '../../../src/Similarity.Explorer/wwwroot/pages/search/where.js';

const usual = readState(new URLSearchParams());

test('the usual state is the bare address', () => {
  assert.equal(searchUrl(usual), '/');
  assert.equal(where(usual), '');
});

test('every state comes back from its address', () => {
  const states = [
    { ...usual, q: 'gap in 1..3 and formula = "A&B"' },
    { ...usual, elements: ['Ti', 'O'], without: ['N'], mode: 'only' },
    { ...usual, gap: [0, 2.5], sites: [null, 12] },
    { ...usual, gap: [1, null], sort: 'gap_ev', order: 'desc', offset: 200 },
    { ...usual, columns: ['formula', 'e_above_hull_eV'] },
    { ...usual, columns: [] },
  ];
  for (const state of states) {
    const url = new URL(searchUrl(state), 'http://localhost');
    assert.deepEqual(readState(url.searchParams), state);
  }
});

test('nonsense in an address is as nothing', () => {
  const state = readState(new URLSearchParams(
    'mode=most&gap=a..b&sites=3&offset=-5&order=up&elements=,,'));
  assert.deepEqual(state, usual);
});

test('what is picked joins what is typed', () => {
  assert.equal(where({ ...usual, elements: ['Ti'] }), 'elements has Ti');
  assert.equal(where({ ...usual, elements: ['Ti'], mode: 'only' }), 'elements has only (Ti)');
  assert.equal(where({ ...usual, elements: ['Ti', 'O'], without: ['N', 'F'] }),
    'elements has all (Ti, O) and not elements has any (N, F)');
  assert.equal(where({ ...usual, q: 'a = 1 or b = 2', gap: [0, 2] }),
    '(a = 1 or b = 2) and gap_ev between 0 and 2');
  assert.equal(where({ ...usual, q: ' stable ', sites: [null, 8] }), '(stable) and nsites <= 8');
});

test('a shell reads the filter as it stands', () => {
  assert.equal(shellQuoted("source = 'x'"), `'source = '\\''x'\\'''`);
});
