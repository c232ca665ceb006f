/** The candidates, ranked. */

import { formula } from '../../components/notation.js';
import { h } from '../../components/element.js';
import { count, fixed, significant } from '../../notation/numbers.js';
import { materialUrl } from '../../router.js';
import { button } from '../drawing/dom.js';

export const COLUMNS = [
  { name: 'id', label: 'Material' },
  { name: 'formula', label: 'Formula' },
  { name: 'probability', label: 'Probability', number: true },
  { name: 'spread', label: 'Spread', number: true },
  { name: 'gap_eV', label: 'Gap (eV)', number: true },
];

/**
 * @param {any} board
 * @param {{ sort: string, order: 'asc' | 'desc', offset: number, limit: number }} state
 * @param {(changes: Record<string, any>) => void} go
 */
export function candidateTable(board, state, go) {
  const hasNearest = board.candidates.some(one => nearest(one.nearest_known));
  const until = Math.min(board.total, state.offset + board.candidates.length);
  return h('div', {},
    h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Candidates' },
      h('table', { class: 'table board', 'data-testid': 'board' },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col', class: 'number' }, '#'),
          COLUMNS.map(column => head(column, state, go)),
          hasNearest ? h('th', { scope: 'col' }, 'Nearest known') : null,
          h('th', { scope: 'col' }, 'Known'),
          h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' }, 'Reasons')))),
        h('tbody', {}, board.candidates.map((one, i) =>
          row(one, state.offset + i + 1, board.threshold, hasNearest))))),
    h('div', { class: 'view-pager' },
      h('span', { class: 'muted', role: 'status', 'data-testid': 'board-count' },
        board.total === 0 ? 'none'
          : `${count(state.offset + 1)} to ${count(until)} of ${count(board.total)}`),
      button('Previous', () => go({ offset: Math.max(0, state.offset - state.limit) || null }),
        { class: 'button small', disabled: state.offset === 0 }),
      button('Next', () => go({ offset: state.offset + state.limit }),
        { class: 'button small', disabled: until >= board.total, 'data-testid': 'board-next' })));
}

function head(column, state, go) {
  const current = state.sort === column.name;
  const next = !column.number || (current && state.order === 'desc') ? 'asc' : 'desc';
  return h('th', {
    scope: 'col', class: column.number ? 'number' : null,
    'aria-sort': current ? (state.order === 'desc' ? 'descending' : 'ascending') : null,
  }, h('button', {
    type: 'button', class: 'sort',
    onclick: () => go({ sort: column.name, order: next, offset: null }),
  }, column.label, h('span', { 'aria-hidden': 'true' },
    current ? (state.order === 'desc' ? ' ↓' : ' ↑') : '')));
}

function row(one, rank, threshold, hasNearest) {
  const above = one.probability !== null && one.probability >= threshold;
  return h('tr', { 'data-testid': 'candidate' },
    h('td', { class: 'number muted' }, count(rank)),
    h('td', { class: 'text', title: one.id }, h('a', { href: materialUrl(one.id) }, one.id)),
    h('td', {}, formula(one.formula)),
    h('td', { class: 'number' },
      h('span', { class: 'board-bar', 'aria-hidden': 'true' }, h('span', {
        style: { width: `${100 * (one.probability ?? 0)}%` }, class: above ? 'above' : null,
      })), fixed(one.probability, 3)),
    h('td', { class: 'number' }, fixed(one.spread, 3)),
    h('td', { class: 'number' }, fixed(one.gap_eV, 2)),
    hasNearest ? h('td', {}, nearest(one.nearest_known)) : null,
    h('td', {}, one.known === true ? h('span', { class: 'tag ok' }, 'conductor')
      : one.known === false ? h('span', { class: 'tag' }, 'not one') : null),
    h('td', {}, h('a', { href: `${materialUrl(one.id)}#screening` }, 'Why')));
}

function nearest(value) {
  const one = Array.isArray(value) ? value[0] : value;
  if (!one) return null;
  const id = typeof one === 'string' ? one : one.id;
  return [h('a', { href: materialUrl(id) }, id),
    one.distance === undefined ? null
      : h('span', { class: 'muted' }, ` at ${significant(one.distance, 3)}`)];
}
