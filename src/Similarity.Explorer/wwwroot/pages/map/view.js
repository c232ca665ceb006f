/**
 * What part of the map is seen: a centre and a magnification; 1 shows everything.
 * World coordinates are those of the embedding, y upwards; screen coordinates are pixels, y down.
 */

/** Far enough to see what lies far beyond the others. */
const LEAST = 0.01;
const MOST = 5000;

/**
 * The box around points.
 * @param {Float32Array} xy x₀, y₀, x₁, y₁ …
 * @returns {{x0: number, y0: number, x1: number, y1: number}}
 */
export function boundsOf(xy) {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = [xy[i], xy[i + 1]];
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  if (!(x1 >= x0)) return { x0: -1, y0: -1, x1: 1, y1: 1 };
  // A single point, or points in line, still have a box with an inside.
  const least = Math.max(x1 - x0, y1 - y0, 1e-6) * 1e-3;
  const [dx, dy] = [x1 - x0 < least ? least : 0, y1 - y0 < least ? least : 0];
  return { x0: x0 - dx, y0: y0 - dy, x1: x1 + dx, y1: y1 + dy };
}

/** The share of the points at either end of an axis that may lie beyond the edge. */
const TAIL = 0.005;

/** Of fewer points none is thought to be far out. */
const FEW = 20;

/** How much larger than nearly all points need a box of all has to be to be too large. */
const MUCH = 1.7;

/**
 * The box that is looked at first: around all points, or, where a few far ones would squeeze the
 * others into a corner, around the others.
 * @param {Float32Array} xy x₀, y₀, x₁, y₁ …
 * @returns {{ box: {x0: number, y0: number, x1: number, y1: number}, beyond: number }} and how
 *   many points lie outside
 */
export function homeOf(xy) {
  const all = boundsOf(xy);
  if (xy.length < 2 * FEW) return { box: all, beyond: 0 };
  const x = middle(xy.filter((_, i) => i % 2 === 0));
  const y = middle(xy.filter((_, i) => i % 2 === 1));
  const isSqueezed = x && y && (isMuch(all.x1 - all.x0, x) || isMuch(all.y1 - all.y0, y));
  if (!isSqueezed) return { box: all, beyond: 0 };
  const box = {
    x0: Math.max(all.x0, x.low), x1: Math.min(all.x1, x.high),
    y0: Math.max(all.y0, y.low), y1: Math.min(all.y1, y.high),
  };
  let beyond = 0;
  for (let i = 0; i < xy.length; i += 2) {
    const isIn = xy[i] >= box.x0 && xy[i] <= box.x1 && xy[i + 1] >= box.y0 && xy[i + 1] <= box.y1;
    if (!isIn) beyond++;
  }
  return { box, beyond };
}

function isMuch(extent, { low, high }) {
  return extent > MUCH * (high - low);
}

/** Where nearly all values lie, and a tenth of that to either side; null where all are equal. */
function middle(values) {
  values.sort();
  const out = Math.ceil(TAIL * values.length);
  const [low, high] = [values[out], values[values.length - 1 - out]];
  const room = 0.1 * (high - low);
  return high > low ? { low: low - room, high: high + room } : null;
}

/** View, box and window together: how world becomes screen. */
export class Frame {
  /**
   * @param {{x0, y0, x1, y1}} bounds
   * @param {number} width
   * @param {number} height
   * @param {{cx: number, cy: number, zoom: number}} [view] all of it when absent
   */
  constructor(bounds, width, height, view = null) {
    this.bounds = bounds;
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    const margin = Math.min(24, this.width / 10, this.height / 10);
    this.fit = Math.min(
      (this.width - 2 * margin) / (bounds.x1 - bounds.x0),
      (this.height - 2 * margin) / (bounds.y1 - bounds.y0));
    this.view = view ?? {
      cx: (bounds.x0 + bounds.x1) / 2, cy: (bounds.y0 + bounds.y1) / 2, zoom: 1,
    };
  }

  /** Pixels per unit of the world. */
  get scale() {
    return this.fit * this.view.zoom;
  }

  toScreen(x, y) {
    return [
      (x - this.view.cx) * this.scale + this.width / 2,
      this.height / 2 - (y - this.view.cy) * this.scale,
    ];
  }

  toWorld(sx, sy) {
    return [
      this.view.cx + (sx - this.width / 2) / this.scale,
      this.view.cy - (sy - this.height / 2) / this.scale,
    ];
  }

  /** Moved as the hand moves: what was under it stays under it. */
  panned(dx, dy) {
    const { cx, cy, zoom } = this.view;
    return this.with({ cx: cx - dx / this.scale, cy: cy + dy / this.scale, zoom });
  }

  /** Magnified about a point of the screen, which stays where it is. */
  zoomed(sx, sy, factor) {
    const [x, y] = this.toWorld(sx, sy);
    const zoom = Math.min(MOST, Math.max(LEAST, this.view.zoom * factor));
    const scale = this.fit * zoom;
    return this.with({
      cx: x - (sx - this.width / 2) / scale, cy: y + (sy - this.height / 2) / scale, zoom,
    });
  }

  with(view) {
    return new Frame(this.bounds, this.width, this.height, view);
  }

  /** As it has to be for a box to be in view. */
  showing({ x0, y0, x1, y1 }) {
    const { zoom } = this.view;
    const other = new Frame({ x0, y0, x1, y1 }, this.width, this.height);
    return this.with({ ...other.view, zoom: Math.max(LEAST, zoom * other.scale / this.scale) });
  }

  sized(width, height) {
    return new Frame(this.bounds, width, height, this.view);
  }
}

/** A view as it stands in the address: "x,y,zoom", with the digits that a pixel needs. */
export function formatView({ cx, cy, zoom }) {
  return [cx, cy, zoom].map(v => String(Number(v.toPrecision(6)))).join(',');
}

/** The inverse of {@link formatView}; null for anything else. */
export function parseView(text) {
  const parts = (text ?? '').split(',').map(Number);
  if (!text || parts.length !== 3 || !parts.every(Number.isFinite) || !(parts[2] > 0)) return null;
  return { cx: parts[0], cy: parts[1], zoom: Math.min(MOST, Math.max(LEAST, parts[2])) };
}
