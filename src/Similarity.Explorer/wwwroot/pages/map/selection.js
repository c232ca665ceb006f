/** The materials that were chosen on the map, as a list that leads elsewhere. */

import { formula } from '../../components/notation.js';
import { h } from '../../components/element.js';
import { count, plural, significant } from '../../notation/numbers.js';
import { propertyLabel } from '../../notation/property.js';
import { materialUrl } from '../../router.js';
import { csv, download } from '../drawing/csv.js';
import { button, filterOf } from '../drawing/dom.js';

const SHOWN = 100;
const COMPARED = 8;

/**
 * @typedef {object} Chosen
 * @property {number[]} indices
 * @property {string[]} ids of all points
 * @property {(index: number) => string | null} formulaOf
 * @property {string} property that the map is coloured by; may be empty
 * @property {(index: number) => number | string | null} valueOf
 * @property {Float32Array} xy
 */

/**
 * @param {Chosen} chosen
 * @param {{ clear: () => void, inView: () => void, mark: (index: number) => void }} actions
 */
export function selectionPanel(chosen, actions) {
  const { indices } = chosen;
  if (indices.length === 0) {
    return h('div', { class: 'map-empty' },
      h('p', {}, 'Draw a line around points to list them: choose ', h('b', {}, 'Lasso'),
        ' or press ', h('kbd', {}, 'l'), '. Click a point to open its material.'),
      button('List what is in view', actions.inView, { 'data-testid': 'map-in-view' }));
  }
  const ids = indices.map(i => chosen.ids[i]);
  const filter = filterOf(ids);
  const compared = ids.slice(0, COMPARED);
  const list = h('ol', { class: 'map-list', 'data-testid': 'map-list' });
  showMore(list, chosen, actions, 0);
  return h('div', { class: 'map-chosen' },
    h('div', { class: 'card-head' },
      h('h2', { role: 'status', 'data-testid': 'map-count' }, plural(indices.length, 'material')),
      button('Clear', actions.clear, { class: 'button small', 'data-testid': 'map-clear' })),
    h('div', { class: 'buttons' },
      h('a', {
        class: 'button small', 'data-testid': 'map-to-search',
        href: `/?q=${encodeURIComponent(filter.where)}`,
      }, filter.count < ids.length ? `First ${count(filter.count)} in search` : 'In search'),
      h('a', {
        class: 'button small', 'data-testid': 'map-to-compare',
        href: `/compare?ids=${compared.map(encodeURIComponent).join(',')}`,
      }, ids.length > COMPARED ? `Compare the first ${COMPARED}` : 'Compare'),
      button('Save CSV', () => save(chosen),
        { class: 'button small', 'data-testid': 'map-csv' })),
    list);
}

function showMore(list, chosen, actions, from) {
  const { indices } = chosen;
  const until = Math.min(indices.length, from + SHOWN);
  for (let k = from; k < until; k++) list.append(row(indices[k], chosen, actions));
  if (until < indices.length) {
    const more = h('li', {}, button(`${count(indices.length - until)} more`, () => {
      more.remove();
      showMore(list, chosen, actions, until);
    }, { class: 'button small' }));
    list.append(more);
  }
}

function row(index, chosen, actions) {
  const value = chosen.property ? chosen.valueOf(index) : null;
  return h('li', {},
    h('a', {
      href: materialUrl(chosen.ids[index]), onmouseenter: () => actions.mark(index),
      onfocus: () => actions.mark(index), onmouseleave: () => actions.mark(-1),
      onblur: () => actions.mark(-1),
    }, formula(chosen.formulaOf(index)), h('span', { class: 'map-id' }, chosen.ids[index])),
    chosen.property
      ? h('span', { class: 'map-value', title: propertyLabel(chosen.property) },
        typeof value === 'string' ? value : significant(value, 3))
      : null);
}

function save(chosen) {
  const named = chosen.property && !['id', 'formula'].includes(chosen.property);
  download('map-selection.csv', csv(
    ['id', 'formula', 'x', 'y', ...named ? [chosen.property] : []],
    chosen.indices.map(i => [chosen.ids[i], chosen.formulaOf(i), chosen.xy[2 * i],
      chosen.xy[2 * i + 1], ...named ? [chosen.valueOf(i)] : []])));
}
