/** Bands and densities of states, of a choice of operators and learned, neighbours over them. */

import { drawChart } from '../../components/chart.js';
import { segmented, select } from '../../components/choices.js';
import { h } from '../../components/element.js';
import { fillPart } from '../../components/part.js';
import { formulaText } from '../../notation/formula.js';
import { csv } from '../../notation/csv.js';
import { fixed } from '../../notation/numbers.js';
import { saveText } from '../../download.js';
import { ZEROS } from '../../spectra/zero.js';
import { spectrumChart } from './spectrum-chart.js';

/** @typedef {import('./state.js').MaterialState} MaterialState */

const OPERATORS = [
  { value: '', text: 'best', title: 'What is stored, else computed by gfn0' },
  { value: 'stored', text: 'stored', title: 'As the source has it' },
  { value: 'gfn0', text: 'gfn0', title: 'Tight binding, in moments' },
  { value: 'sap', text: 'sap', title: 'Superposed atomic potentials' },
  { value: 'ks', text: 'ks', title: 'Kohn–Sham, self-consistent: takes minutes' },
];

/** @param {import('./structure-card.js').CardContext & { info: any }} context */
export function spectrumCard(context) {
  const card = new SpectrumCard(context);
  card.load();
  return card;
}

export class SpectrumCard {
  /** @type {any} */
  #bands = null;
  /** @type {any} */
  #dos = null;
  /** @type {any} */
  #learned = null;
  /** @type {{ name: string, dos: any }[]} */
  #others = [];
  /** @type {import('../../components/chart.js').ChartType | null} */
  #chart = null;
  /** @type {AbortController | null} */
  #loading = null;

  /** @param {import('./structure-card.js').CardContext & { info: any }} context */
  constructor(context) {
    this.context = context;
    this.state = context.state;
    const { material, change } = context;
    this.plot = h('div', { class: 'spectrum-plot', 'data-testid': 'spectrum' });
    this.note = h('p', { class: 'muted small spectrum-note', 'aria-live': 'polite' });
    this.save = h('button', { type: 'button', class: 'button small', disabled: true,
      'data-testid': 'dos-csv', onclick: () => this.#saveDos() }, 'DOS as CSV');
    const has = material.documents ?? [];
    const stored = has.includes('bands') || has.includes('dos');
    const hasStructure = has.includes('structure');
    this.element = h('section', { class: 'card spectrum-card', 'aria-label': 'Spectrum' },
      h('div', { class: 'card-head' }, h('h2', {}, 'Bands and density of states'),
        h('div', { class: 'buttons' },
          segmented('Operator', OPERATORS.map(operator => ({
            ...operator,
            disabled: operator.value === 'stored' ? !stored
              : operator.value !== '' && !hasStructure,
          })), this.state.operator, operator => change({ operator })),
          select('zero at', ZEROS, this.state.zero, zero => change({
            zero: /** @type {MaterialState['zero']} */ (zero),
          })),
          this.save)),
      this.plot, this.note);
  }

  /** @param {MaterialState} next */
  update(next) {
    const { operator, zero } = this.state;
    this.state = next;
    if (next.operator !== operator) {
      this.load();
    } else if (next.zero !== zero) {
      this.#draw();
    }
  }

  /** Densities of states of others over this one. @param {{ name: string, dos: any }[]} others */
  overlay(others) {
    this.#others = others;
    this.#draw();
  }

  async load() {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#chart = null;
    const { api, signal, material } = this.context;
    const path = `materials/${encodeURIComponent(material.id)}`;
    const query = { operator: this.state.operator };
    const by = this.state.operator || 'the best source';
    await fillPart(this.plot, async () => {
      const [bands, dos, learned] = await Promise.allSettled([
        api.get(`${path}/bands`, query, loading),
        api.get(`${path}/dos`, query, loading),
        this.#askLearned(path, loading),
      ]);
      if (loading.signal.aborted) {
        return;
      }
      this.#bands = valueOf(bands);
      this.#dos = valueOf(dos);
      this.#learned = valueOf(learned);
      this.save.disabled = !this.#dos;
      this.#tell(bands, dos, learned);
      if (!this.#bands && !this.#dos) {
        throw /** @type {PromiseRejectedResult} */ (dos).reason;
      }
      await this.#drawFirst(loading.signal);
    }, { signal: AbortSignal.any([signal, loading.signal]), waiting: `Computing by ${by}` });
  }

  /** @param {string} path @param {AbortController} loading */
  async #askLearned(path, loading) {
    const { info, material, api } = this.context;
    const knows = info.models.some((/** @type {any} */ model) => model.kind === 'dos'
      && (model.elements === null
        || material.elements.every((/** @type {string} */ e) => model.elements.includes(e))));
    return knows ? api.get(`${path}/learned-dos`, {}, loading) : null;
  }

  /** @param {PromiseSettledResult<any>[]} results */
  #tell(bands, dos, learned) {
    const words = [];
    const gap = valueOf(bands)?.gap_eV ?? valueOf(dos)?.gap_eV;
    if (bands.status === 'fulfilled' && dos.status === 'fulfilled') {
      words.push(bands.value.source === dos.value.source
        ? `${sourceWords(dos.value.source)}.`
        : `Bands ${sourceWords(bands.value.source)}, density of states `
          + `${sourceWords(dos.value.source)}.`);
    }
    if (bands.status === 'rejected' && dos.status === 'fulfilled') {
      words.push(`No bands: ${bands.reason.message}.`);
    }
    if (dos.status === 'rejected' && bands.status === 'fulfilled') {
      words.push(`No density of states: ${dos.reason.message}.`);
    }
    if (typeof gap === 'number' && gap > 0) {
      words.push(`Gap ${fixed(gap, 2)} eV.`);
    }
    if (learned.status === 'rejected') {
      words.push(`No learned density of states: ${learned.reason.message}.`);
    }
    this.note.textContent = words.map(capital).join(' ').replaceAll('..', '.');
  }

