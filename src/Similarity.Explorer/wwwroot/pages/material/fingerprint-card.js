/** The numbers that a search compares. */

import { drawChart } from '../../components/chart.js';
import { h } from '../../components/element.js';
import { fillPart } from '../../components/part.js';
import { emptyState } from '../../components/states.js';
import { plural } from '../../notation/numbers.js';
import { share } from './shares.js';

/** @typedef {import('./state.js').MaterialState} MaterialState */

/** @param {import('./structure-card.js').CardContext} context */
export function fingerprintCard({ material, state, api, signal }) {
  const plot = h('div', { class: 'fingerprint-plot', 'data-testid': 'fingerprint' });
  const note = h('span', { class: 'muted small' });
  const element = h('section', { class: 'card fingerprint-card', 'aria-label': 'Fingerprint' },
    h('div', { class: 'card-head' }, h('h2', {}, 'Fingerprint'), note), plot);
  const kinds = material.fingerprints?.map((/** @type {any} */ f) => f.kind) ?? [];
  let kind = state.kind || kinds[0];
  const load = () => fillPart(plot, async () => {
    if (!kind) {
      return emptyState('No fingerprint of this material is stored.');
    }
    const path = `materials/${encodeURIComponent(material.id)}/fingerprints/`;
    const fingerprint = await api.get(path + encodeURIComponent(kind));
    note.textContent = `${fingerprint.kind}, ${plural(fingerprint.values.length, 'number')}`;
    const place = h('div', { class: 'fingerprint-plot' });
    plot.replaceChildren(place);
    const { traces, layout } = fingerprintChart(fingerprint, innerWidth < NARROW ? 2 : 3);
    await drawChart(place, traces, layout, {
      label: `Fingerprint ${fingerprint.kind} of ${material.id}`, signal,
    });
  }, { signal });
  load();
  return {
    element,
    /** @param {MaterialState} next */
    update(next) {
      const wanted = next.kind || kinds[0];
      if (wanted !== kind) {
        kind = wanted;
        load();
      }
    },
  };
}

/** Pixels of a window that has room for two charts side by side; wider ones for three. */
const NARROW = 640;

/**
 * One small chart per segment, each with its own zero of the energies.
 * @param {{ axis_eV: number[] | null, axis_label: string, values: number[],
 *   segments: { name: string, from: number, count: number }[] }} fingerprint
 * @param {number} [inARow] more stand below one another
 */
export function fingerprintChart(
  { axis_eV: axis, axis_label: label, segments, values }, inARow = 3) {
  const x = axis?.length === values.length ? axis : values.map((_, i) => i);
  const parts = segments?.length > 0 ? segments : [{ name: '', from: 0, count: values.length }];
  const columns = Math.min(inARow, parts.length);
  const rows = Math.ceil(parts.length / columns);
  /** @type {Record<string, any>} */
  const layout = { margin: { l: 44, r: 12, t: 8, b: 44 } };
  const traces = parts.map((part, i) => {
    const name = i === 0 ? '' : String(i + 1);
    layout[`xaxis${name}`] = {
      anchor: `y${name}`,
      domain: share(i % columns, columns, 0.16),
      title: { text: axis ? energyWords(part.name) : label || 'number' },
      zeroline: false,
      nticks: 5,
    };
    layout[`yaxis${name}`] = {
      anchor: `x${name}`,
      domain: share(rows - 1 - Math.floor(i / columns), rows, 0.55),
      title: i % columns === 0 ? (axis ? 'density of states' : 'value') : undefined,
      rangemode: 'tozero',
      nticks: 4,
    };
    return {
      x: x.slice(part.from, part.from + part.count),
      y: values.slice(part.from, part.from + part.count),
      xaxis: `x${name}`,
      yaxis: `y${name}`,
      type: 'scatter',
      mode: 'lines',
      fill: 'tozeroy',
      fillcolor: 'var(--band)',
      name: part.name,
      line: { width: 1.3, color: 'var(--series-1)' },
      hovertemplate: '%{x:.3f}: %{y:.4g}<extra></extra>',
    };
  });
  return { traces, layout };
}

/** What a segment reckons its energies from. @param {string} name */
function energyWords(name) {
  /** @type {Record<string, string>} */
  const edges = { fermi: 'F', vbm: 'v', cbm: 'c' };
  return edges[name] ? `E − E<sub>${edges[name]}</sub> (eV)` : 'E (eV)';
}
