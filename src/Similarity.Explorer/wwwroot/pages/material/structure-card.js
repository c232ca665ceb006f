/** The structure of a material, to turn, and its files. */

import { segmented } from '../../components/choices.js';
import { h } from '../../components/element.js';
import { fillPart } from '../../components/part.js';
import { showStructure } from '../../components/structure-view.js';
import { toast } from '../../components/toast.js';
import { formulaText } from '../../notation/formula.js';

/**
 * @typedef {import('./state.js').MaterialState} MaterialState
 * @typedef {object} CardContext
 * @property {any} material
 * @property {MaterialState} state
 * @property {import('../../api.js').Api} api
 * @property {AbortSignal} signal
 * @property {(change: Partial<MaterialState>) => void} change the state, and so the URL
 */

/** @param {CardContext} context */
export function structureCard({ material, state, api, signal, change }) {
  const view = h('div', { class: 'structure-view', 'data-testid': 'structure' });
  const cells = segmented('Cells', [
    { value: '1', text: 'cell' },
    { value: '2', text: '2×2×2' },
    { value: '3', text: '3×3×3' },
  ], String(state.cells), value => change({ cells: Number(value) }));
  const drawing = segmented('Drawing', [
    { value: 'balls', text: 'balls' },
    { value: 'filled', text: 'filled' },
    { value: 'sticks', text: 'sticks' },
  ], state.drawing, value => change({
    drawing: /** @type {MaterialState['drawing']} */ (value),
  }));
  const element = h('section', { class: 'card structure-card', 'aria-label': 'Structure' },
    view, h('div', { class: 'buttons structure-tools' }, cells, drawing));
  /** @type {import('../../components/structure-view.js').StructureView | undefined} */
  let shown;
  let drawn = state;
  fillPart(view, async () => {
    const structure = await api.get(`materials/${encodeURIComponent(material.id)}/structure`);
    shown = await showStructure(view, structure, {
      label: `Structure of ${formulaText(material.formula ?? material.id)}`,
      signal,
      ...viewOf(drawn),
    });
  }, { signal });
  return {
    element,
    /** @param {MaterialState} next */
    update(next) {
      if (next.cells !== drawn.cells || next.drawing !== drawn.drawing) {
        drawn = next;
        redraw(() => shown?.draw(viewOf(next)));
      }
    },
  };
}

/** What is too much to draw is said, and the last drawing stays. @param {() => void} draw */
function redraw(draw) {
  try {
    draw();
  } catch (error) {
    toast(/** @type {Error} */ (error).message);
  }
}

/** @param {MaterialState} state @returns {import('../../components/structure-view.js').View} */
function viewOf({ cells, drawing }) {
  return { cells: [cells, cells, cells], drawing };
}
