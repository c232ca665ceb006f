import assert from 'node:assert/strict';
import test from 'node:test';
import {
  readState, searchUrl,
} from '../../../src/Similarity.Explorer/wwwroot/pages/search/state.js';
import {
  foundOf, keepFound,
} from '../../../src/Similarity.Explorer/wwwroot/pages/search/file-search.js';
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
    { ...usual, q: 'elements has O', found: '3' },
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

test('what files found is kept in the tab, the last few', () => {
  const kept = new Map();
  globalThis.sessionStorage = new Proxy({
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: key => kept.delete(key),
  }, {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
  const words = Array.from({ length: 12 }, (_, i) =>
    keepFound({ name: `${i}.cif`, answer: { hits: [] } }));
  assert.equal(new Set(words).size, 12);
  assert.deepEqual(foundOf(words.at(-1)), { name: '11.cif', answer: { hits: [] } });
  assert.equal(foundOf(words[0]), null);
  assert.equal(kept.size, 8);
  delete globalThis.sessionStorage;
});
