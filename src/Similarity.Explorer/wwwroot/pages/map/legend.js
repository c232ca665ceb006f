/** What the colours of the map mean. */

import { h } from '../../components/element.js';
import { count, significant } from '../../notation/numbers.js';
import { propertyLabel } from '../../notation/property.js';
import { hexOf, scaleTable } from '../drawing/colour.js';

/**
 * @param {ReturnType<typeof import('./colouring.js').colourNumbers>
 *   | ReturnType<typeof import('./colouring.js').colourCategories> | null} colouring
 * @param {string} property
 * @param {{ scale: string, range: [number, number], missing: number[], other: number[] }} style
 */
export function legend(colouring, property, style) {
  if (!colouring) return h('div', { class: 'map-legend' });
  const heading = h('div', { class: 'map-legend-title' }, propertyLabel(property));
  const unknown = colouring.unknown > 0
    ? entry(style.missing, `unknown (${count(colouring.unknown)})`) : null;
  return h('div', { class: 'map-legend', 'data-testid': 'map-legend' }, heading,
    colouring.kind === 'number' ? ramp(colouring, style) : [
      ...colouring.entries.map(one => entry(one.colour, `${one.name} (${count(one.count)})`)),
      colouring.others > 0
        ? entry(style.other, `${count(colouring.otherNames)} more (${count(colouring.others)})`)
        : null,
    ], unknown);
}

function entry(colour, text) {
  return h('div', { class: 'map-legend-entry' },
    h('span', { class: 'map-legend-dot', style: { background: hexOf(colour) } }), text);
}

function ramp({ low, high }, { scale, range }) {
  if (Number.isNaN(low)) return h('div', { class: 'muted' }, 'no values');
  const stops = scaleTable(scale, 12, range).map(hexOf).join(', ');
  return h('div', { class: 'map-ramp-box' },
    h('div', {
      class: 'map-ramp', role: 'img', style: { background: `linear-gradient(to right, ${stops})` },
      'aria-label': `Colours from ${significant(low)} to ${significant(high)}`,
    }),
    h('div', { class: 'map-ramp-ends' },
      h('span', {}, significant(low, 3)), h('span', {}, significant(high, 3))));
}
