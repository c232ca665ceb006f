/** What one can pick instead of typing: elements, gap, size. */

import { h, uniqueId } from '../../components/element.js';
import { PeriodicTable } from '../../components/periodic-table.js';
import { MODES } from './state.js';

/**
 * @typedef {import('./state.js').SearchState} SearchState
 * @typedef {import('./state.js').Range} Range
 */

const MODE_NAMES = { all: 'all of', any: 'any of', only: 'only', exactly: 'exactly' };

/** After the last key in a field of numbers. */
const SETTLE_MS = 350;

export class Facets {
  /** @param {(change: Partial<SearchState>) => void} onChange */
  constructor(onChange) {
    this.table = new PeriodicTable(picked => onChange(picked));
    this.mode = modeChoice(mode => onChange({ mode }));
    this.gap = rangeFields('Gap', 'eV', 0.1, gap => onChange({ gap }));
    this.sites = rangeFields('Sites in the cell', '', 1, sites => onChange({ sites }));
    this.clear = h('button', { type: 'button', class: 'button small quiet', 'data-testid': 'clear',
      onclick: () => onChange({
        elements: [], without: [], mode: 'all', gap: [null, null], sites: [null, null],
      }) }, 'Clear');
    const body = uniqueId('facets');
    this.summary = h('span', { class: 'muted small' });
    this.toggle = h('button', { type: 'button', class: 'button facets-toggle',
      'aria-controls': body, 'aria-expanded': 'false',
      onclick: () => this.#toggle() }, 'Elements, gap, size');
    this.element = h('section', { class: 'facets', 'aria-label': 'Pick' },
      h('div', { class: 'facets-bar' }, this.toggle, this.summary),
      h('div', { class: 'facets-body card', id: body },
        h('div', { class: 'facet-head' }, h('h2', { class: 'facet-title' }, 'Elements'),
          this.clear),
        this.mode.element, this.table.element,
        h('p', { class: 'muted small facet-hint' },
          'One click wants an element, a second one refuses it.'),
        h('div', { class: 'facet-ranges' }, this.gap.element, this.sites.element)));
  }

  /** @param {SearchState} state */
  show(state) {
    this.table.picked = state;
    this.mode.show(state.mode);
    this.gap.show(state.gap);
    this.sites.show(state.sites);
    const picked = [
      ...state.elements, ...state.without.map(symbol => `not ${symbol}`),
      ...(state.gap.some(end => end !== null) ? ['gap'] : []),
      ...(state.sites.some(end => end !== null) ? ['sites'] : []),
    ];
    this.summary.textContent = picked.join(', ');
    this.clear.style.visibility = picked.length > 0 ? 'visible' : 'hidden';
  }

  #toggle() {
    const open = this.element.classList.toggle('open');
    this.toggle.setAttribute('aria-expanded', String(open));
  }
}

/** @param {(mode: import('./state.js').ElementsMode) => void} onPick */
function modeChoice(onPick) {
  const name = uniqueId('mode');
  const inputs = MODES.map(mode => h('input', {
    type: 'radio', name, value: mode, onchange: () => onPick(mode),
  }));
  return {
    element: h('div', { class: 'segmented small', role: 'radiogroup', 'aria-label': 'Contains' },
      MODES.map((mode, i) => h('label', {}, inputs[i], MODE_NAMES[mode]))),
    /** @param {string} mode */
    show(mode) {
      for (const input of inputs) {
        input.checked = input.value === mode;
      }
    },
  };
}

/**
 * @param {string} label
 * @param {string} unit
 * @param {number} step
 * @param {(range: Range) => void} onChange
 */
function rangeFields(label, unit, step, onChange) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => onChange([number(from), number(to)]), SETTLE_MS);
  };
  /** @param {string} end */
  const field = end => h('input', { class: 'input', type: 'number', min: 0, step,
    inputmode: 'decimal',
    'aria-label': `${label} ${end}${unit ? ` in ${unit}` : ''}`,
    placeholder: end === 'from' ? 'from' : 'to', oninput: settle });
  const from = field('from');
  const to = field('to');
  return {
    element: h('fieldset', { class: 'range' },
      h('legend', {}, label, unit ? h('span', { class: 'muted' }, ` (${unit})`) : null),
      from, h('span', { class: 'muted', 'aria-hidden': 'true' }, '–'), to),
    /** @param {Range} range */
    show(range) {
      [from, to].forEach((input, i) => {
        if (document.activeElement !== input) {
          input.value = range[i] === null ? '' : String(range[i]);
        }
      });
    },
  };
}

/** @param {HTMLInputElement} input */
function number(input) {
  return input.value === '' || !Number.isFinite(input.valueAsNumber) ? null : input.valueAsNumber;
}
