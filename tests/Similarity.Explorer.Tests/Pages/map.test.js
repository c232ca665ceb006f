/** The map without a browser: views, cells, polygons, pixels, colours, answers of the server. */

import assert from 'node:assert/strict';
import test from 'node:test';

const pages = new URL('../../../src/Similarity.Explorer/wwwroot/pages/', import.meta.url);
const { Frame, boundsOf, formatView, homeOf, parseView } = await import(new URL('map/view.js', pages));
const { PointGrid } = await import(new URL('map/grid.js', pages));
const { contains, formatPolygon, parsePolygon, simplified } =
  await import(new URL('map/polygon.js', pages));
const { drawPoints, stampOf } = await import(new URL('map/points.js', pages));
const { colourCategories, colourNumbers, emphasised, spread } =
  await import(new URL('map/colouring.js', pages));
const { parseNumbers, parsePoints } = await import(new URL('map/data.js', pages));

/** Numbers from 0 to 1 that are the same in every run. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ state >>> 15, 1 | state);
    t ^= t + Math.imul(t ^ t >>> 7, 61 | t);
    return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
  };
}

function cloud(n, seed) {
  const next = random(seed);
  return Float32Array.from({ length: 2 * n }, () => 10 * next() ** 2 - 3);
}

test('what is on the screen is where it came from in the world', () => {
  const frame = new Frame({ x0: -2, y0: 0, x1: 5, y1: 3 }, 640, 480).zoomed(100, 50, 7)
    .panned(31, -12);
  for (const [x, y] of [[0, 0], [640, 480], [12.5, 300]]) {
    const [wx, wy] = frame.toWorld(x, y);
    const [sx, sy] = frame.toScreen(wx, wy);
    assert.ok(Math.hypot(sx - x, sy - y) < 1e-9);
  }
});

test('the point under the pointer stays there while one zooms', () => {
  const frame = new Frame({ x0: 0, y0: 0, x1: 1, y1: 1 }, 300, 200);
  const before = frame.toWorld(220, 31);
  const after = frame.zoomed(220, 31, 3.7).toWorld(220, 31);
  assert.ok(Math.hypot(before[0] - after[0], before[1] - after[1]) < 1e-12);
});

test('all points are in view at first', () => {
  const xy = cloud(500, 1);
  const frame = new Frame(boundsOf(xy), 200, 900);
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = frame.toScreen(xy[i], xy[i + 1]);
    assert.ok(x >= 0 && x <= 200 && y >= 0 && y <= 900);
  }
});

test('points far out neither squeeze the others nor are lost', () => {
  const xy = cloud(500, 4);
  const all = boundsOf(xy);
  assert.deepEqual(homeOf(xy), { box: all, beyond: 0 });
  const far = Float32Array.from([...xy, 400, 0, 0, -900]);
  const { box, beyond } = homeOf(far);
  assert.equal(beyond, 2);
  assert.ok(box.x1 < 2 * all.x1 && box.y0 > 2 * all.y0);
  const frame = new Frame(box, 640, 480).showing(boundsOf(far));
  for (const [x, y] of [[400, 0], [0, -900]]) {
    const [sx, sy] = frame.toScreen(x, y);
    assert.ok(sx >= 0 && sx <= 640 && sy >= 0 && sy <= 480);
  }
});

test('a handful of points, and points at one place, are all in view', () => {
  for (const xy of [[], [1, 1], [0, 0, 0, 0, 9, 9], Array(80).fill(2)]) {
    const points = Float32Array.from(xy);
    assert.deepEqual(homeOf(points), { box: boundsOf(points), beyond: 0 });
  }
});

test('views stand in the address and nothing else is taken for one', () => {
  assert.deepEqual(parseView(formatView({ cx: 1.25, cy: -3, zoom: 2 })), { cx: 1.25, cy: -3, zoom: 2 });
  for (const text of [null, '', '1,2', '1,2,x', '1,2,0', '1,2,-3', '1,2,3,4']) {
    assert.equal(parseView(text), null);
  }
});

test('the nearest point of the grid is the nearest of all', () => {
  for (const n of [0, 1, 2, 7, 1000]) {
    const xy = cloud(n, n + 5);
    const grid = new PointGrid(xy);
    const next = random(99);
    for (let trial = 0; trial < 50; trial++) {
      const [x, y, radius] = [10 * next() - 4, 10 * next() - 4, next()];
      let [best, least] = [-1, radius ** 2];
      for (let i = 0; i < n; i++) {
        const square = (xy[2 * i] - x) ** 2 + (xy[2 * i + 1] - y) ** 2;
        if (square < least) [best, least] = [i, square];
      }
      assert.equal(grid.nearest(x, y, radius), best);
    }
  }
});

test('a lasso takes the points inside, and no others', () => {
  const xy = cloud(2000, 3);
  const line = [[-2, -2], [4, -2.5], [0, 0], [3, 4], [-1, 2]];
  const slow = [];
  for (let i = 0; i < 2000; i++) if (contains(line, xy[2 * i], xy[2 * i + 1])) slow.push(i);
  assert.ok(slow.length > 100 && slow.length < 1900);
  assert.deepEqual(new PointGrid(xy).within(line), slow);
  assert.deepEqual(new PointGrid(xy).within(line.slice(0, 2)), []);
});

test('points in line and all in one place have a grid too', () => {
  const line = Float32Array.from({ length: 200 }, (_, i) => i % 2 === 0 ? i : 5);
  assert.equal(new PointGrid(line).nearest(40, 5, 0.5), 20);
  const one = new Float32Array(200).fill(1);
  assert.equal(new PointGrid(one).nearest(1, 1, 0.1), 99);
});

test('a simpler line is nowhere further away than allowed', () => {
  const circle = Array.from({ length: 400 }, (_, i) =>
    [100 * Math.cos(i / 64), 100 * Math.sin(i / 64)]);
  const fewer = simplified(circle, 1);
  assert.ok(fewer.length < 60);
  for (const [x, y] of circle) {
    const least = Math.min(...fewer.slice(1).map((q, i) => toSegment([x, y], fewer[i], q)));
    assert.ok(least <= 1 + 1e-9);
  }
  assert.deepEqual(parsePolygon(formatPolygon([[1, 2], [3.5, -4], [0, 0.125]])),
    [[1, 2], [3.5, -4], [0, 0.125]]);
  assert.equal(parsePolygon('1,2_3'), null);
});

function toSegment([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}

test('discs are round, where they belong, and cut off at the edge', () => {
  const [width, height] = [21, 21];
  const ink = 0xff0000ff;
  const draw = (xy, soft) => {
    const pixels = new Uint32Array(width * height).fill(0xffffffff);
    drawPoints(pixels, width, height, Float32Array.from(xy), Uint32Array.from([ink]),
      { ax: 1, bx: 0, ay: 1, by: 0 }, stampOf(3), { soft });
    return pixels;
  };
  const hard = draw([10, 10], false);
  const full = [...hard].filter(p => p === ink).length;
  assert.ok(Math.abs(full - Math.PI * 3 ** 2) < 3, `${full} pixels`);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      assert.equal(hard[y * width + x], hard[x * width + y]);
      assert.equal(hard[y * width + x], hard[y * width + width - 1 - x]);
    }
  }
  assert.ok([...draw([0, 10], false)].filter(p => p === ink).length < full);
  assert.ok([...draw([-50, 10], false)].every(p => p === 0xffffffff));
  // The soft rim is between ink and ground in each channel and opaque.
  for (const pixel of draw([10, 10], true)) {
    assert.equal(pixel >>> 24, 255);
    assert.equal(pixel & 255, 255);
    assert.equal(pixel >> 8 & 255, pixel >> 16 & 255);
  }
});

const style = { scale: 'viridis', range: [0, 1], missing: [200, 200, 200], other: [150, 150, 150],
  hues: [[1, 0, 0], [2, 0, 0], [3, 0, 0]] };

test('unknown numbers are grey and drawn first', () => {
  const found = colourNumbers(Float32Array.from([3, NaN, 1, 2, NaN]), style);
  assert.equal(found.unknown, 2);
  assert.deepEqual([...found.order], [1, 4, 0, 2, 3]);
  assert.equal(found.colours[1], 0xffc8c8c8);
  assert.equal(new Set(found.colours).size, 4);
});

test('one outlier takes no colour from the others', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => i === 0 ? 1e6 : i / 1000);
  assert.ok(spread(values)[1] < 1);
  assert.deepEqual(spread(Float32Array.from([5, 5, NaN])), [5, 5]);
  assert.ok(spread(new Float32Array([NaN])).every(Number.isNaN));
});

test('the most frequent categories have colours of their own', () => {
  const categories = ['a', 'b', 'c', 'd', 'e'];
  const codes = [4, 4, 4, 2, 2, 1, 0, -1, 3, 2];
  const found = colourCategories({ categories, codes }, style);
  assert.deepEqual(found.entries.map(entry => [entry.name, entry.count]),
    [['c', 3], ['e', 3], ['a', 1]]);
  assert.equal(found.others, 2);
  assert.equal(found.unknown, 1);
  assert.deepEqual([...found.order].sort((a, b) => a - b), codes.map((_, i) => i));
});

test('what is not chosen is faint', () => {
  const colours = Uint32Array.from([1, 2, 3]);
  assert.deepEqual([...emphasised(colours, [1], [0, 0, 0])], [0xff000000, 2, 0xff000000]);
});

test('points of the server are read, and cut-off answers refused', () => {
  const ids = ['mp-1', 'ä "b"'];
  const text = new TextEncoder().encode(JSON.stringify(ids));
  const buffer = new ArrayBuffer(4 + 16 + 4 + text.length);
  const view = new DataView(buffer);
  view.setUint32(0, 2, true);
  [1.5, -2, 3, 4].forEach((v, i) => view.setFloat32(4 + 4 * i, v, true));
  view.setUint32(20, text.length, true);
  new Uint8Array(buffer, 24).set(text);
  const found = parsePoints(buffer);
  assert.deepEqual([...found.xy], [1.5, -2, 3, 4]);
  assert.deepEqual(found.ids, ids);
  for (let length = 0; length < buffer.byteLength; length++) {
    assert.throws(() => parsePoints(buffer.slice(0, length)));
  }
  assert.throws(() => parseNumbers(new ArrayBuffer(8), 3), /2 values came for 3/);
});
