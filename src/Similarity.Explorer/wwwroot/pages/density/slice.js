/** Planes through a grid. */

/**
 * @typedef {object} Slice
 * @property {number} width  points along `u`
 * @property {number} height points along `v`
 * @property {Float32Array} values `width` to a row
 * @property {number[]} u_A edge of the plane along a row
 * @property {number[]} v_A edge of the plane along a column
 * @property {number[]} corner_A where both begin
 */

/**
 * The plane across an axis at a share of its length, linear between the planes of the grid.
 * @param {import('./cube.js').Cube} cube
 * @param {0 | 1 | 2} axis
 * @param {number} position 0 to 1
 * @returns {Slice}
 */
export function sliceOf(cube, axis, position) {
  const { counts, data, axes_A } = cube;
  const [first, second] = [0, 1, 2].filter(i => i !== axis);
  const strides = [counts[1] * counts[2], counts[2], 1];
  const place = Math.min(1, Math.max(0, position)) * (counts[axis] - 1);
  const plane = Math.min(counts[axis] - 1, Math.floor(place));
  const next = Math.min(counts[axis] - 1, plane + 1);
  const t = place - plane;
  const [width, height] = [counts[first], counts[second]];
  const values = new Float32Array(width * height);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const at = i * strides[first] + j * strides[second];
      const here = data[at + plane * strides[axis]];
      values[j * width + i] = here + t * (data[at + next * strides[axis]] - here);
    }
  }
  const along = (i, n) => axes_A[i].map(v => v * n);
  return {
    width, height, values, u_A: along(first, width), v_A: along(second, height),
    corner_A: cube.origin_A.map((v, i) => v + axes_A[axis][i] * place),
  };
}

/**
 * The parallelogram of a plane laid flat: u along the row, v above it at their angle.
 * @param {Slice} slice
 * @returns {{ u: [number, number], v: [number, number] }} Å
 */
export function flattened({ u_A, v_A }) {
  const length = v => Math.hypot(...v);
  const dot = u_A.reduce((sum, value, i) => sum + value * v_A[i], 0);
  const along = dot / length(u_A);
  return { u: [length(u_A), 0], v: [along, Math.sqrt(Math.max(0, length(v_A) ** 2 - along ** 2))] };
}

/**
 * Lines of equal value by marching squares; positions between points are linear. At saddles the
 * mean of the four corners decides which two are joined.
 * @param {Slice} slice
 * @param {number} level
 * @returns {number[]} x₀, y₀, x₁, y₁ of one piece after the other, in steps of the grid
 */
export function contour({ width, height, values }, level) {
  const pieces = [];
  for (let j = 0; j + 1 < height; j++) {
    for (let i = 0; i + 1 < width; i++) {
      const at = j * width + i;
      const [a, b, c, d] = [values[at], values[at + 1], values[at + width + 1],
        values[at + width]];
      const crossed = [];
      // Edges in turn round the cell: below, right, above, left.
      if ((a < level) !== (b < level)) crossed.push([i + (level - a) / (b - a), j]);
      if ((b < level) !== (c < level)) crossed.push([i + 1, j + (level - b) / (c - b)]);
      if ((d < level) !== (c < level)) crossed.push([i + (level - d) / (c - d), j + 1]);
      if ((a < level) !== (d < level)) crossed.push([i, j + (level - a) / (d - a)]);
      if (crossed.length === 2) {
        pieces.push(...crossed[0], ...crossed[1]);
      } else if (crossed.length === 4) {
        const joined = ((a + b + c + d) / 4 < level) === (a < level);
        const [p, q, r, s] = crossed;
        pieces.push(...joined ? [...p, ...q, ...r, ...s] : [...p, ...s, ...q, ...r]);
      }
    }
  }
  return pieces;
}
