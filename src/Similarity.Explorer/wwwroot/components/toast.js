/** Short words at the edge of the window; screen readers hear them too. */

import { h } from './element.js';

const STAY_MS = 6000;

/**
 * @param {string} text
 * @param {{ kind?: 'ok' | 'danger' | 'plain', action?: { label: string, run: () => void } }} [o]
 */
export function toast(text, { kind = 'plain', action } = {}) {
  const box = h('div', { class: `toast ${kind}`, 'data-testid': 'toast' },
    h('span', {}, text),
    action
      ? h('button', { type: 'button', class: 'button small', onclick: action.run }, action.label)
      : null,
    h('button', {
      type: 'button', class: 'button icon small', 'aria-label': 'Dismiss',
      onclick: () => box.remove(),
    }, '×'));
  document.getElementById('toasts')?.append(box);
  if (kind !== 'danger') {
    setTimeout(() => box.remove(), STAY_MS);
  }
}
