/** A plane of the density as a heat map with lines of equal density. */

import { h } from '../../components/element.js';
import { significant } from '../../notation/numbers.js';
import { hexOf, packed, scaleTable } from '../drawing/colour.js';
import { ticks } from '../drawing/ticks.js';
import { contour, flattened } from './slice.js';

const MARGIN = 4;

export class SliceView {
  constructor() {
    this.canvas = h('canvas', { class: 'slice', role: 'img', 'data-testid': 'slice' });
    this.bar = h('div', { class: 'slice-bar' });
    this.element = h('div', { class: 'slice-box' }, this.canvas, this.bar);
  }

  /**
   * @param {import('./slice.js').Slice} slice
   * @param {{ scale: string, high: number, low: number, logarithmic: boolean, level: number,
   *   unit: string, label: string, ink: string, accent: string, width: number }} style
   */
  draw(slice, style) {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const { u, v } = flattened(slice);
    const left = Math.min(0, v[0]);
    const span = [Math.max(u[0], u[0] + v[0], v[0]) - left, v[1]];
    const room = [style.width, 440];
    const scale = Math.min(...room.map((r, i) => (r - 2 * MARGIN) / span[i]));
    const [width, height] = span.map(s => s * scale + 2 * MARGIN);
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.width = `${width}px`;
    this.canvas.setAttribute('aria-label', style.label);
    const context = this.canvas.getContext('2d');
    // From steps of the grid to the canvas: rows run along u, columns upwards along v.
    const k = scale * ratio;
    context.setTransform(u[0] / slice.width * k, 0, v[0] / slice.height * k,
      -v[1] / slice.height * k, (MARGIN - left * scale) * ratio, (height - MARGIN) * ratio);
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture(slice, style), 0, 0);
    // Values belong to the middle of the cells of the picture.
    context.translate(0.5, 0.5);
    for (const level of levels(style)) strokeContour(context, slice, level, style.ink, ratio);
    strokeContour(context, slice, style.level, style.accent, 2.5 * ratio);
    this.#legend(style);
  }

  #legend({ scale, low, high, logarithmic, unit }) {
    const stops = scaleTable(scale, 12).map(hexOf).join(', ');
    this.bar.replaceChildren(
      h('span', {}, logarithmic ? significant(floorOf(low, high), 2) : significant(low, 3)),
      h('div', { class: 'map-ramp', style: { background: `linear-gradient(to right, ${stops})` } }),
      h('span', {}, `${significant(high, 3)} ${unit}`));
  }
}

/** The least value that a logarithmic scale shows. */
export function floorOf(low, high) {
  return Math.max(low, high * 1e-4, Number.MIN_VALUE);
}

/** Where on the scale, 0 to 1, a value is. */
export function placeOf(value, { low, high, logarithmic }) {
  if (!(high > low)) return 0;
  if (!logarithmic) return Math.min(1, Math.max(0, (value - low) / (high - low)));
  const least = floorOf(low, high);
  return value <= least ? 0 : Math.min(1, Math.log(value / least) / Math.log(high / least));
}

function levels({ low, high, logarithmic }) {
  if (!logarithmic) return ticks(low, high, 9);
  const least = Math.ceil(Math.log10(floorOf(low, high)) * 2);
  const most = Math.floor(Math.log10(high) * 2);
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, i) => 10 ** ((least + i) / 2));
}

function picture(slice, style) {
  const canvas = document.createElement('canvas');
  canvas.width = slice.width;
  canvas.height = slice.height;
  const context = canvas.getContext('2d');
  const image = context.createImageData(slice.width, slice.height);
  const pixels = new Uint32Array(image.data.buffer);
  const table = Uint32Array.from(scaleTable(style.scale), packed);
  slice.values.forEach((value, i) => {
    pixels[i] = table[Math.round(255 * placeOf(value, style))];
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

function strokeContour(context, slice, level, colour, width) {
  const pieces = contour(slice, level);
  context.beginPath();
  for (let i = 0; i < pieces.length; i += 4) {
    context.moveTo(pieces[i], pieces[i + 1]);
    context.lineTo(pieces[i + 2], pieces[i + 3]);
  }
  context.save();
  // The pen is round on the screen, not in the skewed steps of the grid.
  context.resetTransform();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.restore();
}
