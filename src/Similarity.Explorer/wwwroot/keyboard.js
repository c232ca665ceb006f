/** Keys that work on every page: / to the filter, g and a letter to a page, ? for this list. */

import { h } from './components/element.js';

/** @type {Record<string, [string, string]>} */
const PLACES = {
  s: ['/', 'search'],
  c: ['/compare', 'compare'],
  m: ['/map', 'map'],
  p: ['/dendrogram', 'polymorphs'],
  r: ['/screening', 'screening'],
  d: ['/density', 'density'],
  i: ['/jobs', 'import'],
  a: ['/about', 'about'],
};

/** @param {EventTarget | null} target whether what is typed there is text */
function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** @param {(url: string) => void} navigate */
export function bindKeys(navigate) {
  let afterG = false;
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      return;
    }
    if (afterG && PLACES[event.key]) {
      event.preventDefault();
      navigate(PLACES[event.key][0]);
    } else if (event.key === '/') {
      event.preventDefault();
      toFilter(navigate);
    } else if (event.key === '?') {
      event.preventDefault();
      showKeys();
    }
    afterG = event.key === 'g';
  });
}

/** @param {(url: string) => void} navigate */
function toFilter(navigate) {
  const filter = /** @type {HTMLElement | null} */ (document.querySelector('[data-filter]'));
  if (filter) {
    filter.focus();
  } else {
    navigate('/');
  }
}

/** All keys in a dialogue, which Esc closes. */
export function showKeys() {
  const rows = [
    ['/', 'type a filter'],
    ['↑ ↓', 'move in a table or a list'],
    ['Enter', 'open the material of the row'],
    ['Space', 'choose the row, to compare'],
    ['Esc', 'close a list or a dialogue'],
    ...Object.entries(PLACES).map(([key, [, name]]) => [`g ${key}`, `to ${name}`]),
  ];
  const dialog = h('dialog', { class: 'dialog', 'aria-label': 'Keys', 'data-testid': 'keys' },
    h('h2', {}, 'Keys'),
    h('dl', { class: 'keys' }, rows.flatMap(([keys, what]) => [
      h('dt', {}, keys.split(' ').map(key => h('kbd', {}, key))),
      h('dd', {}, what),
    ])),
    h('form', { method: 'dialog' }, h('button', { class: 'button primary' }, 'Close')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
