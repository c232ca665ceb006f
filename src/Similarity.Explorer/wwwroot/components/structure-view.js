/** Structures one can turn: 3Dmol, loaded when the first is shown. */

import { blockAtoms, bonds, cartesian, cellEdges } from '../crystal/cell-atoms.js';
import { covalentRadius } from '../crystal/elements.js';
import { colour } from '../theme.js';
import { h } from './element.js';

/**
 * @typedef {import('../crystal/cell-atoms.js').Structure} Structure
 * @typedef {'balls' | 'filled' | 'sticks'} Drawing
 * @typedef {{ cells?: [number, number, number], drawing?: Drawing }} View
 */

const LIBRARY = '/vendor/3dmol/3Dmol-min.js';

/** More atoms than this are too many to turn without a pause. */
const MOST_ATOMS = 4000;

/** Å from the end of an axis to its name, which clears an atom there. */
const LABEL_GAP = 0.9;

/** Pixels between what is drawn and the edge of the view. */
const MARGIN = 10;

/** Degrees that an arrow key turns. */
const TURN = 10;

/**
 * What has to be seen of each viewer: places with a radius, in Å.
 * @type {WeakMap<any, Array<{ x: number, y: number, z: number, radius: number }>>}
 */
const extents = new WeakMap();

/** @type {Promise<any> | null} */
let loading = null;

/** The library, once. @returns {Promise<any>} */
export function load3Dmol() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = LIBRARY;
    script.onload = () => resolve(/** @type {any} */ (window).$3Dmol);
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error('The library that draws structures could not be loaded.'));
    };
    document.head.append(script);
  });
  return loading;
}

