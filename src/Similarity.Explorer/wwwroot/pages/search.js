/** Search: a filter, what one can pick, and the materials that pass. */

import { choose, isChosen, MOST_CHOSEN } from '../chosen.js';
import { chosenBar } from '../components/chosen-bar.js';
import { allColumns, DISTANCE, usualColumns } from '../components/columns.js';
import { h } from '../components/element.js';
import { FilterBox } from '../components/filter-box.js';
import { MaterialTable } from '../components/material-table.js';
import { formula } from '../components/notation.js';
import { emptyState, partError } from '../components/states.js';
import { toast } from '../components/toast.js';
import { count, plural } from '../notation/numbers.js';
import { materialUrl } from '../router.js';
import { Facets } from './search/facets.js';
import { fileSearch, foundOf, keepFound } from './search/file-search.js';
import { readState, searchUrl } from './search/state.js';
import { shellQuoted, where } from './search/where.js';

export const title = 'Search';

const PAGE = 100;

/**
 * @param {HTMLElement} root
 * @param {{
 *   query: URLSearchParams, navigate: (url: string, o?: { replace?: boolean }) => void,
 *   api: import('../api.js').Api, signal: AbortSignal,
 * }} context
 */
export async function render(root, { query, navigate, api, signal }) {
  const page = new SearchPage(root, { navigate, api, signal });
  page.state = readState(query);
  page.wait();
  await page.go(page.state);
  return {
    /** @param {{ query: URLSearchParams }} next */
    update: next => page.go(readState(next.query)),
  };
}

class SearchPage {
  /** @type {any} */
  #info;
  #asked = 0;

  /**
   * @param {HTMLElement} root
   * @param {{ navigate: (url: string, o?: { replace?: boolean }) => void,
   *   api: import('../api.js').Api, signal: AbortSignal }} context
   */
  constructor(root, { navigate, api, signal }) {
    this.state = readState(new URLSearchParams());
    this.navigate = navigate;
    this.api = api;
    this.signal = signal;
    this.filter = new FilterBox({
      api,
      value: '',
      label: 'Filter, in the query language',
      placeholder: 'elements has Ti and gap in 1..4',
      onFilter: (q, { typing }) => q.trim() !== this.state.q.trim()
        && this.#change({ q, offset: 0 }, { replace: typing }),
    });
    this.facets = new Facets(change => this.#change({ ...change, offset: 0 }));
    this.table = new MaterialTable({
      label: 'Materials',
      onOpen: id => navigate(materialUrl(id)),
      onSort: (sort, order) => this.#change({ sort, order, offset: 0 }),
      onChoose: chooseAloud,
      isChosen,
    });
    this.total = h('h1', { class: 'results-title', 'data-testid': 'total' }, '…');
    this.tools = h('div', { class: 'buttons' });
    this.results = h('section', { class: 'results', 'aria-label': 'Results' });
    this.pager = h('nav', { class: 'pager', 'aria-label': 'Pages of results' });
    this.fileTools = h('div', { class: 'search-tools' },
      h('button', { type: 'button', class: 'button', disabled: true }, 'Search by structure…'));
    root.append(
      h('div', { class: 'search-head' }, this.filter.element, this.fileTools),
      h('div', { class: 'search-layout' }, this.facets.element,
        h('div', { class: 'search-main' },
          h('div', { class: 'results-head' }, this.total, this.tools),
          this.results, this.pager)),
      chosenBar(signal));
    document.addEventListener('chosenchange', () => this.table.refreshChosen(), { signal });
  }

  /** The page as it will be, before anything is known. */
  wait() {
    this.filter.value = this.state.q;
    this.facets.show(this.state);
    this.results.replaceChildren(this.table.element);
    this.table.showWaiting(allColumns({ properties: [] }).slice(0, 6), 16);
  }

  /** @param {any} info */
  #know(info) {
    if (!this.#info) {
      this.#info = info;
      this.fileTools.replaceChildren(fileSearch({
        api: this.api, info, signal: this.signal,
        onFound: found => this.navigate(searchUrl({ ...this.state, found: keepFound(found) })),
      }));
    }
  }

  /** @param {import('./search/state.js').SearchState} state */
  async go(state) {
    const before = this.state;
    this.state = state;
    // Text that could not be read yet stays while something else is picked.
    if (state.q !== before.q) {
      this.filter.value = state.q;
    }
    this.facets.show(state);
    if (state.offset !== before.offset) {
      window.scrollTo(0, 0);
    }
    const turn = ++this.#asked;
    this.table.busy = true;
    try {
      if (state.found) {
        this.#know(await this.api.info());
        if (turn === this.#asked) {
          this.#showFound(foundOf(state.found));
        }
        return;
      }
      const parameters = {
        where: where(state),
        sort: state.sort,
        order: state.order,
        offset: state.offset,
        limit: PAGE,
      };
      const [info, answer] = await Promise.all(
        [this.api.info(), this.api.get('materials', parameters)]);
      this.#know(info);
      if (turn === this.#asked) {
        this.#showAnswer(answer);
      }
    } catch (error) {
      if (turn === this.#asked && !this.signal.aborted) {
        this.#showFailure(/** @type {import('../api.js').ApiError} */ (error));
      }
    }
  }

