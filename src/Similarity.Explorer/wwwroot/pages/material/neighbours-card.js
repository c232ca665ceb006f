/** The nearest materials; the one under the pointer and the chosen ones lie over the spectrum. */

import { choose, isChosen } from '../../chosen.js';
import { select } from '../../components/choices.js';
import { DISTANCE, FACTS } from '../../components/columns.js';
import { h } from '../../components/element.js';
import { FilterBox } from '../../components/filter-box.js';
import { MaterialTable } from '../../components/material-table.js';
import { emptyState, partError } from '../../components/states.js';
import { formulaText } from '../../notation/formula.js';
import { plural } from '../../notation/numbers.js';
import { materialUrl } from '../../router.js';

/** @typedef {import('./state.js').MaterialState} MaterialState */

/** The pointer rests so long before a spectrum is asked for. */
const REST_MS = 140;

const COLUMNS = [
  FACTS[0], DISTANCE,
  ...FACTS.filter(fact => ['id', 'space_group', 'nsites', 'gap_ev'].includes(fact.name)),
];

/**
 * @param {import('./structure-card.js').CardContext & {
 *   info: any, navigate: (url: string) => void,
 *   overlay: (others: { name: string, dos: any }[]) => void,
 * }} context
 */
export function neighboursCard(context) {
  const card = new NeighboursCard(context);
  card.load();
  return card;
}

class NeighboursCard {
  /** @type {any[]} */
  #hits = [];
  /** @type {any} */
  #active = null;
  /** @type {Map<string, Promise<any>>} */
  #spectra = new Map();
  #asked = 0;
  #wanted = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;

  /** @param {Parameters<typeof neighboursCard>[0]} context */
  constructor(context) {
    this.context = context;
    this.state = context.state;
    const { api, change, navigate, signal } = context;
    this.tools = h('div', { class: 'buttons' });
    this.note = h('span', { class: 'muted small' });
    this.filter = new FilterBox({ api, value: this.state.where, label: 'Which may be neighbours',
      placeholder: 'among those with …', onFilter: where =>
        where.trim() !== this.state.where && change({ where: where.trim() }) });
    this.table = new MaterialTable({
      label: 'Neighbours',
      onOpen: id => navigate(materialUrl(id)),
      onChoose: (id, on) => choose(id, on),
      isChosen,
      onActive: hit => {
        this.#active = hit;
        clearTimeout(this.#rest);
        this.#rest = setTimeout(() => this.#overlay(), REST_MS);
      },
    });
    this.results = h('div', { class: 'results', 'data-testid': 'neighbours' }, this.table.element);
    this.element = h('section', { class: 'card neighbours-card', 'aria-label': 'Neighbours' },
      h('div', { class: 'card-head' }, h('h2', {}, 'Neighbours ', this.note), this.tools),
      this.filter.element, this.results);
    document.addEventListener('chosenchange', () => {
      this.table.refreshChosen();
      this.#overlay();
    }, { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#rest), { once: true });
    this.#showTools();
  }

  /** @param {MaterialState} next */
  update(next) {
    const before = this.state;
    this.state = next;
    if (next.operator !== before.operator) {
      this.#spectra.clear();
    }
    if (/** @type {const} */ (['kind', 'metric', 'k', 'where']).some(
      name => next[name] !== before[name])) {
      this.#showTools();
      this.load();
    }
  }

  /** @returns {any[]} of the fingerprints of this material; those that most have come first */
  #kinds() {
    const { info, material } = this.context;
    const own = new Set(material.fingerprints?.map((/** @type {any} */ one) => one.kind));
    return info.kinds.filter((/** @type {any} */ kind) => own.has(kind.name))
      .sort((/** @type {any} */ a, /** @type {any} */ b) => b.vectors - a.vectors);
  }

  /** @returns {any} the fingerprints that are compared */
  #kind() {
    const kinds = this.#kinds();
    return kinds.find((/** @type {any} */ kind) => kind.name === this.state.kind) ?? kinds[0];
  }

  #showTools() {
    const kind = this.#kind();
    if (!kind) {
      return;
    }
    const { change } = this.context;
    const named = (/** @type {string} */ value) => ({ value, text: value });
    this.tools.replaceChildren(
      select('by', this.#kinds().map((/** @type {any} */ k) => named(k.name)), kind.name,
        name => change({ kind: name, metric: '' })),
      select('metric', kind.metrics.map(named), this.state.metric || kind.metric,
        metric => change({ metric })),
      select('first', ['10', '20', '50', '100'].map(named), String(this.state.k),
        k => change({ k: Number(k) })));
    if (document.activeElement !== this.filter.input) {
      this.filter.value = this.state.where;
    }
  }

  async load() {
    const { api, material, signal } = this.context;
    const kind = this.#kind();
    if (!kind) {
      this.results.replaceChildren(emptyState('This material has no fingerprint to compare.'));
      return;
    }
    const turn = ++this.#asked;
    if (this.#hits.length === 0) {
      this.table.showWaiting(COLUMNS, this.state.k);
    }
    this.table.busy = true;
    try {
      const { metric, k, where } = this.state;
      const answer = await api.get(`materials/${encodeURIComponent(material.id)}/neighbours`,
        { kind: kind.name, metric, k, where });
      if (turn === this.#asked) {
        this.#show(answer);
      }
    } catch (error) {
      if (turn === this.#asked && !signal.aborted) {
        this.note.textContent = '';
        this.results.replaceChildren(partError(error));
      }
    }
  }

  /** @param {any} answer */
  #show(answer) {
    const self = this.context.material.id;
    this.#hits = answer.hits.filter((/** @type {any} */ hit) => hit.id !== self);
    this.note.textContent = `${Math.max(1, Math.round(answer.seconds * 1000))} ms on `
      + `${answer.device}`;
    if (this.#hits.length === 0) {
      this.results.replaceChildren(emptyState('No neighbour passes this filter.'));
    } else {
      this.table.show(COLUMNS, this.#hits);
      this.results.replaceChildren(this.table.element,
        h('p', { class: 'muted small' }, `${plural(this.#hits.length, 'neighbour')}. The density `
          + 'of states of the row under the pointer lies over the one above, those of chosen rows '
          + 'stay.'));
    }
    this.#overlay();
  }

  /** Spectra of the chosen neighbours, and of the active one. */
  async #overlay() {
    const wanted = this.#hits.filter(hit => isChosen(hit.id) || hit.id === this.#active?.id);
    const turn = wanted.map(hit => hit.id).join();
    this.#wanted = turn;
    const spectra = await Promise.all(wanted.map(hit => this.#spectrumOf(hit)));
    if (turn === this.#wanted && !this.context.signal.aborted) {
      this.context.overlay(spectra.filter(spectrum => spectrum !== null));
    }
  }

  /**
   * @param {any} hit
   * @returns {Promise<{ name: string, dos: any } | null>} null where it has none
   */
  #spectrumOf(hit) {
    const { api, signal } = this.context;
    let spectrum = this.#spectra.get(hit.id);
    if (!spectrum) {
      spectrum = api
        .get(`materials/${encodeURIComponent(hit.id)}/dos`, { operator: this.state.operator })
        .then(dos => ({ name: `${formulaText(hit.formula ?? '')} ${hit.id}`, dos }))
        .catch(error => {
          if (!signal.aborted) {
            this.note.textContent = `${hit.id}: ${error.message}`;
          }
          return null;
        });
      this.#spectra.set(hit.id, spectrum);
    }
    return spectrum;
  }
}
