/** What the address of the map says. */

import { SCALES } from '../drawing/colour.js';
import { parsePolygon } from './polygon.js';
import { parseView } from './view.js';

export const METHODS = [
  { value: 'pca', text: 'PCA' },
  { value: 'umap', text: 'UMAP' },
  { value: 'tsne', text: 't-SNE' },
];

/** Colour by nothing. */
export const NONE = 'none';

/**
 * @param {URLSearchParams} query
 * @param {any} info of the server
 */
export function mapState(query, info) {
  const kinds = info.kinds.map(kind => kind.name);
  const method = query.get('method');
  return {
    kind: kinds.includes(query.get('kind')) ? query.get('kind') : fullestKind(info).name,
    method: METHODS.some(one => one.value === method) ? method : METHODS[0].value,
    where: query.get('where') ?? '',
    colour: query.get('colour') ?? usualColour(info),
    scale: SCALES.includes(query.get('scale')) ? query.get('scale') : SCALES[0],
    view: parseView(query.get('view')),
    lasso: parsePolygon(query.get('lasso')),
  };
}

/** The kind of fingerprint that most materials have; the first of several. @param {any} info */
export function fullestKind(info) {
  return info.kinds.reduce((most, kind) => kind.vectors > most.vectors ? kind : most);
}

/** A number that many materials have: the gap if it is among them, else the best known. */
export function usualColour(info) {
  const known = info.properties.filter(one => one.count > 0 && one.type === 'number');
  const most = [...known].sort((a, b) => b.count - a.count)[0];
  const gap = known.find(one => one.name === 'gap_ev');
  return (gap && gap.count * 4 > most.count ? gap : most)?.name ?? 'formula';
}

/** Numbers have a scale, categories a colour each. @param {any} info @param {string} property */
export function isNumber(info, property) {
  return info.properties.find(one => one.name === property)?.type === 'number';
}

/** What the map can be coloured by, numbers first. */
export function colourChoices(info, chosen) {
  const order = { number: 0, boolean: 1, text: 2 };
  const names = info.properties
    .filter(one => one.count > 0 && one.name !== 'id')
    .sort((a, b) => order[a.type] - order[b.type])
    .map(one => one.name);
  const all = names.includes('formula') ? names : [...names, 'formula'];
  return [...new Set([...all, NONE, chosen])];
}

/** Whether the points themselves are others, and not only how they look. */
export function samePoints(a, b) {
  return a !== null && a.kind === b.kind && a.method === b.method && a.where === b.where;
}
