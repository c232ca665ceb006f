/** What is shown: the database, its fingerprints, the models, and where the interfaces are. */

import { h } from '../components/element.js';
import { bytes, count } from '../notation/numbers.js';
import { showKeys } from '../keyboard.js';

export const title = 'About';

/** @param {HTMLElement} root @param {{ api: import('../api.js').Api }} context */
export async function render(root, { api }) {
  const info = await api.info();
  root.append(
    h('div', { class: 'page-head' },
      h('h1', {}, 'About this database'),
      h('button', { type: 'button', class: 'button', onclick: showKeys }, 'Keys')),
    h('div', { class: 'columns' },
      database(info), interfaces(info)),
    kinds(info),
    h('div', { class: 'columns' }, properties(info), models(info)));
}

/** @param {any} info */
function database(info) {
  return card('Database', facts([
    ['Name', info.database.name],
    ['Materials', count(info.database.materials)],
    ['Size', bytes(info.database.bytes)],
    ['Kept in', info.database.engine],
    ['Imports', info.read_only ? 'refused: read-only' : 'allowed'],
    ['Program', `Similarity ${info.program_version}`],
  ]));
}

/** @param {any} info */
function interfaces(info) {
  const upload = info.limits?.upload_bytes;
  return card('Interfaces', facts([
    ['JSON', h('a', { href: '/openapi/v1.json' }, 'OpenAPI document')],
    ['OPTIMADE', h('a', { href: '/optimade/v1/info' }, '/optimade/v1')],
    ['All as CSV', h('a', { href: '/api/materials.csv', download: 'materials.csv' },
      'materials.csv')],
    ['Largest upload', upload ? bytes(upload) : '—'],
  ]));
}

/** @param {any} info */
function kinds(info) {
  const heads = ['Name', 'What it is', 'Numbers', 'Materials', 'Metrics', ''];
  return card('Fingerprints', info.kinds.length === 0
    ? h('p', { class: 'muted' }, 'None yet: `similarity build` makes them.')
    : h('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': 'Kinds' },
      h('table', { class: 'table' },
        h('thead', {}, h('tr', {}, heads.map(head => h('th', {
          scope: 'col',
          class: /^(Numbers|Materials)$/.test(head) ? 'number' : null,
        }, head)))),
        h('tbody', {}, info.kinds.map((/** @type {any} */ kind) => h('tr', {},
          h('th', { scope: 'row' }, kind.name),
          h('td', { class: 'identity' }, h('code', {}, kind.identity)),
          h('td', { class: 'number' }, count(kind.dimension)),
          h('td', { class: 'number' }, count(kind.vectors)),
          h('td', {}, kind.metrics.join(', ')),
          h('td', {}, h('a', { href: `/map?kind=${encodeURIComponent(kind.name)}` }, 'map'))))))));
}

/** @param {any} info */
function properties(info) {
  return card('Properties one can ask for', facts(info.properties.map(
    (/** @type {any} */ property) => [
      h('code', {}, property.name),
      `${property.type}, known of ${count(property.count)}`,
    ])));
}

/** @param {any} info */
function models(info) {
  return card('Models', info.models.length === 0
    ? h('p', { class: 'muted' }, 'None is loaded.')
    : facts(info.models.map((/** @type {any} */ model) => [
      model.name,
      `${model.kind}${model.elements ? ` of ${model.elements.join(', ')}` : ''}`,
    ])));
}

/** @param {string} head @param {Node} content */
function card(head, content) {
  return h('section', { class: 'card' }, h('h2', { class: 'card-head' }, head), content);
}

/** @param {[any, any][]} rows */
function facts(rows) {
  return h('dl', { class: 'facts' },
    rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}
