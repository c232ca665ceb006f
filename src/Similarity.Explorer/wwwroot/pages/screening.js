/** The screening board: which materials are worth a calculation, and how well that is known. */

import { blockSkeleton, emptyState, partError } from '../components/states.js';
import { drawChart } from '../components/chart.js';
import { h } from '../components/element.js';
import { plural, significant } from '../notation/numbers.js';
import { addressWith, replaceKeepingFocus } from './drawing/dom.js';
import { whereField } from './drawing/where-field.js';
import { bandOf, histogram, parseCsv } from './screening/histogram.js';
import { candidateTable, COLUMNS } from './screening/table.js';

export const title = 'Screening';

/** The property that says whether a material is known to be one. */
const LABEL = 'tcm';

const LIMIT = 50;
const POLL_MS = 500;

/** Scores of the curve that are shown first, and how they are called. */
const SCORES = {
  balanced_accuracy: 'balanced accuracy', roc_area: 'area under the ROC curve',
  average_precision: 'average precision', recall: 'recall', precision: 'precision', f1: 'F₁',
};

/**
 * @param {HTMLElement} root
 * @param {any} context of the shell
 */
export async function render(root, { query, navigate, api, signal }) {
  const info = await api.info();
  const isLabelled = info.properties.some(one => one.name === LABEL && one.count > 0);
  const page = new ScreeningPage(root, isLabelled, navigate, api, signal);
  // The curve needs no candidates, whose judging may take a while.
  await Promise.all([page.showCurve(), page.show(query)]);
  return { update: next => page.show(next.query) };
}

class ScreeningPage {
  constructor(root, isLabelled, navigate, api, signal) {
    Object.assign(this, { root, isLabelled, navigate, api, signal });
    this.meant = null;
    this.controls = h('div', {});
    this.table = h('div', { class: 'card' });
    this.spread = h('div', { class: 'board-chart', 'data-testid': 'probabilities' });
    this.curve = h('div', { class: 'board-chart', 'data-testid': 'curve' });
    this.curveNote = h('p', { class: 'muted small' });
    this.card = h('div', {});
    root.append(h('div', { class: 'page-head' }, h('h1', {}, title)), this.controls,
      h('div', { class: 'board-charts' },
        h('section', { class: 'card' }, h('h2', {}, 'Probabilities'), this.spread),
        h('section', { class: 'card' }, h('h2', {}, 'Learning curve'), this.curve,
          this.curveNote)),
      this.table, this.card);
  }

