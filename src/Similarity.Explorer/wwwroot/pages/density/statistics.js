/** What the numbers of a grid amount to. */

/** How many values are sorted to say what a level encloses. */
const SAMPLE = 200_000;

/** The volume that one point stands for, in Å³: the determinant of the steps. */
export function voxelVolume([[a, b, c], [d, e, f], [g, h, i]]) {
  return Math.abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g));
}

/**
 * @param {import('./cube.js').Cube} cube
 * @returns {{ low: number, high: number, electrons: number, volume_A3: number }}
 */
export function statistics({ data, axes_A }) {
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (let i = 0; i < data.length; i++) {
    if (data[i] < low) low = data[i];
    if (data[i] > high) high = data[i];
    sum += data[i];
  }
  const voxel = voxelVolume(axes_A);
  return { low, high, electrons: sum * voxel, volume_A3: voxel * data.length };
}

/**
 * The share of the electrons where the density is above a level, from an evenly drawn part of the
 * points.
 */
export class Enclosed {
  /** @param {Float32Array} data */
  constructor(data) {
    const step = Math.max(1, Math.ceil(data.length / SAMPLE));
    this.sorted = new Float32Array(Math.ceil(data.length / step));
    for (let k = 0; k < this.sorted.length; k++) this.sorted[k] = Math.abs(data[k * step]);
    this.sorted.sort();
    // above[k]: the sum of what is at least as large as the k-th smallest.
    this.above = new Float64Array(this.sorted.length + 1);
    for (let k = this.sorted.length - 1; k >= 0; k--) {
      this.above[k] = this.above[k + 1] + this.sorted[k];
    }
  }

  /** @param {number} level @returns {number} 0 to 1 */
  share(level) {
    return this.above[0] === 0 ? 0 : this.above[this.#from(level)] / this.above[0];
  }

  /** The level that encloses this share. @param {number} share */
  level(share) {
    let [low, high] = [0, this.sorted.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.above[middle] >= share * this.above[0]) low = middle;
      else high = middle - 1;
    }
    return this.sorted[low] ?? 0;
  }

  #from(level) {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < level) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
