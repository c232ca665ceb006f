/** The columns that tables of materials may have. */

import { materialUrl } from '../router.js';
import { fixed, significant } from '../notation/numbers.js';
import { propertyName } from '../notation/property.js';
import { h } from './element.js';
import { formula, spaceGroup } from './notation.js';

/** @typedef {import('./material-table.js').Column} Column */

/** @type {Column[]} */
export const FACTS = [
  {
    name: 'formula',
    label: 'Formula',
    cell: m => h('a', { href: materialUrl(m.id), tabindex: '-1' },
      m.formula ? formula(m.formula) : 'unknown'),
  },
  { name: 'id', label: 'Id', cell: m => m.id },
  {
    name: 'space_group',
    label: 'Space group',
    cell: m => spaceGroup(m.space_group, m.space_group_number),
  },
  { name: 'nsites', label: 'Sites', number: true, cell: m => significant(m.nsites) },
  { name: 'nelements', label: 'Elements', number: true, cell: m => significant(m.nelements) },
  { name: 'gap_ev', label: 'Gap', unit: 'eV', number: true, cell: m => fixed(m.gap_eV, 3) },
  { name: 'source', label: 'Source', cell: m => m.source ?? '—' },
];

/** How far a neighbour is. @type {Column} */
export const DISTANCE = {
  name: 'distance',
  label: 'Distance',
  number: true,
  fixed: true,
  cell: m => fixed(m.distance, m.distance < 1 ? 4 : 3),
};

/**
 * A user's property.
 * @param {{ name: string, type: string }} property
 * @returns {Column}
 */
export function propertyColumn({ name, type }) {
  return {
    name,
    ...propertyName(name),
    number: type === 'number',
    cell: m => propertyText(m.properties?.[name]),
  };
}

/** @param {any} value */
export function propertyText(value) {
  return value === null || value === undefined ? '—'
    : typeof value === 'number' ? significant(value)
      : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** Properties of the list that are columns of their own already. */
const OWN = ['elements', ...FACTS.map(fact => fact.name)];

/**
 * All that a database has, facts first.
 * @param {{ properties: { name: string, type: string, count: number }[] }} info
 * @returns {Column[]}
 */
export function allColumns(info) {
  return [...FACTS, ...info.properties
    .filter(property => !OWN.includes(property.name))
    .map(propertyColumn)];
}

/** Those shown unless the reader says otherwise: facts, and two energies that most have. */
const USUAL = ['formula', 'id', 'space_group', 'nsites', 'gap_ev'];

/** @param {any} info @returns {string[]} */
export function usualColumns(info) {
  const common = info.properties
    .filter((/** @type {any} */ p) => p.count * 2 >= info.database.materials
      && p.name.endsWith('_eV') && !OWN.includes(p.name))
    .slice(0, 2)
    .map((/** @type {any} */ p) => p.name);
  return [...USUAL, ...common];
}
