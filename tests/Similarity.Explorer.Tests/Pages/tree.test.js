/** Trees, colours, tables and charts without a browser. */

import assert from 'node:assert/strict';
import test from 'node:test';

const pages = new URL('../../../src/Similarity.Explorer/wwwroot/pages/', import.meta.url);
const tree = await import(new URL('dendrogram/tree.js', pages));
const { columnWidth } = await import(new URL('dendrogram/drawing.js', pages));
const colour = await import(new URL('drawing/colour.js', pages));
const { csv } = await import(new URL('drawing/csv.js', pages));
const { ticks } = await import(new URL('drawing/ticks.js', pages));
const { addressWith, filterOf } = await import(new URL('drawing/dom.js', pages));
const { bandOf, histogram, parseCsv } = await import(new URL('screening/histogram.js', pages));

/** ((0 2) 1) and (3 4), joined at the root. */
const MERGERS = [
  { left: 0, right: 2, distance: 1, size: 2 },
  { left: 3, right: 4, distance: 2, size: 2 },
  { left: 5, right: 1, distance: 3, size: 3 },
  { left: 7, right: 6, distance: 5, size: 5 },
];
const ORDER = [0, 2, 1, 3, 4];

test('mergers stand midway between what they join', () => {
  const nodes = tree.layOut(MERGERS, ORDER);
  assert.deepEqual(nodes.map(node => node.at), [0, 2, 1, 3, 4, 0.5, 3.5, 1.25, 2.375]);
  assert.equal(nodes.at(-1).height, tree.tallest(MERGERS));
});

test('the cut leaves what joins below it together', () => {
  assert.deepEqual(tree.cutAt(MERGERS, ORDER, 0.5), [[0], [2], [1], [3], [4]]);
  assert.deepEqual(tree.cutAt(MERGERS, ORDER, 1), [[0, 2], [1], [3], [4]]);
  assert.deepEqual(tree.cutAt(MERGERS, ORDER, 2.5), [[0, 2], [1], [3, 4]]);
  assert.deepEqual(tree.cutAt(MERGERS, ORDER, 4), [[0, 2, 1], [3, 4]]);
  assert.deepEqual(tree.cutAt(MERGERS, ORDER, 5), [[0, 2, 1, 3, 4]]);
});

test('a matrix is as wide as its window, but no cell is too narrow or too wide', () => {
  assert.equal(columnWidth(10, 24, 900), 24);
  assert.equal(columnWidth(49, 24, 900), 18);
  assert.equal(columnWidth(49, 24, 100), 12);
  assert.equal(columnWidth(400, 10, 100), 10);
});

test('branches have the cluster they belong to, those above the cut none', () => {
  const of = tree.clusterOfNodes(MERGERS, tree.cutAt(MERGERS, ORDER, 2.5), 2.5);
  assert.deepEqual([...of], [0, -1, 0, 1, 1, 0, 1, -1, -1]);
  assert.deepEqual(tree.labelHues(['A', 'A', 'A', 'A', 'A'], of), [0, -1, 0, 1, 1]);
  assert.deepEqual(tree.labelHues(['A', 'B', 'A', 'B', 'C'], of), [0, 1, 0, 1, 2]);
});

test('the diagonal does not stretch the scale of the matrix', () => {
  assert.deepEqual(tree.offDiagonal([[0, 3], [4, 0]]), { low: 3, high: 4 });
  assert.deepEqual(tree.offDiagonal([[0]]), { low: 0, high: 1 });
});

test('families are formulas with several materials, a known one first', () => {
  const materials = ['C', 'TiO2', 'TiO2', 'NaCl', 'C', 'TiO2', null, null]
    .map(formula => ({ formula }));
  const found = tree.families(materials);
  assert.deepEqual(found, [{ formula: 'TiO2', count: 3 }, { formula: 'C', count: 2 }]);
  assert.equal(tree.usualFamily(found).formula, 'TiO2');
  assert.equal(tree.usualFamily([{ formula: 'X', count: 401 }]), null);
});

test('scales rise evenly in lightness', () => {
  for (const name of colour.SCALES) {
    const light = colour.scaleTable(name, 101).map(rgb => colour.oklab(rgb)[0]);
    const steps = light.slice(1).map((v, i) => v - light[i]);
    assert.ok(steps.every(step => step > 0), name);
    // The steepest part of viridis is three times as steep as its mean, not ten times.
    assert.ok(Math.max(...steps) < 3 * (light.at(-1) - light[0]) / 100, name);
  }
});

test('colours survive the way to OKLab and back', () => {
  for (const rgb of [[0, 0, 0], [255, 255, 255], [18, 200, 77], [255, 0, 0]]) {
    colour.rgbOfOklab(colour.oklab(rgb)).forEach((v, i) => assert.ok(Math.abs(v - rgb[i]) < 0.02));
  }
  assert.equal(colour.hexOf(colour.rgbOf('#12ab9f')), '#12ab9f');
  assert.equal(colour.packed([1, 2, 3]), 0xff030201);
});

test('hues stand out from the ground of their theme', () => {
  for (const [theme, ground] of [['light', [255, 255, 255]], ['dark', [21, 26, 33]]]) {
    for (const hue of colour.hues(theme)) {
      assert.ok(colour.contrast(hue, ground) > 2, `${theme} ${colour.hexOf(hue)}`);
    }
  }
  assert.ok(Math.abs(colour.contrast([0, 0, 0], [255, 255, 255]) - 21) < 1e-9);
});

test('tables of the page are CSV that no spreadsheet runs', () => {
  const text = csv(['id', 'x'], [['a,"b"', 1.5], ['=1+1', null], ['-', NaN], ['c', -2]]);
  assert.equal(text, 'id,x\r\n"a,""b""",1.5\r\n\'=1+1,\r\n\'-,\r\nc,-2\r\n');
  assert.deepEqual(parseCsv('id,x\n"a,""b""",1\r\nc,\n'),
    [{ id: 'a,"b"', x: '1' }, { id: 'c', x: '' }]);
});

test('marks of axes are round and within', () => {
  assert.deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(0.13, 0.52, 4), [0.2, 0.3, 0.4, 0.5]);
  assert.deepEqual(ticks(2, 2), [2]);
});

test('every candidate is counted once', () => {
  const rows = [0, 0.01, 0.5, 0.999, 1, null].map((probability, i) =>
    ({ probability, known: i === 2 }));
  const { others, known } = histogram(rows, 10);
  assert.deepEqual(others, [2, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  assert.deepEqual(known, [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
});

test('the band goes there above and comes back below', () => {
  assert.deepEqual(bandOf([1, 2, 3], [0.5, null, 0.7], [0.25, 0.1, 0]),
    { x: [1, 3, 3, 1], y: [0.75, 0.7, 0.7, 0.25] });
});

test('filters quote ids and are no longer than servers take', () => {
  assert.deepEqual(filterOf(['a', 'b"\\']), { where: 'id in ("a", "b\\"\\\\")', count: 2 });
  const many = filterOf(Array.from({ length: 999 }, (_, i) => `mp-${i}`));
  assert.ok(many.where.length <= 3000 && many.count > 200 && many.count < 999);
  assert.equal(addressWith('/map', new URLSearchParams('a=1&b=2'), { b: null, c: 'x y' }),
    '/map?a=1&c=x+y');
});
