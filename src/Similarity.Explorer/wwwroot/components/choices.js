/** Small choices: one of a few side by side, one of a list. */

import { h, uniqueId } from './element.js';

/**
 * @param {string} label
 * @param {{ value: string, text: string, disabled?: boolean, title?: string }[]} items
 * @param {string} value
 * @param {(value: string) => void} onPick
 */
export function segmented(label, items, value, onPick) {
  const name = uniqueId('choice');
  return h('div', { class: 'segmented small', role: 'radiogroup', 'aria-label': label },
    items.map(item => h('label', { title: item.title, class: item.disabled ? 'disabled' : null },
      h('input', { type: 'radio', name, value: item.value, checked: item.value === value,
        disabled: item.disabled, onchange: () => onPick(item.value) }), item.text)));
}

/**
 * @param {string} label
 * @param {{ value: string, text: string }[]} items
 * @param {string} value
 * @param {(value: string) => void} onPick
 */
export function select(label, items, value, onPick) {
  const list = h('select', { class: 'select', onchange: () => onPick(list.value) },
    items.map(item => h('option', { value: item.value, selected: item.value === value },
      item.text)));
  return h('label', { class: 'field inline' }, h('span', {}, label), list);
}