  #spectra() {
    return spectrumChart({
      bands: this.#bands,
      dos: this.#dos,
      learned: this.#dos ? this.#learned : null,
      others: this.#dos ? this.#others : [],
      zero: this.state.zero,
    });
  }

  /** @param {AbortSignal} replaced by the next load */
  async #drawFirst(replaced) {
    const { material, signal } = this.context;
    const { traces, layout } = this.#spectra();
    const name = formulaText(material.formula ?? material.id);
    const place = h('div', { class: 'spectrum-plot' });
    this.plot.replaceChildren(place);
    this.#chart = await drawChart(place, traces, layout, {
      label: `Band structure and density of states of ${name}, energies in electronvolts`,
      signal: AbortSignal.any([signal, replaced]),
    });
  }

  #draw() {
    if (this.#chart) {
      const { traces, layout } = this.#spectra();
      this.#chart.update(traces, layout);
    }
  }

  #saveDos() {
    const { energies_eV: energies, dos, source } = this.#dos;
    const spins = dos.length === 1 ? ['dos_per_eV'] : ['up_per_eV', 'down_per_eV'];
    saveText(`${this.context.material.id}-dos-${source}.csv`, csv([
      ['energy_eV', ...spins],
      ...energies.map((/** @type {number} */ energy, /** @type {number} */ i) =>
        [energy, ...dos.map((/** @type {number[]} */ values) => values[i])]),
    ]));
  }
}

/** @param {PromiseSettledResult<any>} result */
function valueOf(result) {
  return result.status === 'fulfilled' ? result.value : null;
}

/** @param {string} source */
function sourceWords(source) {
  return source === 'stored' ? 'as stored' : `computed by ${source}`;
}

/** @param {string} sentence */
function capital(sentence) {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
