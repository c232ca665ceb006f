/** The matrix of distances in the order of the tree, on a canvas: 400 × 400 cells are too many
    elements. */

import { h } from '../../components/element.js';
import { significant } from '../../notation/numbers.js';
import { packed, scaleTable } from '../drawing/colour.js';

export class HeatMap {
  /**
   * @param {{ matrix: number[][], order: number[], labels: string[], low: number, high: number,
   *   row: number, column: number }} data pixels of a cell: its height, its width
   * @param {(row: number, column: number, text: string) => void} point leaves; −1: none
   */
  constructor(data, point) {
    Object.assign(this, data);
    this.point = point;
    this.width = data.order.length * data.column;
    const size = { width: `${this.width}px`, height: `${data.order.length * data.row}px` };
    this.cursor = null;
    this.canvas = h('canvas', {
      width: data.order.length, height: data.order.length, 'aria-hidden': 'true',
      style: size,
    });
    this.mark = h('div', { class: 'heat-mark', hidden: true });
    this.element = h('div', {
      class: 'heat', tabindex: '0', role: 'application', 'data-testid': 'heat',
      'aria-label': `Distances of ${data.order.length} materials; arrows go from cell to cell.`,
      style: size,
      onmousemove: event => this.#at(event),
      onmouseleave: () => this.#show(null),
      onblur: () => this.#show(null),
      onkeydown: event => this.#key(event),
    }, this.canvas, this.mark);
  }

  /** @param {[number, number]} range of the scale */
  paint(range) {
    const { matrix, order, low, high } = this;
    const n = order.length;
    const context = this.canvas.getContext('2d');
    const image = context.createImageData(n, n);
    const pixels = new Uint32Array(image.data.buffer);
    // Near is dark and far is bright: what is alike stands out.
    const table = Uint32Array.from(scaleTable('viridis', 256, range), packed);
    const factor = high > low ? 255 / (high - low) : 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const value = matrix[order[i]][order[j]];
        const at = Number.isFinite(value) ? (value - low) * factor : 255;
        pixels[i * n + j] = table[Math.max(0, Math.min(255, Math.round(at)))];
      }
    }
    context.putImageData(image, 0, 0);
  }

  #at(event) {
    const box = this.element.getBoundingClientRect();
    const last = this.order.length - 1;
    const cell = (v, size) => Math.min(last, Math.max(0, Math.floor(v / size)));
    this.#show([
      cell(event.clientY - box.top, this.row), cell(event.clientX - box.left, this.column),
    ]);
  }

  #key(event) {
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const last = this.order.length - 1;
    const [row, column] = this.cursor ?? [-move[0], -move[1]];
    this.#show([row + move[0], column + move[1]].map(v => Math.min(last, Math.max(0, v))));
  }

  #show(cursor) {
    this.cursor = cursor;
    this.mark.hidden = cursor === null;
    if (cursor === null) {
      this.point(-1, -1, '');
      return;
    }
    const [row, column] = cursor;
    const [a, b] = [this.order[row], this.order[column]];
    this.mark.style.transform = `translate(${column * this.column}px, ${row * this.row}px)`;
    this.mark.style.width = `${this.column}px`;
    this.mark.style.height = `${this.row}px`;
    this.point(a, b, `${this.labels[a]} – ${this.labels[b]}: `
      + significant(this.matrix[a][b]));
  }
}
