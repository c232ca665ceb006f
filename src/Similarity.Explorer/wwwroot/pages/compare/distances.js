/** How far materials are from one another, each pair. */

import { drawChart, SEQUENTIAL } from '../../components/chart.js';
import { h } from '../../components/element.js';
import { formulaText } from '../../notation/formula.js';
import { fixed } from '../../notation/numbers.js';

/**
 * @param {any[]} materials in the order of the matrix
 * @param {number[][]} matrix
 * @param {AbortSignal} signal
 */
export async function distanceMatrix(materials, matrix, signal) {
  const names = materials.map(m => `${formulaText(m.formula ?? '')} ${m.id}`.trim());
  const place = h('div', { class: 'distance-plot' });
  const far = Math.max(...matrix.flat());
  await drawChart(place, [{
    type: 'heatmap', x: names, y: names, z: matrix, colorscale: SEQUENTIAL, zmin: 0,
    xgap: 2, ygap: 2,
    colorbar: { thickness: 10, outlinewidth: 0, tickfont: { color: 'var(--text-muted)' } },
    hovertemplate: '%{x}<br>%{y}<br>%{z:.4f}<extra></extra>',
  }], {
    margin: { l: 8, r: 8, t: 8, b: 8 },
    yaxis: { autorange: 'reversed', ticks: '', showgrid: false },
    xaxis: { ticks: '', showgrid: false },
    annotations: matrix.flatMap((row, i) => row.map((distance, k) => ({
      x: names[k], y: names[i], text: fixed(distance, 3), showarrow: false,
      font: { color: distance > 0.55 * far ? 'var(--accent-contrast)' : 'var(--text)', size: 12 },
    }))),
  }, { label: 'Distances of each pair', signal });
  return place;
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
