import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { apiUrl } from '../../../src/Similarity.Explorer/wwwroot/api.js';
import { readState } from '../../../src/Similarity.Explorer/wwwroot/pages/search/state.js';
import { where } from '../../../src/Similarity.Explorer/wwwroot/pages/search/where.js';

const root = fileURLToPath(new URL('../../../src/Similarity.Explorer/wwwroot', import.meta.url));

/** All modules that one imports, itself included. */
function modules(start, seen = new Set()) {
  if (!seen.has(start)) {
    seen.add(start);
    const text = readFileSync(path.join(root, start), 'utf8');
    for (const [, name] of text.matchAll(/\bfrom\s+'(\.[^']+)'/g)) {
      modules(path.posix.join(path.posix.dirname(start), name), seen);
    }
  }
  return seen;
}

test('what the first page needs is asked for at once', () => {
  const index = readFileSync(path.join(root, 'index.html'), 'utf8');
  const preloaded = [...index.matchAll(/rel="modulepreload" href="\/([^"]+)"/g)].map(m => m[1]);
  const needed = modules('pages/search.js', modules('app.js'));
  assert.deepEqual([...preloaded].sort(), [...needed].sort());
});

test('what is asked before the modules is what the search page asks', () => {
  const early = readFileSync(path.join(root, 'before-paint.js'), 'utf8');
  const search = readFileSync(path.join(root, 'pages/search.js'), 'utf8');
  const { sort, order, offset, ...state } = readState(new URLSearchParams());
  const limit = search.match(/const PAGE = (\d+);/)[1];
  assert.equal(early.match(/'(\/api\/[^']*)'/)[1],
    apiUrl('materials', { where: where(state), sort, order, offset, limit }));
});

test('no address leads out of the server', () => {
  const index = readFileSync(path.join(root, 'index.html'), 'utf8');
  assert.doesNotMatch(index, /(?:src|href)="(?!\/[^/]|#)/);
});