  /**
   * @param {Partial<import('./search/state.js').SearchState>} change
   * @param {{ replace?: boolean }} [how]
   */
  #change(change, { replace = false } = {}) {
    const state = { ...this.state, found: '', ...change };
    const url = searchUrl(state);
    this.navigate(url, { replace });
    if (replace) {
      this.go(state);
    }
  }

  #columns() {
    const all = allColumns(this.#info);
    const names = this.state.columns ?? usualColumns(this.#info);
    return all.filter(column => names.includes(column.name));
  }

  /** @param {{ total: number, offset: number, items: any[], warnings: string[] }} answer */
  #showAnswer({ total, items, warnings }) {
    const { state } = this;
    this.total.replaceChildren(plural(total, 'material'));
    if (warnings?.length > 0) {
      this.filter.showProblems([], warnings);
    }
    this.#showTools(where(state));
    if (items.length === 0) {
      this.results.replaceChildren(this.#nothing(total));
    } else {
      this.table.show(this.#columns(), items, state);
      this.results.replaceChildren(this.table.element);
    }
    this.#showPager(total, items.length);
  }

  /** @param {number} total */
  #nothing(total) {
    return this.#info.database.materials === 0
      ? emptyState('This database is empty.', h('a', { href: '/jobs' }, 'Import materials'), '.')
      : total > 0
        ? emptyState('There are not as many pages.', h('a', {
          href: searchUrl({ ...this.state, offset: 0 }) }, 'To the first page'))
        : emptyState('No material passes this filter.',
          h('p', {}, h('code', {}, where(this.state))),
          h('a', { class: 'button', href: '/' }, 'Show all materials'));
  }

  /** @param {import('../api.js').ApiError} error */
  #showFailure(error) {
    this.table.busy = false;
    this.filter.showProblems(this.state.q === where(this.state) ? error.errors : [], []);
    this.total.textContent = 'No result';
    this.results.replaceChildren(partError(error));
    this.pager.replaceChildren();
  }

  /** @param {string} filter */
  #showTools(filter) {
    const { sort, order } = this.state;
    this.tools.replaceChildren(
      h('button', { type: 'button', class: 'button quiet', disabled: !filter,
        title: filter ? `--where ${shellQuoted(filter)}` : 'Nothing is filtered',
        onclick: () => copy(`--where ${shellQuoted(filter)}`) }, 'Copy filter'),
      h('a', { class: 'button', download: 'materials.csv', 'data-testid': 'export-csv',
        href: this.api.url('materials.csv', { where: filter, sort, order }) }, 'CSV'),
      this.#columnMenu());
  }

  #columnMenu() {
    const all = allColumns(this.#info);
    const names = this.state.columns ?? usualColumns(this.#info);
    const panel = h('div', { class: 'menu-panel' }, all.map(column => h('label', {
      class: 'check', title: `${column.name} in filters`,
    },
      h('input', { type: 'checkbox', checked: names.includes(column.name), onchange: event => {
        const on = /** @type {HTMLInputElement} */ (event.target).checked;
        const next = all.map(other => other.name).filter(name =>
          name === column.name ? on : (this.state.columns ?? names).includes(name));
        this.#change({ columns: next }, { replace: true });
      } }), column.label)));
    const menu = h('details', { class: 'menu', 'data-testid': 'columns',
      open: this.tools.querySelector('details')?.open ?? false },
    h('summary', { class: 'button' }, 'Columns'), panel);
    menu.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        menu.open = false;
        menu.querySelector('summary')?.focus();
      }
    });
    menu.addEventListener('focusout', event => {
      const next = /** @type {Node | null} */ (event.relatedTarget);
      if (next && !menu.contains(next)) {
        menu.open = false;
      }
    });
    return menu;
  }

  /** @param {number} total @param {number} shown */
  #showPager(total, shown) {
    const { offset } = this.state;
    /** @param {string} words @param {number} to @param {boolean} can */
    const step = (words, to, can) => can
      ? h('a', { class: 'button', href: searchUrl({ ...this.state, offset: to }) }, words)
      : h('span', { class: 'button', 'aria-disabled': 'true' }, words);
    this.pager.replaceChildren(...(total <= PAGE && offset === 0 ? [] : [
      h('span', { class: 'muted' },
        shown === 0 ? '' : `${count(offset + 1)}–${count(offset + shown)} of ${count(total)}`),
      h('span', { class: 'buttons' },
        step('Previous', Math.max(0, offset - PAGE), offset > 0),
        step('Next', offset + PAGE, offset + PAGE < total)),
    ]));
  }

  /** @param {import('./search/file-search.js').Found | null} found */
  #showFound(found) {
    this.tools.replaceChildren(h('button', { type: 'button', class: 'button',
      onclick: () => this.#change({}) }, 'Back to the search'));
    this.pager.replaceChildren();
    if (found === null) {
      this.table.busy = false;
      this.total.replaceChildren('Nearest to a file');
      this.results.replaceChildren(emptyState('What a file found is kept in its tab alone.',
        h('p', {}, 'Files are in no address: drop the file here once more.')));
      return;
    }
    const { name, answer } = found;
    const columns = this.#columns();
    this.total.replaceChildren('Nearest to ', formula(answer.formula), ' ',
      h('span', { class: 'muted small' }, `${name}, by ${answer.kind} and ${answer.metric}; `
        + 'kept in this tab, for the file is in no address'));
    this.table.show([columns[0], DISTANCE, ...columns.slice(1)], answer.hits);
    this.results.replaceChildren(this.table.element);
  }
}

/** @param {string} id @param {boolean} on */
function chooseAloud(id, on) {
  const done = choose(id, on);
  if (!done) {
    toast(`At most ${MOST_CHOSEN} materials can be compared.`);
  }
  return done;
}

/** @param {string} text */
async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast('Copied, ready for a shell.', { kind: 'ok' });
}
