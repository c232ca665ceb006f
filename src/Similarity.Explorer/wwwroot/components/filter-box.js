/** A line for filters: completes words, and marks what is wrong where it is wrong. */

import { h, uniqueId } from './element.js';

/**
 * @typedef {import('../api.js').FilterError} FilterError
 * @typedef {{ text: string, kind: string, detail?: string }} Completion
 * @typedef {object} FilterBoxOptions
 * @property {import('../api.js').Api} api
 * @property {string} value
 * @property {(filter: string, how: { typing: boolean }) => void} onFilter a filter that can be read
 * @property {string} [label]
 * @property {string} [placeholder]
 */

/** After the last key, before the server is asked. */
const COMPLETE_MS = 70;
const CHECK_MS = 260;

/** A combobox over the language of filters. */
export class FilterBox {
  #api;
  #onFilter;
  /** @type {Completion[]} */
  #items = [];
  #active = -1;
  #span = { from: 0, to: 0 };
  /** @type {Record<string, ReturnType<typeof setTimeout>>} */
  #timers = {};
  #asked = { complete: 0, check: 0 };

  /** @param {FilterBoxOptions} options */
  constructor({ api, value, onFilter, label = 'Filter', placeholder = '' }) {
    this.#api = api;
    this.#onFilter = onFilter;
    const list = uniqueId('completions');
    const message = uniqueId('filter-message');
    this.list = h('ul', { class: 'completions', id: list, role: 'listbox', hidden: true,
      'aria-label': 'Completions', 'data-testid': 'completions' });
    this.marks = h('div', { class: 'filter-marks', 'aria-hidden': 'true' });
    this.message = h('p', { class: 'filter-message', id: message, 'data-testid': 'filter-message',
      'aria-live': 'polite' });
    this.input = h('input', {
      class: 'input filter-input', type: 'text', spellcheck: 'false', autocomplete: 'off',
      autocapitalize: 'off', autocorrect: 'off', enterkeyhint: 'search', 'data-filter': true,
      'data-testid': 'filter', role: 'combobox', 'aria-label': label, 'aria-expanded': 'false',
      'aria-controls': list, 'aria-autocomplete': 'list', 'aria-describedby': message, placeholder,
    });
    this.input.value = value;
    this.element = h('div', { class: 'filter-box' },
      h('div', { class: 'filter-line' }, this.marks, this.input, this.list), this.message);
    this.#listen();
  }

  get value() {
    return this.input.value;
  }

  /** @param {string} text */
  set value(text) {
    if (text !== this.input.value) {
      this.input.value = text;
      this.showProblems([], []);
      this.#close();
    }
  }

  /**
   * Marks errors under their words and says the first; warnings are said without marks.
   * @param {FilterError[]} errors
   * @param {string[]} warnings
   */
  showProblems(errors, warnings) {
    const text = this.input.value;
    const parts = [];
    let at = 0;
    for (const error of [...errors].sort((a, b) => a.column - b.column)) {
      const from = Math.max(at, Math.min(error.column, text.length));
      const to = Math.max(from, Math.min(error.column + Math.max(1, error.length), text.length));
      parts.push(text.slice(at, from), h('mark', {}, text.slice(from, to) || ' '));
      at = to;
    }
    this.marks.replaceChildren(...parts, text.slice(at));
    this.#scrollMarks();
    this.input.setAttribute('aria-invalid', String(errors.length > 0));
    this.message.classList.toggle('danger', errors.length > 0);
    this.message.textContent = errors.length > 0
      ? `column ${errors[0].column + 1}: ${errors[0].message}`
      : warnings.join(' · ');
  }

