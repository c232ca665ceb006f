/** Densities of states of several materials, laid over one another. */

import { sum } from '../../spectra/dos.js';
import { energyTitle, zeroOf } from '../../spectra/zero.js';

/** Around zero, in eV. */
const WINDOW = [-10, 10];

/**
 * @param {{ name: string, series: number, nsites: number | null, dos: any }[]} list
 * @param {{ zero: import('../../spectra/zero.js').Zero, per: 'cell' | 'site' }} how
 */
export function dosOverlay(list, { zero, per }) {
  const all = list.map(({ dos, nsites }) => {
    const from = zeroOf(dos, zero);
    const scale = per === 'site' && nsites ? 1 / nsites : 1;
    return {
      x: dos.energies_eV.map((/** @type {number} */ energy) => energy - from),
      y: sum(dos.dos).map(value => value * scale),
    };
  });
  const window = zero === 'none' && list.length > 0
    ? WINDOW.map(energy => energy + zeroOf(list[0].dos, 'fermi'))
    : WINDOW;
  const most = Math.max(0, ...all.flatMap(({ x, y }) =>
    y.filter((_, i) => x[i] >= window[0] && x[i] <= window[1])));
  return {
    traces: all.map((line, i) => ({
      ...line,
      type: 'scatter',
      mode: 'lines',
      name: list[i].name,
      line: { color: `var(--series-${1 + list[i].series % 8})`, width: 1.6 },
      hovertemplate: `${list[i].name}: %{y:.3f} at %{x:.2f} eV<extra></extra>`,
    })),
    layout: {
      showlegend: true,
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
      margin: { l: 56, r: 12, t: 36, b: 48 },
      uirevision: `${zero}${per}`,
      xaxis: { title: energyTitle(zero), range: window, zeroline: zero !== 'none',
        zerolinecolor: 'var(--border-strong)' },
      yaxis: { title: per === 'site' ? 'states/eV per site' : 'states/eV',
        range: [0, 1.08 * most || 1] },
    },
  };
}
