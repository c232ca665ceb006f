/** What one sets above the map, and the tools on it. */

import { h } from '../../components/element.js';
import { SCALES } from '../drawing/colour.js';
import { plural } from '../../notation/numbers.js';
import { propertyLabel } from '../../notation/property.js';
import { button, choice } from '../drawing/dom.js';
import { whereField } from '../drawing/where-field.js';
import { colourChoices, isNumber, METHODS } from './state.js';

/**
 * @param {ReturnType<typeof import('./state.js').mapState>} state
 * @param {any} info
 * @param {any} api
 * @param {(changes: Record<string, string | null>) => void} go
 */
export function mapControls(state, info, api, go) {
  // Other points: what was looked at and chosen means nothing there.
  const elsewhere = changes => go({ view: null, lasso: null, ...changes });
  return h('div', { class: 'view-controls' },
    choice('Fingerprint', info.kinds.map(kind => ({ value: kind.name, text: kind.name })),
      state.kind, kind => elsewhere({ kind }), 'map-kind'),
    choice('Method', METHODS, state.method, method => elsewhere({ method }), 'map-method'),
    choice('Colour', colourChoices(info, state.colour).map(name =>
      ({ value: name, text: propertyLabel(name) })),
    state.colour, colour => go({ colour }), 'map-colour'),
    isNumber(info, state.colour)
      ? choice('Scale', SCALES.map(name => ({ value: name, text: name })), state.scale,
        scale => go({ scale }), 'map-scale')
      : null,
    whereField(state.where, api, where => elsewhere({ where })));
}

const TOOLS = [
  { value: 'pan', text: 'Move' },
  { value: 'lasso', text: 'Lasso' },
  { value: 'box', text: 'Box' },
];

/** @param {import('./stage.js').Stage} stage */
export function mapTools(stage) {
  const inputs = TOOLS.map(tool => h('input', {
    type: 'radio', name: 'map-tool', value: tool.value, checked: tool.value === 'pan',
    onchange: () => {
      stage.setTool(tool.value);
      stage.element.focus({ preventScroll: true });
    },
  }));
  const farthest = button('', () => stage.showFarthest(),
    { class: 'button small', hidden: true, 'data-testid': 'map-farthest' });
  const element = h('div', { class: 'map-tools' },
    h('div', { class: 'segmented small', role: 'radiogroup', 'aria-label': 'Tool' },
      TOOLS.map((tool, i) => h('label', { 'data-testid': `map-tool-${tool.value}` },
        inputs[i], tool.text))),
    h('div', { class: 'map-zoom' },
      farthest,
      button('+', () => stage.zoomBy(1.6), { class: 'button small', 'aria-label': 'Magnify' }),
      button('−', () => stage.zoomBy(1 / 1.6), { class: 'button small', 'aria-label': 'Reduce' }),
      button('All', () => stage.showAll(),
        { class: 'button small', 'aria-label': 'Show all', 'data-testid': 'map-all' })));
  return {
    element,
    /** @param {string} tool */
    show(tool) {
      for (const input of inputs) input.checked = input.value === tool;
    },
    /** @param {number} count of points that the usual view leaves out */
    showBeyond(count) {
      farthest.hidden = count === 0;
      farthest.textContent = `${plural(count, 'point')} farther out`;
    },
  };
}
