/** Bands and density of states of one material on one axis of energies. */

import { bandLine, pathTicks, readableTexts } from '../../spectra/bands.js';
import { bandOutline, dosLines, greatestIn } from '../../spectra/dos.js';
import { energyTitle, zeroOf } from '../../spectra/zero.js';

/** Pixels of a window in which a letter is a larger part of a path. */
const NARROW = 640;

/**
 * @typedef {object} Spectra
 * @property {any | null} bands
 * @property {any | null} dos
 * @property {any | null} learned
 * @property {{ name: string, dos: any }[]} others of neighbours, to lay over
 * @property {import('../../spectra/zero.js').Zero} zero
 */

/** Around zero, where chemistry happens. */
const WINDOW = /** @type {[number, number]} */ ([-9, 9]);

/** @param {Spectra} spectra @returns {{ traces: any[], layout: any }} */
export function spectrumChart(spectra) {
  const { bands, dos, learned, others, zero } = spectra;
  // Of one source both lie on one scale of energies, and bands know their edges better than a grid.
  const edges = bands && dos && bands.source === dos.source ? bands : dos;
  const lines = dos ? dosLines(dos, zeroOf(edges, zero)) : [];
  const traces = [
    ...(bands ? bandTraces(bands, zeroOf(bands, zero)) : []),
    ...dosTraces(lines, dos?.source ?? ''),
    ...(learned ? learnedTraces(learned, zero) : []),
    ...others.flatMap((other, i) => otherTraces(other, i, zero)),
  ];
  const window = /** @type {[number, number]} */ (zero === 'none'
    ? WINDOW.map(e => e + zeroOf(edges ?? bands ?? {}, 'fermi')) : WINDOW);
  const most = 1.08 * greatestIn([
    ...lines,
    ...(learned ? [learnedLine(learned, zero)] : []),
    ...others.flatMap(other => dosLines(other.dos, zeroOf(other.dos, zero), true)),
  ], window);
  const split = bands && dos ? 0.6 : bands ? 1 : 0;
  const showlegend = Boolean(learned) || others.length > 0;
  return {
    traces,
    layout: {
      margin: { l: 56, r: 10, t: showlegend ? 36 : 8, b: 44 },
      showlegend,
      // Left, as the tools of the chart come up at the right.
      legend: { orientation: 'h', x: 0, y: 1.01, yanchor: 'bottom', font: { size: 12 } },
      uirevision: `${zero}`,
      hovermode: 'closest',
      yaxis: { title: energyTitle(zero), range: window, zeroline: false },
      xaxis: bands ? pathAxis(bands, split) : { visible: false, domain: [0, 0.001] },
      xaxis2: {
        visible: Boolean(dos),
        // The last name of the path and the first number stand side by side.
        domain: [bands ? split + (innerWidth < NARROW ? 0.07 : 0.03) : 0, 1],
        title: { text: 'states/eV' },
        range: lines.length > 1 ? [-most, most] : [0, most || 1],
        zeroline: lines.length > 1,
        anchor: 'y',
      },
      shapes: [
        ...(bands ? levelShapes(bands, zero, 'x domain') : []),
        ...(dos ? levelShapes(edges, zero, 'x2 domain') : []),
      ],
    },
  };
}

/** @param {any} bands @param {number} split */
function pathAxis(bands, split) {
  const ticks = pathTicks(bands.labels);
  return {
    domain: [0, split],
    range: [bands.x[0], bands.x[bands.x.length - 1]],
    tickmode: 'array',
    tickvals: ticks.values,
    ticktext: readableTexts(ticks, innerWidth < NARROW ? 0.05 : 0.022),
    tickangle: 0,
    ticks: '',
    gridcolor: 'var(--border)',
    zeroline: false,
    fixedrange: true,
  };
}

