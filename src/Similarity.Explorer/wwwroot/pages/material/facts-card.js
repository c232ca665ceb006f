/** What is known of a material, in words and numbers. */

import { propertyText } from '../../components/columns.js';
import { h } from '../../components/element.js';
import { formula, spaceGroup } from '../../components/notation.js';
import { fixed, plural } from '../../notation/numbers.js';
import { propertyName } from '../../notation/property.js';

/** @param {{ material: any }} context */
export function factsCard({ material: m }) {
  const version = m.fingerprints?.[0]?.program_version ?? m.provenance?.program_version;
  const rows = [
    ['Formula', formula(m.formula)],
    ['Space group', [spaceGroup(m.space_group, m.space_group_number),
      m.space_group && m.space_group_number
        ? h('span', { class: 'muted' }, ` No. ${m.space_group_number}`)
        : null]],
    ['Gap', m.gap_eV === null ? '—' : `${fixed(m.gap_eV, 3)} eV`],
    ['Sites', m.nsites ?? '—'],
    ...latticeRows(m),
    ...Object.entries(m.properties ?? {}).map(propertyRow),
    ['Source', m.source ?? '—'],
    ['Fingerprints', m.fingerprints?.map((/** @type {any} */ f) => f.kind).join(', ') || 'none'],
    ['Written by', version ? `Similarity ${version}` : '—'],
  ];
  return {
    element: h('section', { class: 'card facts-card', 'data-testid': 'facts' },
      h('h2', { class: 'card-head' }, 'Facts'),
      h('dl', { class: 'facts' }, rows.flatMap(([name, value]) =>
        [h('dt', {}, name), h('dd', {}, value)]))),
  };
}

/** @param {[string, any]} property @returns {[any, string]} */
function propertyRow([name, value]) {
  const { label, unit } = propertyName(name);
  const text = propertyText(value);
  return [h('span', { title: `${name} in filters` }, label),
    unit && typeof value === 'number' ? `${text} ${unit}` : text];
}

/** @param {any} m @returns {[any, any][]} */
function latticeRows(m) {
  const l = m.lattice;
  if (!l) {
    return [];
  }
  return [
    [h('span', {}, h('i', {}, 'a'), ', ', h('i', {}, 'b'), ', ', h('i', {}, 'c')),
      `${fixed(l.a)}, ${fixed(l.b)}, ${fixed(l.c)} Å`],
    ['α, β, γ', `${fixed(l.alpha, 2)}, ${fixed(l.beta, 2)}, ${fixed(l.gamma, 2)}°`],
    ['Volume', m.volume_A3 ? `${fixed(m.volume_A3, 2)} Å³` : '—'],
  ];
}

/** A sentence of it for those who skim. @param {any} m */
export function headline(m) {
  return [
    spaceGroup(m.space_group, m.space_group_number),
    m.nsites ? plural(m.nsites, 'site') : null,
    m.gap_eV === null ? null : m.gap_eV > 0 ? `gap ${fixed(m.gap_eV, 2)} eV` : 'no gap',
  ].filter(Boolean);
}
