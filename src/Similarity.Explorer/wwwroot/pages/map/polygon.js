/**
 * The line a hand draws around points.
 */

/**
 * Whether a point lies inside, by the parity of edges that a ray to the right crosses.
 * @param {Array<[number, number]>} polygon
 */
export function contains(polygon, x, y) {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [polygon[i], polygon[j]];
    if ((yi > y) !== (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/**
 * A line with fewer corners that is nowhere further than `tolerance` from the old one
 * (Douglas and Peucker, 1973).
 */
export function simplified(line, tolerance) {
  if (line.length < 3) return line;
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const open = [[0, line.length - 1]];
  while (open.length > 0) {
    const [from, to] = open.pop();
    let [furthest, most] = [-1, tolerance];
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToSegment(line[i], line[from], line[to]);
      if (distance > most) [furthest, most] = [i, distance];
    }
    if (furthest > 0) {
      keep[furthest] = 1;
      open.push([from, furthest], [furthest, to]);
    }
  }
  return line.filter((_, i) => keep[i]);
}

function distanceToSegment([x, y], [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
  return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
}

/** A polygon as it stands in the address: corners apart by "_", coordinates by ",". */
export function formatPolygon(polygon) {
  return polygon.map(p => p.map(v => String(Number(v.toPrecision(5)))).join(',')).join('_');
}

/** The inverse of {@link formatPolygon}; null for anything else. */
export function parsePolygon(text) {
  if (!text) return null;
  const polygon = text.split('_').map(corner => corner.split(',').map(Number));
  return polygon.length >= 3 && polygon.every(p => p.length === 2 && p.every(Number.isFinite))
    ? polygon : null;
}
