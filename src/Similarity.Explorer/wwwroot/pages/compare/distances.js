/** How far materials are from one another, each pair. */

import { drawChart, SEQUENTIAL } from '../../components/chart.js';
import { h } from '../../components/element.js';
import { formulaText } from '../../notation/formula.js';
import { fixed } from '../../notation/numbers.js';

/** Pixels of a window that leaves whole names beside the cells. */
const NARROW = 640;

/** Letters of an id, and materials whose distances are written, where the window is narrower. */
const SHORT = 12, FEW = 4;

/**
 * @param {any[]} materials in the order of the matrix
 * @param {number[][]} matrix
 * @param {AbortSignal} signal
 */
export async function distanceMatrix(materials, matrix, signal) {
  const names = materials.map(m => `${formulaText(m.formula ?? '')} ${m.id}`.trim());
  const isNarrow = innerWidth < NARROW;
  // Axes of numbers, as short names may be the same.
  const axis = {
    tickvals: names.map((_, i) => i),
    ticktext: isNarrow
      ? materials.map(m => `${formulaText(m.formula ?? '')}<br>${shortened(m.id)}`) : names,
    ticks: '', showgrid: false,
  };
  const place = h('div', { class: 'distance-plot' });
  await drawChart(place, [{
    type: 'heatmap', z: matrix, colorscale: SEQUENTIAL, zmin: 0, xgap: 2, ygap: 2,
    text: names.map(a => names.map(b => `${a}<br>${b}`)), showscale: !isNarrow,
    colorbar: {
      title: { text: 'distance', side: 'right', font: { color: 'var(--text-muted)' } },
      thickness: 10, outlinewidth: 0, tickfont: { color: 'var(--text-muted)' },
    },
    hovertemplate: '%{text}<br>%{z:.4f}<extra></extra>',
  }], {
    margin: { l: 8, r: 8, t: 8, b: 8 },
    yaxis: { ...axis, autorange: 'reversed' },
    // Aslant, the last of them would hang over the edge.
    xaxis: { ...axis, tickangle: isNarrow ? 90 : 'auto' },
    annotations: isNarrow && names.length > FEW ? [] : numbers(matrix),
  }, { label: 'Distances of each pair', signal });
  return place;
}

/** What stands in the cells. @param {number[][]} matrix */
function numbers(matrix) {
  const far = Math.max(...matrix.flat());
  return matrix.flatMap((row, y) => row.map((distance, x) => ({
    x, y, text: fixed(distance, 3), showarrow: false,
    font: { color: distance > 0.55 * far ? 'var(--accent-contrast)' : 'var(--text)', size: 12 },
  })));
}

/** @param {string} id */
function shortened(id) {
  return id.length > SHORT + 1 ? `${id.slice(0, SHORT)}…` : id;
}

/**
 * The same as a table, for those who do not see the colours.
 * @param {any[]} materials
 * @param {number[][]} matrix
 */
export function distanceTable(materials, matrix) {
  // A table is as wide as its words, whatever its style says; a box about it is not.
  return h('div', { class: 'visually-hidden' }, h('table', {},
    h('caption', {}, 'Distances'),
    h('tbody', {}, materials.map((material, i) => h('tr', {},
      h('th', { scope: 'row' }, material.id),
      materials.map((_, k) => h('td', {}, fixed(matrix[i][k], 4))))))));
}
