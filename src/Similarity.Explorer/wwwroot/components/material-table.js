/** Materials in rows: sorted by a click, walked with the arrow keys, chosen with the space bar. */

import { h } from './element.js';

/**
 * @typedef {Record<string, any> & { id: string }} Material
 *
 * @typedef {object} Column
 * @property {string} name what the server sorts by, and filters know it by
 * @property {string} label
 * @property {string} [unit]
 * @property {boolean} [number]
 * @property {boolean} [fixed] cannot be sorted by
 * @property {(material: Material) => any} cell
 *
 * @typedef {object} TableOptions
 * @property {string} label
 * @property {(id: string) => void} onOpen
 * @property {(name: string, order: 'asc' | 'desc') => void} [onSort]
 * @property {(id: string, on: boolean) => boolean} [onChoose] false refuses
 * @property {(id: string) => boolean} [isChosen]
 * @property {(material: Material | null) => void} [onActive] the row under the pointer or the focus
 */

export class MaterialTable {
  /** @type {Material[]} */
  #rows = [];
  #options;

  /** @param {TableOptions} options */
  constructor(options) {
    this.#options = options;
    this.head = h('tr');
    this.body = h('tbody');
    this.table = h('table', { class: 'table', role: 'grid', 'aria-label': options.label,
      'aria-multiselectable': options.onChoose ? 'true' : null },
    h('thead', {}, this.head), this.body);
    this.element = h('div', { class: 'table-frame', 'data-testid': 'materials' }, this.table);
    this.body.addEventListener('keydown', event => this.#key(event));
    this.body.addEventListener('dblclick', event => {
      const row = rowOf(event.target);
      if (row?.dataset.id) {
        options.onOpen(row.dataset.id);
      }
    });
    if (options.onActive) {
      this.#watchActive(options.onActive);
    }
  }

  /**
   * @param {Column[]} columns
   * @param {Material[]} rows
   * @param {{ sort?: string, order?: 'asc' | 'desc' }} [sorted]
   */
  show(columns, rows, sorted = {}) {
    this.#rows = rows;
    const focused = this.body.contains(document.activeElement);
    this.#showHead(columns, sorted);
    this.body.replaceChildren(...rows.map((row, index) => this.#row(columns, row, index)));
    this.busy = false;
    if (focused) {
      this.#focus(0);
    }
  }

  /** Grey rows where materials will stand. @param {Column[]} columns @param {number} n */
  showWaiting(columns, n) {
    this.#rows = [];
    this.#showHead(columns, {});
    const width = columns.length + (this.#options.onChoose ? 1 : 0);
    this.body.replaceChildren(...Array.from({ length: n }, () => h('tr', { 'aria-hidden': 'true' },
      h('td', { colspan: width }, h('div', { class: 'skeleton', style: { height: '1rem' } })))));
    this.busy = true;
  }

  /** @param {boolean} busy */
  set busy(busy) {
    this.table.setAttribute('aria-busy', String(busy));
  }

  /** After the choice changed elsewhere. */
  refreshChosen() {
    for (const row of this.body.querySelectorAll('tr')) {
      this.#mark(row);
    }
  }

  /** @param {Column[]} columns @param {{ sort?: string, order?: 'asc' | 'desc' }} sorted */
  #showHead(columns, { sort, order = 'asc' }) {
    const { onChoose, onSort } = this.#options;
    this.head.replaceChildren(
      ...(onChoose
        ? [h('th', { class: 'check-cell', scope: 'col' },
          h('span', { class: 'visually-hidden' }, 'Chosen'))]
        : []),
      ...columns.map(column => {
        const here = column.name === sort;
        const unit = column.unit ? h('span', { class: 'unit' }, ` (${column.unit})`) : null;
        const next = here && order === 'asc' ? 'desc' : 'asc';
        return h('th', {
          scope: 'col',
          class: column.number ? 'number' : null,
          title: column.fixed ? null : `${column.name} in filters`,
          'aria-sort': here ? (order === 'asc' ? 'ascending' : 'descending') : null,
        }, onSort && !column.fixed
          ? h('button', { type: 'button', class: 'sort', onclick: () => onSort(column.name, next) },
            h('span', {}, column.label, unit),
            h('span', { class: 'arrow', 'aria-hidden': 'true' },
              here && order === 'desc' ? '↓' : '↑'))
          : [column.label, unit]);
      }));
  }

  /** @param {Column[]} columns @param {Material} material @param {number} index */
  #row(columns, material, index) {
    const { onChoose } = this.#options;
    const row = h('tr', { tabindex: index === 0 ? '0' : '-1', 'data-id': material.id,
      'data-index': index },
    onChoose
      ? h('td', { class: 'check-cell' }, h('label', {}, h('input', {
        type: 'checkbox',
        tabindex: '-1',
        'aria-label': `Choose ${material.formula ?? ''} ${material.id}`,
        onchange: () => this.#choose(row),
      })))
      : null,
    columns.map(column => {
      const cell = column.cell(material);
      const text = !column.number && typeof cell === 'string';
      return h('td', {
        class: [column.number && 'number', text && 'text'],
        title: text && cell.length > 24 ? cell : null,
      }, cell);
    }));
    this.#mark(row);
    return row;
  }

  /** @param {HTMLTableRowElement} row */
  #mark(row) {
    const { onChoose, isChosen } = this.#options;
    if (!onChoose || !row.dataset.id) {
      return;
    }
    const on = isChosen?.(row.dataset.id) ?? false;
    row.setAttribute('aria-selected', String(on));
    /** @type {HTMLInputElement} */ (row.querySelector('input')).checked = on;
  }

  /** @param {HTMLTableRowElement} row */
  #choose(row) {
    const { onChoose, isChosen } = this.#options;
    const id = row.dataset.id ?? '';
    onChoose?.(id, !(isChosen?.(id) ?? false));
    this.#mark(row);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const row = rowOf(event.target);
    if (!row || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const index = Number(row.dataset.index);
    const last = this.#rows.length - 1;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: last,
      PageDown: index + 10, PageUp: index - 10,
    };
    if (event.key in moves) {
      event.preventDefault();
      this.#focus(Math.max(0, Math.min(last, moves[event.key])));
    } else if (event.key === 'Enter' && event.target === row) {
      event.preventDefault();
      this.#options.onOpen(row.dataset.id ?? '');
    } else if (event.key === ' ' && event.target === row && this.#options.onChoose) {
      event.preventDefault();
      this.#choose(row);
    }
  }

  /** @param {number} index */
  #focus(index) {
    const rows = this.body.querySelectorAll('tr');
    rows.forEach((row, i) => row.setAttribute('tabindex', i === index ? '0' : '-1'));
    rows[index]?.focus();
  }

  /** @param {(material: Material | null) => void} onActive */
  #watchActive(onActive) {
    let last = -1;
    /** @param {EventTarget | null} target */
    const tell = target => {
      const row = rowOf(target);
      const index = row ? Number(row.dataset.index) : -1;
      if (index !== last) {
        last = index;
        onActive(this.#rows[index] ?? null);
      }
    };
    this.body.addEventListener('pointerover', event => tell(event.target));
    this.body.addEventListener('focusin', event => tell(event.target));
    this.body.addEventListener('pointerleave', () => tell(
      this.body.contains(document.activeElement) ? document.activeElement : null));
    this.body.addEventListener('focusout', event => {
      if (!this.body.contains(/** @type {Node | null} */ (event.relatedTarget))) {
        tell(null);
      }
    });
  }
}

/** @param {EventTarget | null} target */
function rowOf(target) {
  return target instanceof Element ? target.closest('tr') : null;
}
