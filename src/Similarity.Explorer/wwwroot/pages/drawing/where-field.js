/** Which materials are meant: the filter of the search, in a line of controls. */

import { h } from '../../components/element.js';

/**
 * @param {string} value
 * @param {any} api
 * @param {AbortSignal} signal
 * @param {(where: string) => void} change
 */
export function whereField(value, api, signal, change) {
  const input = h('input', {
    class: 'input', value, 'data-testid': 'where', placeholder: 'elements has O', spellcheck: 'false',
    autocomplete: 'off', 'data-filter': true,
  });
  const form = h('form', {
    class: 'view-where',
    onsubmit: event => {
      event.preventDefault();
      change(input.value.trim());
    },
  }, h('label', { class: 'field' }, 'Filter', input));
  return form;
}
