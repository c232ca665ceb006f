/** A bar at the lower edge while materials are chosen: who they are, and how to compare them. */

import { chosenIds, setChosen } from '../chosen.js';
import { compareStateUrl, readCompareState } from '../pages/compare/state.js';
import { plural } from '../notation/numbers.js';
import { h } from './element.js';

/** @param {AbortSignal} signal */
export function chosenBar(signal) {
  const words = h('span', { 'aria-live': 'polite' });
  const go = h('a', { class: 'button primary', 'data-testid': 'compare-chosen' }, 'Compare');
  const bar = h('div', { class: 'chosen-bar', 'data-testid': 'chosen-bar' }, words,
    h('div', { class: 'buttons' },
      h('button', { type: 'button', class: 'button', onclick: () => setChosen([]) }, 'Clear'), go));
  const show = () => {
    const ids = chosenIds();
    bar.hidden = ids.length === 0;
    words.replaceChildren(h('strong', {}, plural(ids.length, 'material')),
      h('span', { class: 'muted' }, ` chosen: ${ids.join(', ')}`));
    go.setAttribute('href', compareStateUrl({ ...readCompareState(new URLSearchParams()), ids }));
  };
  document.addEventListener('chosenchange', show, { signal });
  show();
  return bar;
}
