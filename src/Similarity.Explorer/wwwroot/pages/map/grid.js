/**
 * Points in square cells, so that what is near the pointer is found without asking all of them.
 */

import { boundsOf } from './view.js';
import { contains } from './polygon.js';

/** The points of a map by cell: `items[starts[c] … starts[c + 1]]` lie in cell c. */
export class PointGrid {
  /** @param {Float32Array} xy x₀, y₀, x₁, y₁ … */
  constructor(xy) {
    this.xy = xy;
    this.length = xy.length / 2;
    this.bounds = boundsOf(xy);
    const { x0, y0, x1, y1 } = this.bounds;
    // About two points to a cell; a long thin cloud must not make a grid of thousands of columns.
    this.cell = Math.sqrt((x1 - x0) * (y1 - y0) / Math.max(1, this.length / 2));
    this.columns = Math.min(2048, Math.max(1, Math.ceil((x1 - x0) / this.cell)));
    this.rows = Math.min(2048, Math.max(1, Math.ceil((y1 - y0) / this.cell)));
    this.width = (x1 - x0) / this.columns;
    this.height = (y1 - y0) / this.rows;
    this.#sort();
  }

  #sort() {
    const cells = new Uint32Array(this.length);
    this.starts = new Uint32Array(this.columns * this.rows + 1);
    for (let i = 0; i < this.length; i++) {
      cells[i] = this.#row(this.xy[2 * i + 1]) * this.columns + this.#column(this.xy[2 * i]);
      this.starts[cells[i] + 1]++;
    }
    for (let c = 1; c < this.starts.length; c++) this.starts[c] += this.starts[c - 1];
    const next = this.starts.slice();
    this.items = new Uint32Array(this.length);
    for (let i = 0; i < this.length; i++) this.items[next[cells[i]]++] = i;
  }

  #column(x) {
    const c = Math.floor((x - this.bounds.x0) / this.width);
    return c < 0 ? 0 : c >= this.columns ? this.columns - 1 : c;
  }

  #row(y) {
    const r = Math.floor((y - this.bounds.y0) / this.height);
    return r < 0 ? 0 : r >= this.rows ? this.rows - 1 : r;
  }

  /**
   * The point nearest to (x, y) and at most `radius` away; −1 when there is none. Of several at
   * the same place, the last drawn, which is the one that is seen.
   */
  nearest(x, y, radius) {
    let found = -1;
    let least = radius * radius;
    this.#eachIn(x - radius, y - radius, x + radius, y + radius, i => {
      const [dx, dy] = [this.xy[2 * i] - x, this.xy[2 * i + 1] - y];
      const distance = dx * dx + dy * dy;
      if (distance < least || (distance === least && i > found)) {
        least = distance;
        found = i;
      }
    });
    return found;
  }

  /**
   * The points within a polygon of world coordinates, in rising order.
   * @param {Array<[number, number]>} polygon
   * @returns {number[]}
   */
  within(polygon) {
    if (polygon.length < 3) return [];
    const { x0, y0, x1, y1 } = boundsOf(polygon.flat());
    const found = [];
    this.#eachIn(x0, y0, x1, y1, i => {
      if (contains(polygon, this.xy[2 * i], this.xy[2 * i + 1])) found.push(i);
    });
    return found.sort((a, b) => a - b);
  }

  #eachIn(x0, y0, x1, y1, visit) {
    const [left, right] = [this.#column(x0), this.#column(x1)];
    const [low, high] = [this.#row(y0), this.#row(y1)];
    for (let row = low; row <= high; row++) {
      const end = this.starts[row * this.columns + right + 1];
      for (let k = this.starts[row * this.columns + left]; k < end; k++) visit(this.items[k]);
    }
  }
}
