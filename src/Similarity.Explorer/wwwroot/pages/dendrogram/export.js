/** Tree and matrix as one SVG file, for papers. */

import { svg } from '../../components/element.js';
import { hexOf, scaleTable } from '../drawing/colour.js';
import { AXIS, treePicture } from './drawing.js';

/** Cells that are worth their elements; above, the matrix is a picture within. */
const MOST_CELLS = 80 * 80;

/**
 * @param {import('./drawing.js').Drawing} drawing
 * @param {import('./heat-map.js').HeatMap} heat
 */
export function svgFile(drawing, heat) {
  const picture = treePicture({ ...drawing, link: undefined, hover: undefined });
  for (const name of ['class', 'role', 'data-testid', 'aria-label']) picture.removeAttribute(name);
  const left = drawing.width + drawing.labelWidth;
  const n = drawing.order.length;
  const whole = left + n * drawing.row + 10;
  picture.setAttribute('width', String(whole));
  picture.setAttribute('viewBox', `0 0 ${whole} ${n * drawing.row + AXIS}`);
  picture.prepend(svg('rect', { width: '100%', height: '100%', fill: '#ffffff' }));
  picture.append(n * n <= MOST_CELLS ? cells(drawing, heat, left) : svg('image', {
    x: left, y: 0, width: n * drawing.row, height: n * drawing.row,
    style: { 'image-rendering': 'pixelated' }, href: heat.canvas.toDataURL('image/png'),
  }));
  const text = new XMLSerializer().serializeToString(picture);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
}

function cells({ order, row }, { matrix, low, high }, left) {
  const table = scaleTable('viridis', 256).map(hexOf);
  const colour = value => table[Math.max(0, Math.min(255,
    Math.round(high > low ? 255 * (value - low) / (high - low) : 0)))];
  return svg('g', { 'shape-rendering': 'crispEdges' }, order.map((a, i) => order.map((b, j) =>
    svg('rect', {
      x: left + j * row, y: i * row, width: row, height: row, fill: colour(matrix[a][b]),
    }))));
}