  #state(query) {
    const offset = Math.floor(Number(query.get('offset') ?? 0));
    const column = COLUMNS.find(one => one.name === query.get('sort'));
    const where = query.get('where') ?? '';
    const unknownOnly = this.isLabelled && query.get('known') === 'without';
    return {
      where, unknownOnly, meant: unknownOnly ? withoutKnown(where) : where,
      offset: offset > 0 ? offset : 0, limit: LIMIT,
      sort: column?.name ?? 'probability',
      order: (column && !column.number) || query.get('order') === 'asc' ? 'asc' : 'desc',
    };
  }

  async show(query) {
    this.query = query;
    const state = this.#state(query);
    const asked = { where: state.meant, offset: state.offset, limit: state.limit,
      sort: sortWord(state) };
    const go = changes => this.navigate(addressWith('/screening', this.query, changes));
    replaceKeepingFocus(this.controls, h('div', { class: 'view-controls' },
      whereField(state.where, this.api, where => go({ where, offset: null })),
      this.isLabelled ? h('label', { class: 'check view-check' }, h('input', {
        type: 'checkbox', checked: state.unknownOnly, 'data-testid': 'without-known',
        onchange: event => go({ known: event.target.checked ? 'without' : null, offset: null }),
      }), 'without known ones') : null,
      h('a', {
        class: 'button', download: 'candidates.csv', 'data-testid': 'board-csv',
        href: this.api.url('screening/board.csv', { where: state.meant, sort: asked.sort }),
      }, 'Save CSV')));
    if (!this.board) this.table.replaceChildren(blockSkeleton('Judging the materials'));
    try {
      const board = await this.#ranked(asked, query);
      if (this.query !== query) return;
      this.board = board;
      this.table.replaceChildren(board.total > 0 ? candidateTable(board, state, go)
        : emptyState('There is no candidate.', h('p', {}, state.unknownOnly
          ? 'Of all materials that pass it is known whether they are conductors.'
          : 'No material passes the filter and can be judged.')));
      this.card.replaceChildren(modelCard(board.model));
      if (this.meant !== state.meant) {
        this.meant = state.meant;
        await this.#showSpread(board);
      }
    } catch (error) {
      if (!this.signal.aborted) {
        this.table.replaceChildren(partError(error, 'There are no candidates.'));
      }
    }
  }

  /** The board, once all are judged: the first time that takes a while. */
  async #ranked(asked, query) {
    for (;;) {
      const board = await this.api.get('screening/board', asked);
      if (board.state !== 'computing' || this.query !== query) return board;
      this.table.replaceChildren(h('div', { class: 'map-work', role: 'status' },
        h('p', {}, 'The materials are being judged. This happens once.'),
        h('progress', { max: 1, value: board.progress, 'aria-label': 'Progress' })));
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
      this.signal.throwIfAborted();
    }
  }

  async #showSpread(board) {
    const text = await this.api.text('screening/board.csv', { where: this.meant });
    const rows = parseCsv(text).map(row => ({
      probability: row.probability === '' ? null : Number(row.probability),
      known: row.known === 'true',
    }));
    const { centres, others, known } = histogram(rows);
    const bar = (y, name, color) => ({
      type: 'bar', x: centres, y, name, marker: { color }, width: 1 / centres.length,
      hovertemplate: `%{y} at %{x:.2f}<extra>${name}</extra>`,
    });
    await drawChart(this.spread, [
      bar(others, 'candidates', 'var(--series-1)'),
      bar(known, 'known conductors', 'var(--series-2)'),
    ], {
      barmode: 'stack', bargap: 0, showlegend: known.some(n => n > 0),
      legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
      margin: { l: 52, r: 12, t: 36, b: 44 },
      xaxis: { title: 'probability', range: [0, 1] },
      yaxis: { title: 'materials', rangemode: 'nonnegative' },
      shapes: [{
        type: 'line', x0: board.threshold, x1: board.threshold, yref: 'paper', y0: 0, y1: 1,
        line: { color: 'var(--danger)', width: 1.5, dash: 'dash' },
      }],
      annotations: [{
        x: board.threshold, yref: 'paper', y: 1, text: 'threshold', showarrow: false,
        xanchor: 'left', xshift: 4, font: { color: 'var(--danger)' },
      }],
    }, { label: `How many of ${plural(rows.length, 'material')} have which probability`,
      signal: this.signal, modeBar: false });
  }

  async showCurve() {
    try {
      const curve = await this.api.get('screening/curve');
      const names = Object.keys(SCORES).filter(name => curve.metrics[name]);
      await drawChart(this.curve, names.slice(0, 3).flatMap((name, i) =>
        lines(curve.fractions, curve.metrics[name], SCORES[name], i)), {
        // Two lines of names where the window is narrow.
        showlegend: true, legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom' },
        margin: { l: 52, r: 12, t: 52, b: 44 },
        xaxis: { title: 'share learned from', type: 'log' },
        yaxis: { title: 'score', range: [0, 1.02] },
      }, { label: 'Scores against the share that is learned from', signal: this.signal,
        modeBar: false });
      this.curveNote.textContent = typeof curve.source === 'string' ? curve.source : '';
    } catch (error) {
      if (!this.signal.aborted) this.curve.replaceChildren(partError(error));
    }
  }
}

/** Of what a filter means, those of which nobody said yet what they are. @param {string} where */
function withoutKnown(where) {
  return where.trim() ? `(${where}) and ${LABEL} is unknown` : `${LABEL} is unknown`;
}

/** The server's word: the most likely come first by "probability", others by a minus. */
function sortWord({ sort, order }) {
  return (order === 'desc') === (sort === 'probability') ? sort : `-${sort}`;
}

function lines(x, { mean, std }, name, index) {
  const color = `var(--series-${index + 1})`;
  return [
    { ...bandOf(x, mean, std), fill: 'toself', mode: 'lines', line: { width: 0 }, opacity: 0.2,
      fillcolor: color, hoverinfo: 'skip', showlegend: false },
    { x, y: mean, name, mode: 'lines+markers', line: { color, width: 2 },
      marker: { size: 4, color } },
  ];
}

function modelCard(model) {
  const rows = flat(model?.card ?? {});
  return h('details', { class: 'card', 'data-testid': 'model-card', open: true },
    h('summary', {}, h('h2', {}, `Model: ${model?.name ?? 'none'}`)),
    h('dl', { class: 'view-facts' }, rows.map(([name, value]) =>
      h('div', {}, h('dt', {}, name.replaceAll('_', ' ')), h('dd', {}, value)))));
}

/** Names of nested fields are joined by a point. @returns {Array<[string, string]>} */
function flat(value, name = '') {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, item]) =>
      flat(item, name ? `${name} · ${key}` : key));
  }
  return [[name, typeof value === 'number' ? significant(value)
    : Array.isArray(value) ? value.join(', ') : String(value ?? 'unknown')]];
}
