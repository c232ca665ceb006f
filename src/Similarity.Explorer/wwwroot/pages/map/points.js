/**
 * Discs written straight into the pixels of a canvas. 100,000 of them take a few milliseconds,
 * which no call per point could: see benchmarks/results/explorer-pages.md.
 */

/**
 * A disc as rows of pixels (for speed) and as pixels with their coverage (for looks).
 * @param {number} radius in pixels of the canvas
 * @returns {{reach: number, rows: Int32Array, soft: Array<[number, number, number]>}} `rows` is
 *   dy, first dx, last dx for each row; `soft` is dx, dy and coverage of 0 to 256
 */
export function stampOf(radius) {
  const reach = Math.ceil(radius);
  const rows = [];
  const soft = [];
  for (let dy = -reach; dy <= reach; dy++) {
    let half = -1;
    for (let dx = -reach; dx <= reach; dx++) {
      // Coverage by the distance of the rim from the middle of the pixel: right to some percent.
      const cover = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
      if (cover > 0) soft.push([dx, dy, Math.round(cover * 256)]);
      if (cover >= 0.5) half = Math.max(half, dx);
    }
    if (half >= 0) rows.push(dy, -half, half);
  }
  return { reach, rows: Int32Array.from(rows), soft };
}

/**
 * Draws all points.
 * @param {Uint32Array} pixels of a canvas, `width` times `height`
 * @param {Float32Array} xy world coordinates
 * @param {Uint32Array} colours one for each point, as {@link packed} makes them
 * @param {{ax: number, bx: number, ay: number, by: number}} place pixel = a · world + b
 * @param {ReturnType<typeof stampOf>} stamp
 * @param {{soft?: boolean, order?: Uint32Array}} [options] with soft rims; in another order
 */
export function drawPoints(pixels, width, height, xy, colours, place, stamp, options = {}) {
  const { ax, bx, ay, by } = place;
  const { reach } = stamp;
  const order = options.order;
  const n = order ? order.length : colours.length;
  for (let k = 0; k < n; k++) {
    const i = order ? order[k] : k;
    const x = Math.round(ax * xy[2 * i] + bx);
    const y = Math.round(ay * xy[2 * i + 1] + by);
    if (x < -reach || y < -reach || x >= width + reach || y >= height + reach) continue;
    const inside = x >= reach && y >= reach && x < width - reach && y < height - reach;
    if (!inside) drawAtEdge(pixels, width, height, x, y, colours[i], stamp);
    else if (options.soft) drawSoft(pixels, width, y * width + x, colours[i], stamp.soft);
    else drawHard(pixels, width, y * width + x, colours[i], stamp.rows);
  }
}

function drawHard(pixels, width, middle, colour, rows) {
  for (let r = 0; r < rows.length; r += 3) {
    const row = middle + rows[r] * width;
    for (let p = row + rows[r + 1]; p <= row + rows[r + 2]; p++) pixels[p] = colour;
  }
}

function drawSoft(pixels, width, middle, colour, soft) {
  for (let k = 0; k < soft.length; k++) {
    const [dx, dy, cover] = soft[k];
    const p = middle + dy * width + dx;
    pixels[p] = cover === 256 ? colour : blended(pixels[p], colour, cover);
  }
}

function drawAtEdge(pixels, width, height, x, y, colour, stamp) {
  for (const [dx, dy, cover] of stamp.soft) {
    const [px, py] = [x + dx, y + dy];
    if (cover >= 128 && px >= 0 && py >= 0 && px < width && py < height) {
      pixels[py * width + px] = colour;
    }
  }
}

/** Two channels at once, as 16-bit lanes of one number; `cover` of 256 is all new. */
function blended(old, colour, cover) {
  const rest = 256 - cover;
  const redBlue = ((colour & 0xff00ff) * cover + (old & 0xff00ff) * rest) / 256 & 0xff00ff;
  const green = ((colour & 0xff00) * cover + (old & 0xff00) * rest) / 256 & 0xff00;
  return (0xff000000 | redBlue | green) >>> 0;
}
