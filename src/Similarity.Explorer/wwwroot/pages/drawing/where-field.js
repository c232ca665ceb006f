/** Which materials are meant: the filter of the search, in a line of controls. */

import { FilterBox } from '../../components/filter-box.js';
import { h } from '../../components/element.js';

/**
 * @param {string} value
 * @param {any} api
 * @param {(where: string) => void} change
 */
export function whereField(value, api, change) {
  const box = new FilterBox({
    api, value, label: 'Filter', placeholder: 'all materials; elements has O …',
    // While one types, nothing is computed anew.
    onFilter: (where, { typing }) => typing || where.trim() === value || change(where.trim()),
  });
  return h('div', { class: 'view-where' }, h('span', { class: 'field' }, 'Filter'), box.element);
}
