/** The numbers that a search compares. */

import { drawChart } from '../../components/chart.js';
import { h } from '../../components/element.js';
import { fillPart } from '../../components/part.js';
import { emptyState } from '../../components/states.js';
import { plural } from '../../notation/numbers.js';

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
    const { traces, layout } = fingerprintChart(fingerprint);
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

/**
 * @param {{ axis_eV: number[] | null, axis_label: string, values: number[],
 *   segments: { name: string, from: number, count: number }[] }} fingerprint
 */
export function fingerprintChart({ axis_eV: axis, axis_label: label, segments, values }) {
  const x = axis?.length === values.length ? axis : values.map((_, i) => i);
  const parts = segments?.length > 0 ? segments : [{ name: '', from: 0, count: values.length }];
  const named = parts.length > 1 && parts.length <= 8;
  return {
    traces: parts.map((part, i) => ({
      x: x.slice(part.from, part.from + part.count),
      y: values.slice(part.from, part.from + part.count),
      type: 'scatter',
      mode: 'lines',
      fill: 'tozeroy',
      fillcolor: named ? undefined : 'var(--band)',
      name: part.name,
      line: { width: 1.4, color: `var(--series-${1 + (named ? i : 0)})` },
      hovertemplate: `${part.name ? `${part.name}, ` : ''}%{x}: %{y:.4g}<extra></extra>`,
    })),
    layout: {
      showlegend: named,
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', font: { size: 12 } },
      margin: { l: 52, r: 12, t: named ? 28 : 8, b: 44 },
      xaxis: { title: label || 'number', zeroline: false },
      yaxis: { title: 'value', rangemode: 'tozero' },
    },
  };
}