/** Whether this browser draws in three dimensions. */
export function hasWebGl() {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/**
 * A 3Dmol viewer in an element that follows the theme and the keyboard, and leaves the wheel to the
 * page until it has the focus.
 * @param {HTMLElement} element with a height of its own
 * @param {{ label: string, signal?: AbortSignal }} options
 * @returns {Promise<any>}
 */
export async function createViewer(element, { label, signal }) {
  if (!hasWebGl()) {
    throw Object.assign(
      new Error('This browser draws nothing in three dimensions: WebGL is off or missing.'),
      { refused: true });
  }
  const library = await load3Dmol();
  signal?.throwIfAborted();
  const place = h('div', {
    class: 'viewer',
    tabindex: '0',
    role: 'application',
    'aria-label': `${label}. Arrow keys turn it, plus and minus zoom, 0 resets.`,
  });
  // Before the library hears of it: the wheel scrolls the page unless the view is in use.
  place.addEventListener('wheel', event => {
    if (!event.ctrlKey && document.activeElement !== place) {
      event.stopImmediatePropagation();
    }
  }, { capture: true });
  element.replaceChildren(place);
  const viewer = library.createViewer(place, {
    backgroundColor: colour('--surface'),
    antialias: true,
    disableFog: true,
    orthographic: true,
  });
  const repaint = () => {
    viewer.setBackgroundColor(colour('--surface'));
    viewer.render();
  };
  place.addEventListener('pointerdown', () => place.focus({ preventScroll: true }));
  place.addEventListener('keydown', event => {
    if (steer(viewer, event.key)) {
      event.preventDefault();
    }
  });
  document.addEventListener('themechange', repaint);
  signal?.addEventListener('abort', () => {
    document.removeEventListener('themechange', repaint);
    const canvas = place.querySelector('canvas');
    const context = canvas?.getContext('webgl2') ?? canvas?.getContext('webgl');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }, { once: true });
  return viewer;
}

/** @param {any} viewer @param {string} key @returns {boolean} whether it meant something */
function steer(viewer, key) {
  /** @type {Record<string, () => void>} */
  const moves = {
    ArrowLeft: () => viewer.rotate(-TURN, 'vy'),
    ArrowRight: () => viewer.rotate(TURN, 'vy'),
    ArrowUp: () => viewer.rotate(-TURN, 'vx'),
    ArrowDown: () => viewer.rotate(TURN, 'vx'),
    '+': () => viewer.zoom(1.15),
    '-': () => viewer.zoom(1 / 1.15),
    0: () => face(viewer),
  };
  moves[key]?.();
  viewer.render();
  return key in moves;
}

/**
 * From now on all of these is what is seen when the view is reset, and at once.
 * @param {any} viewer
 * @param {Array<{ x: number, y: number, z: number, radius: number }>} extent
 */
export function show(viewer, extent) {
  extents.set(viewer, extent);
  fit(viewer);
}

/** The third axis upwards, seen from a little above and aside. @param {any} viewer */
function face(viewer) {
  viewer.setView([0, 0, 0, 0, 0, 0, 0, 1]);
  viewer.rotate(-90, 'vx');
  viewer.rotate(-24, 'vy');
  viewer.rotate(12, 'vx');
  fit(viewer);
}

/**
 * All of it in the view, as large as that allows as it is turned now: the library fits a sphere,
 * which cuts long cells where the view is narrow and leaves it empty where they are flat.
 * @param {any} viewer
 */
function fit(viewer) {
  viewer.zoomTo();
  viewer.render();
  const extent = extents.get(viewer);
  const box = viewer.container?.getBoundingClientRect();
  if (!extent?.length || !(box?.width > 0)) {
    return;
  }
  const scale = pixelsPerAngstrom(viewer, extent[0]);
  const places = viewer.modelToScreen(extent);
  const [left, right] = ends(places.map((/** @type {any} */ p) => p.x), extent, scale);
  const [top, bottom] = ends(places.map((/** @type {any} */ p) => p.y), extent, scale);
  // Where the middle of the view is on the screen, as the library reckons.
  const middle = viewer.canvasOffset();
  viewer.translateScene(
    middle.left + box.width / 2 - (left + right) / 2,
    middle.top + box.height / 2 - (top + bottom) / 2);
  viewer.zoom(Math.min(
    (box.width - 2 * MARGIN) / (right - left), (box.height - 2 * MARGIN) / (bottom - top)));
}

/**
 * Without perspective the squares of the lengths of three unit vectors add up to two.
 * @param {any} viewer
 * @param {{ x: number, y: number, z: number }} from
 */
function pixelsPerAngstrom(viewer, { x, y, z }) {
  const [origin, ...units] = viewer.modelToScreen([
    { x, y, z }, { x: x + 1, y, z }, { x, y: y + 1, z }, { x, y, z: z + 1 },
  ]);
  return Math.sqrt(units.reduce((/** @type {number} */ sum, /** @type {any} */ unit) =>
    sum + (unit.x - origin.x) ** 2 + (unit.y - origin.y) ** 2, 0) / 2);
}

/** @param {number[]} at @param {{ radius: number }[]} extent @param {number} scale */
function ends(at, extent, scale) {
  let [low, high] = [Infinity, -Infinity];
  at.forEach((place, i) => {
    low = Math.min(low, place - scale * extent[i].radius);
    high = Math.max(high, place + scale * extent[i].radius);
  });
  return [low, high];
}

/** @param {Drawing} drawing @param {string} symbol */
function ballRadius(drawing, symbol) {
  const radius = covalentRadius(symbol);
  return drawing === 'filled' ? radius * 1.15 : drawing === 'sticks' ? 0.2 : 0.18 + radius * 0.24;
}

/** @param {Drawing} drawing @param {string} symbol @param {any} library */
function style(drawing, symbol, library) {
  const color = library.elementColors.Jmol[symbol] ?? 0x909090;
  const sphere = { radius: ballRadius(drawing, symbol), color };
  return drawing === 'filled' ? { sphere }
    : { sphere, stick: { radius: drawing === 'sticks' ? 0.16 : 0.11, color } };
}

/** Where the names of the axes stand. @param {number[][]} lattice */
function axisEnds(lattice) {
  return lattice.map((vector, axis) => {
    const end = [0, 0, 0];
    end[axis] = 1 + LABEL_GAP / Math.hypot(...vector);
    return cartesian(lattice, end);
  });
}

/** A crystal in its element. */
export class StructureView {
  /** Whether it was turned to be seen first; later it stays as the reader turned it. */
  #faced = false;

  /** @param {any} viewer @param {Structure} structure */
  constructor(viewer, structure) {
    this.viewer = viewer;
    this.structure = structure;
  }

  /** @param {View} [view] */
  draw({ cells = [1, 1, 1], drawing = 'balls' } = {}) {
    const library = /** @type {any} */ (window).$3Dmol;
    const atoms = blockAtoms(this.structure, cells);
    if (atoms.length > MOST_ATOMS) {
      throw new Error(`${atoms.length} atoms are more than can be turned smoothly `
        + `(${MOST_ATOMS}); show fewer cells.`);
    }
    const viewer = this.viewer;
    viewer.removeAllModels();
    viewer.removeAllShapes();
    viewer.removeAllLabels();
    const model = viewer.addModel();
    model.addAtoms(linked(atoms));
    for (const symbol of new Set(atoms.map(atom => atom.symbol))) {
      viewer.setStyle({ elem: symbol }, style(drawing, symbol, library));
    }
    this.#drawCell();
    this.#nameAtoms();
    extents.set(viewer, this.#extent(atoms, drawing));
    if (this.#faced) {
      fit(viewer);
    } else {
      face(viewer);
      this.#faced = true;
    }
    viewer.render();
  }

  /**
   * Atoms, corners of the cell and the names of its axes.
   * @param {import('../crystal/cell-atoms.js').Atom[]} atoms
   * @param {Drawing} drawing
   */
  #extent(atoms, drawing) {
    const lattice = this.structure.lattice_A;
    return [
      ...atoms.map(({ at, symbol }) => ({ ...point(at), radius: ballRadius(drawing, symbol) })),
      ...cellEdges(lattice).flat().map(at => ({ ...point(at), radius: 0 })),
      ...axisEnds(lattice).map(at => ({ ...point(at), radius: LABEL_GAP / 3 })),
    ];
  }

  /** Edges of one cell, with the names of its axes. */
  #drawCell() {
    const lattice = this.structure.lattice_A;
    const color = colour('--text-muted');
    for (const [from, to] of cellEdges(lattice)) {
      this.viewer.addCylinder({
        start: point(from), end: point(to), radius: 0.025, color, fromCap: 1, toCap: 1,
      });
    }
    axisEnds(lattice).forEach((end, axis) => {
      this.viewer.addLabel('abc'[axis], {
        position: point(end),
        fontColor: colour('--text'),
        fontSize: 13,
        showBackground: false,
        alignment: 'center',
      });
    });
  }

  /** The atom under the pointer says what it is. */
  #nameAtoms() {
    /** @type {any} */
    let label = null;
    this.viewer.setHoverDuration(60);
    this.viewer.setHoverable({}, true, (/** @type {any} */ atom) => {
      label ??= this.viewer.addLabel(`${atom.elem} · site ${atom.properties.site + 1}`, {
        position: atom,
        backgroundColor: colour('--text'),
        backgroundOpacity: 0.9,
        fontColor: colour('--bg'),
        fontSize: 12,
      });
    }, () => {
      if (label) {
        this.viewer.removeLabel(label);
        label = null;
      }
    });
  }
}

/** @param {import('../crystal/cell-atoms.js').Atom[]} atoms as 3Dmol has them, bonds included */
function linked(atoms) {
  const list = atoms.map((atom, serial) => ({
    elem: atom.symbol,
    ...point(atom.at),
    serial,
    bonds: /** @type {number[]} */ ([]),
    bondOrder: /** @type {number[]} */ ([]),
    properties: { site: atom.site },
  }));
  for (const [i, j] of bonds(atoms)) {
    list[i].bonds.push(j);
    list[i].bondOrder.push(1);
    list[j].bonds.push(i);
    list[j].bondOrder.push(1);
  }
  return list;
}

/** @param {number[]} v */
function point([x, y, z]) {
  return { x, y, z };
}

/**
 * @param {HTMLElement} element
 * @param {Structure} structure
 * @param {View & { label: string, signal?: AbortSignal }} options
 */
export async function showStructure(element, structure, { label, signal, ...view }) {
  const viewer = await createViewer(element, { label, signal });
  const shown = new StructureView(viewer, structure);
  shown.draw(view);
  element.dataset.drawn = 'true';
  return shown;
}
