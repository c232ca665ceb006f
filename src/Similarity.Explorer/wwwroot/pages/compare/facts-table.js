/** Facts of several materials side by side; rows that differ are marked. */

import { allColumns } from '../../components/columns.js';
import { h } from '../../components/element.js';
import { formula } from '../../components/notation.js';
import { fixed } from '../../notation/numbers.js';
import { materialUrl } from '../../router.js';

/** @param {any[]} materials @param {any} info */
export function factsTable(materials, info) {
  const columns = [
    ...allColumns(info).filter(column => column.name !== 'formula' && column.name !== 'id'),
    ...lattice(),
  ];
  const rows = columns.map(column => ({
    column,
    cells: materials.map(material => column.cell(material)),
  })).filter(row => row.cells.some(cell => textOf(cell) !== '—'));
  return h('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': 'Facts' },
    h('table', { class: 'table compare-table', 'data-testid': 'compare-facts' },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Fact'),
        materials.map(material => h('th', { scope: 'col' },
          h('span', { class: 'swatch',
            style: { background: `var(--series-${material.series + 1})` } }),
          h('a', { href: materialUrl(material.id) }, formula(material.formula ?? material.id)),
          h('span', { class: 'muted' }, ` ${material.id}`))))),
      h('tbody', {}, rows.map(({ column, cells }) => {
        const differs = new Set(cells.map(textOf)).size > 1;
        return h('tr', { class: differs ? 'differs' : null },
          h('th', { scope: 'row' }, column.label,
            column.unit ? h('span', { class: 'muted' }, ` (${column.unit})`) : null,
            differs ? h('span', { class: 'visually-hidden' }, ', differs') : null),
          cells.map(cell => h('td', {}, cell)));
      }))));
}

/** @param {any} cell */
function textOf(cell) {
  return cell instanceof Node ? cell.textContent : String(cell);
}

/** @returns {import('../../components/material-table.js').Column[]} */
function lattice() {
  const lengths = /** @type {const} */ (['a', 'b', 'c']).map(name => ({
    name, label: name, unit: 'Å', number: true,
    cell: (/** @type {any} */ m) => fixed(m.lattice?.[name], 3),
  }));
  const angles = /** @type {const} */ ([['alpha', 'α'], ['beta', 'β'], ['gamma', 'γ']])
    .map(([name, label]) => ({
      name, label, unit: '°', number: true,
      cell: (/** @type {any} */ m) => fixed(m.lattice?.[name], 2),
    }));
  return [...lengths, ...angles, {
    name: 'volume', label: 'Volume', unit: 'Å³', number: true, cell: m => fixed(m.volume_A3, 2),
  }, {
    name: 'volume_per_site', label: 'Volume per site', unit: 'Å³', number: true,
    cell: m => fixed(m.volume_A3 && m.nsites ? m.volume_A3 / m.nsites : null, 2),
  }];
}
