/** The density in space: a surface of equal density, the atoms, the plane that is cut. */

import { createViewer, show } from '../../components/structure-view.js';
import { SYMBOLS } from '../../crystal/elements.js';

/** 3Dmol draws surfaces of more points too slowly to follow a slider. */
const MOST_POINTS = 2_000_000;

/** Å: atoms are marks in their density. */
const BALL = 0.3;

export class DensityViewer {
  /**
   * @param {HTMLElement} element
   * @param {import('./cube.js').Cube} cube
   * @param {AbortSignal} signal
   */
  static async in(element, cube, signal) {
    const viewer = await createViewer(element, { label: 'Surface of equal density', signal });
    return new DensityViewer(viewer, cube);
  }

  constructor(viewer, cube) {
    this.viewer = viewer;
    this.cube = cube;
    this.drawing = /** @type {any} */ (window).$3Dmol;
    this.volume = volumeOf(this.drawing, coarser(cube));
    this.surfaces = [];
    this.plane = [];
    this.#drawAtoms();
    this.#drawCell();
    // Along an axis a box is a square.
    viewer.rotate(-60, 'x');
    viewer.rotate(20, 'y');
    show(viewer, [
      ...this.#corners().map(place => ({ ...place, radius: 0 })),
      ...cube.atoms.map(({ at_A }) => ({ ...point(at_A), radius: BALL })),
    ]);
  }

  /** @param {number} level @param {string} above @param {string} below colour of negative values */
  setLevel(level, above, below) {
    this.surfaces.forEach(shape => this.viewer.removeShape(shape));
    const surface = (isoval, color) => this.viewer.addIsosurface(this.volume,
      { isoval, color, opacity: 0.72, smoothness: 2 });
    this.surfaces = [surface(level, above)];
    if (this.cube.isOrbital) this.surfaces.push(surface(-level, below));
    this.viewer.render();
  }

  /** @param {import('./slice.js').Slice} slice @param {string} color */
  setPlane({ corner_A, u_A, v_A }, color) {
    this.plane.forEach(shape => this.viewer.removeShape(shape));
    const add = (...vectors) => point(corner_A.map((_, i) =>
      vectors.reduce((sum, v) => sum + v[i], corner_A[i])));
    const corners = [add(), add(u_A), add(u_A, v_A), add(v_A)];
    this.plane = corners.map((start, i) => this.viewer.addCylinder({
      start, end: corners[(i + 1) % 4], radius: 0.04, color, fromCap: 1, toCap: 1,
    }));
    this.viewer.render();
  }

  #drawAtoms() {
    const model = this.viewer.addModel();
    model.addAtoms(this.cube.atoms.map(({ number, at_A }, serial) => ({
      elem: symbolOf(number), ...point(at_A), serial, bonds: [], bondOrder: [],
    })));
    for (const symbol of new Set(this.cube.atoms.map(atom => symbolOf(atom.number)))) {
      const color = this.drawing.elementColors.Jmol[symbol] ?? 0x909090;
      this.viewer.setStyle({ elem: symbol }, { sphere: { radius: BALL, color } });
    }
  }

  /** Of the box; the bits of a corner's number say which axes lead to it. */
  #corners() {
    const { origin_A, axes_A, counts } = this.cube;
    const edges = axes_A.map((axis, i) => axis.map(v => v * counts[i]));
    return Array.from({ length: 8 }, (_, bits) => point(origin_A.map((v, i) =>
      v + edges.reduce((sum, edge, k) => sum + (bits >> k & 1) * edge[i], 0))));
  }

  #drawCell() {
    const corners = this.#corners();
    for (let bits = 0; bits < 8; bits++) {
      for (let k = 0; k < 3; k++) {
        if (bits >> k & 1) continue;
        this.viewer.addCylinder({
          start: corners[bits], end: corners[bits | 1 << k], radius: 0.02, color: '#8a929c',
        });
      }
    }
  }
}

/** @param {number} number 0 stands for a point without a nucleus */
function symbolOf(number) {
  return SYMBOLS[number - 1] ?? 'X';
}

function point([x, y, z]) {
  return { x, y, z };
}

/** Every second point, or every third …, until there are few enough. */
function coarser(cube) {
  let step = 1;
  const size = () => cube.counts.map(n => Math.ceil(n / step));
  while (size().reduce((p, n) => p * n, 1) > MOST_POINTS) step++;
  if (step === 1) return cube;
  const counts = size();
  const data = new Float32Array(counts[0] * counts[1] * counts[2]);
  let next = 0;
  for (let i = 0; i < counts[0]; i++) {
    for (let j = 0; j < counts[1]; j++) {
      const row = (i * step * cube.counts[1] + j * step) * cube.counts[2];
      for (let k = 0; k < counts[2]; k++) data[next++] = cube.data[row + k * step];
    }
  }
  return { ...cube, counts, data, axes_A: cube.axes_A.map(axis => axis.map(v => v * step)) };
}

/** The grid as 3Dmol has it: all of its place in one matrix. */
function volumeOf(library, { counts, data, axes_A: [a, b, c], origin_A }) {
  const volume = new library.VolumeData('', 'none');
  volume.size = { x: counts[0], y: counts[1], z: counts[2] };
  volume.data = data;
  volume.matrix = new library.Matrix4(
    a[0], b[0], c[0], origin_A[0],
    a[1], b[1], c[1], origin_A[1],
    a[2], b[2], c[2], origin_A[2],
    0, 0, 0, 1);
  return volume;
}