/** @param {any} bands @param {number} zero */
function bandTraces(bands, zero) {
  return bands.bands_eV.map((/** @type {any} */ _, /** @type {number} */ spin) => ({
    ...bandLine(bands, spin, zero),
    type: 'scatter',
    mode: 'lines',
    name: spin === 0 ? 'bands' : 'bands, spin down',
    showlegend: false,
    line: { color: spin === 0 ? 'var(--series-1)' : 'var(--series-2)', width: 1.3 },
    hovertemplate: '%{y:.3f} eV<extra></extra>',
  }));
}

/** @param {{ x: number[], y: number[] }[]} lines @param {string} source */
function dosTraces(lines, source) {
  return lines.map((line, spin) => ({
    ...line,
    type: 'scatter',
    mode: 'lines',
    xaxis: 'x2',
    name: lines.length > 1 ? `${source}, spin ${spin === 0 ? 'up' : 'down'}` : source,
    fill: 'tozerox',
    fillcolor: 'var(--band)',
    line: { color: spin === 0 ? 'var(--series-1)' : 'var(--series-2)', width: 1.5 },
    hovertemplate: '%{x:.3f} states/eV at %{y:.2f} eV<extra></extra>',
  }));
}

/** @param {any} learned @param {import('../../spectra/zero.js').Zero} zero */
function learnedLine(learned, zero) {
  const from = zeroOf(learned, zero);
  return {
    x: learned.dos,
    y: learned.energies_eV.map((/** @type {number} */ energy) => energy - from),
  };
}

/** @param {any} learned @param {import('../../spectra/zero.js').Zero} zero */
function learnedTraces(learned, zero) {
  return [
    {
      ...bandOutline(learned.energies_eV, learned.dos, learned.std, zeroOf(learned, zero)),
      type: 'scatter', mode: 'lines', xaxis: 'x2', fill: 'toself', line: { width: 0 },
      fillcolor: 'var(--learned-band)', hoverinfo: 'skip', showlegend: false, name: 'deviation',
    },
    {
      ...learnedLine(learned, zero),
      type: 'scatter', mode: 'lines', xaxis: 'x2', name: `learned (${learned.model})`,
      line: { color: 'var(--series-2)', width: 1.6, dash: 'dash' },
      hovertemplate: '%{x:.3f} learned, at %{y:.2f} eV<extra></extra>',
    },
  ];
}

/**
 * @param {{ name: string, dos: any }} other
 * @param {number} index
 * @param {import('../../spectra/zero.js').Zero} zero
 */
function otherTraces({ name, dos }, index, zero) {
  return dosLines(dos, zeroOf(dos, zero), true).map(line => ({
    ...line, type: 'scatter', mode: 'lines', xaxis: 'x2', name,
    line: { color: `var(--series-${3 + index % 6})`, width: 1.5 },
    hovertemplate: `${name}: %{x:.3f} at %{y:.2f} eV<extra></extra>`,
  }));
}

/**
 * The gap and the Fermi level, across one of the two charts.
 * @param {any} spectrum
 * @param {import('../../spectra/zero.js').Zero} zero
 * @param {string} xref
 */
function levelShapes({ fermi_eV: fermi, vbm_eV: vbm, cbm_eV: cbm }, zero, xref) {
  const from = zeroOf({ fermi_eV: fermi, vbm_eV: vbm, cbm_eV: cbm }, zero);
  const across = { xref, x0: 0, x1: 1, yref: 'y' };
  const isKnown = (/** @type {number | null | undefined} */ e) => e !== null && e !== undefined;
  return [
    ...(isKnown(vbm) && isKnown(cbm) && cbm > vbm ? [{
      ...across, type: 'rect', layer: 'below', y0: vbm - from, y1: cbm - from,
      fillcolor: 'var(--gap)', line: { width: 0 },
    }] : []),
    ...(isKnown(fermi) ? [{
      ...across, type: 'line', y0: fermi - from, y1: fermi - from,
      line: { color: 'var(--text-muted)', width: 1, dash: 'dot' },
    }] : []),
  ];
}
