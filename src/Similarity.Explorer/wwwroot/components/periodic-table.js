/** The periodic table as a choice: a click wants an element, a second one refuses it. */

import { SYMBOLS, tablePlace } from '../crystal/elements.js';
import { h } from './element.js';

/**
 * @typedef {{ elements: string[], without: string[] }} Picked
 */

export class PeriodicTable {
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();
  #onPick;
  /** @type {Picked} */
  #picked = { elements: [], without: [] };

  /** @param {(picked: Picked) => void} onPick */
  constructor(onPick) {
    this.#onPick = onPick;
    this.element = h('div', {
      class: 'periodic', role: 'group', 'aria-label': 'Elements', 'data-testid': 'periodic',
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    }, SYMBOLS.map((symbol, index) => this.#button(symbol, index)));
  }

  /** @param {Picked} picked */
  set picked(picked) {
    this.#picked = picked;
    for (const [symbol, button] of this.#buttons) {
      const wanted = picked.elements.includes(symbol);
      const refused = picked.without.includes(symbol);
      button.classList.toggle('wanted', wanted);
      button.classList.toggle('refused', refused);
      button.setAttribute('aria-pressed', String(wanted || refused));
      button.setAttribute('aria-label', refused ? `not ${symbol}` : symbol);
    }
  }

  /** @param {string} symbol @param {number} index */
  #button(symbol, index) {
    const { row, column } = tablePlace(symbol);
    const button = h('button', {
      type: 'button',
      tabindex: index === 0 ? '0' : '-1',
      style: { 'grid-row': String(row), 'grid-column': String(column) },
      'data-symbol': symbol,
      'aria-pressed': 'false',
      'aria-label': symbol,
      onclick: () => this.#pick(symbol),
    }, symbol);
    this.#buttons.set(symbol, button);
    return button;
  }

  /** @param {string} symbol */
  #pick(symbol) {
    const { elements, without } = this.#picked;
    const drop = (/** @type {string[]} */ list) => list.filter(other => other !== symbol);
    this.#onPick(elements.includes(symbol)
      ? { elements: drop(elements), without: [...without, symbol] }
      : without.includes(symbol)
        ? { elements, without: drop(without) }
        : { elements: [...elements, symbol], without });
  }

  /** Arrow keys go to the nearest element in their direction. @param {KeyboardEvent} event */
  #key(event) {
    const from = event.target instanceof HTMLElement ? event.target.dataset.symbol : undefined;
    /** @type {Record<string, [number, number]>} */
    const steps = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (!from || !step) {
      return;
    }
    event.preventDefault();
    const next = nearest(from, step);
    if (next) {
      for (const [symbol, button] of this.#buttons) {
        button.tabIndex = symbol === next ? 0 : -1;
      }
      this.#buttons.get(next)?.focus();
    }
  }
}

/** @param {string} from @param {[number, number]} step */
export function nearest(from, step) {
  const start = tablePlace(from);
  let best = null;
  let least = Infinity;
  for (const symbol of SYMBOLS) {
    const place = tablePlace(symbol);
    const along = (place.row - start.row) * step[0] + (place.column - start.column) * step[1];
    const across = Math.abs((place.row - start.row) * step[1])
      + Math.abs((place.column - start.column) * step[0]);
    const far = along + 4 * across;
    if (along > 0 && far < least && (step[1] === 0 || across === 0)) {
      best = symbol;
      least = far;
    }
  }
  return best;
}