  #listen() {
    const input = this.input;
    input.addEventListener('input', () => {
      this.showProblems([], []);
      this.#later('complete', COMPLETE_MS, () => this.#complete());
      this.#later('check', CHECK_MS, () => this.#check(true));
    });
    input.addEventListener('keydown', event => this.#key(event));
    input.addEventListener('scroll', () => this.#scrollMarks());
    input.addEventListener('blur', () => this.#close());
    // The list must not take the focus, or the field would close it before the click.
    this.list.addEventListener('pointerdown', event => event.preventDefault());
    this.list.addEventListener('click', event => {
      const item = event.target instanceof Element ? event.target.closest('li') : null;
      if (item) {
        this.#accept(Number(item.dataset.index));
      }
    });
  }

  /** @param {string} name @param {number} ms @param {() => void} run */
  #later(name, ms, run) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(run, ms);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const open = !this.list.hidden;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const n = this.#items.length;
      this.#activate(this.#active < 0 && step < 0 ? n - 1 : (this.#active + step + n) % n);
    } else if (open && this.#active >= 0 && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      this.#accept(this.#active);
    } else if (event.key === 'Enter') {
      this.#close();
      clearTimeout(this.#timers.check);
      clearTimeout(this.#timers.complete);
      this.#check(false);
    } else if (event.key === 'Escape') {
      open ? this.#close() : this.input.blur();
    } else if (event.key === 'ArrowDown' || (event.key === ' ' && event.ctrlKey)) {
      event.preventDefault();
      this.#complete();
    }
  }

  async #complete() {
    const turn = ++this.#asked.complete;
    try {
      const answer = await this.#api.get('filter/completions', {
        where: this.input.value || ' ', caret: this.input.selectionStart ?? 0,
      });
      if (turn === this.#asked.complete && document.activeElement === this.input) {
        this.#open(answer);
      }
    } catch (error) {
      // Typing goes on without completions; what is wrong with the server, the search says.
      console.info('No completions:', /** @type {Error} */ (error).message);
    }
  }

  /** @param {{ from: number, to: number, items: Completion[] }} answer */
  #open({ from, to, items }) {
    const typed = this.input.value.slice(from, to);
    this.#items = items.filter(item => item.text !== typed).slice(0, 12);
    this.#span = { from, to };
    this.#active = -1;
    this.list.replaceChildren(...this.#items.map((item, index) => h('li', {
      role: 'option', id: `${this.list.id}-${index}`, 'data-index': index, 'aria-selected': 'false',
    }, h('span', { class: 'completion-text' }, item.text),
    h('span', { class: 'completion-kind' }, item.detail || item.kind))));
    this.list.hidden = this.#items.length === 0;
    this.list.style.setProperty('--at', `${Math.min(from, 60)}ch`);
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.input.removeAttribute('aria-activedescendant');
  }

  #close() {
    this.#asked.complete++;
    this.list.hidden = true;
    this.#active = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  /** @param {number} index */
  #activate(index) {
    this.#active = index;
    [...this.list.children].forEach((item, i) => {
      item.setAttribute('aria-selected', String(i === index));
      if (i === index) {
        item.scrollIntoView({ block: 'nearest' });
      }
    });
    this.input.setAttribute('aria-activedescendant', `${this.list.id}-${index}`);
  }

  /** @param {number} index */
  #accept(index) {
    const { from, to } = this.#span;
    const text = this.input.value;
    const word = `${this.#items[index].text} `;
    const rest = text.slice(to).replace(/^ /, '');
    this.input.value = text.slice(0, from) + word + rest;
    this.input.setSelectionRange(from + word.length, from + word.length);
    this.input.focus();
    this.input.dispatchEvent(new Event('input'));
  }

  /** @param {boolean} typing whether the reader may not have finished */
  async #check(typing) {
    const turn = ++this.#asked.check;
    const filter = this.input.value;
    if (!filter.trim()) {
      this.#onFilter('', { typing });
      return;
    }
    try {
      const { errors, warnings } = await this.#api.get('filter', { where: filter });
      if (turn !== this.#asked.check || filter !== this.input.value) {
        return;
      }
      this.showProblems(errors, warnings);
      if (errors.length === 0) {
        this.#onFilter(filter, { typing });
      }
    } catch (error) {
      const failure = /** @type {import('../api.js').ApiError} */ (error);
      if (failure.name !== 'AbortError') {
        this.message.textContent = failure.message;
      }
    }
  }

  #scrollMarks() {
    this.marks.scrollLeft = this.input.scrollLeft;
  }
}
