import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

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

test('no address leads out of the server', () => {
  const index = readFileSync(path.join(root, 'index.html'), 'utf8');
  assert.doesNotMatch(index, /(?:src|href)="(?!\/[^/]|#)/);
});
