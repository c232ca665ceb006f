/** Controls that several of these pages have. */

import { h } from '../../components/element.js';

/**
 * A labelled choice.
 * @param {string} label
 * @param {Array<{ value: string, text: string }>} options
 * @param {string} value the one chosen
 * @param {(value: string) => void} change
 * @param {string} testid
 */
export function choice(label, options, value, change, testid) {
  const select = h('select', {
    class: 'select', 'data-testid': testid,
    onchange: () => change(select.value),
  }, options.map(option => h('option', { value: option.value }, option.text)));
  select.value = value;
  return h('label', { class: 'field' }, label, select);
}

/**
 * @param {string} text
 * @param {() => void} click
 * @param {Record<string, any>} [attributes]
 */
export function button(text, click, attributes = {}) {
  return h('button', { type: 'button', class: 'button', onclick: click, ...attributes }, text);
}

/**
 * Runs `work` once, `wait` ms after the last call, and not after the page is gone.
 * @param {number} wait
 * @param {AbortSignal} signal
 * @param {(...values: any[]) => void} work
 */
export function later(wait, signal, work) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => signal.aborted || work(...values), wait);
  };
}

/**
 * Changes some parameters of an address; those that are empty or null are left out.
 * @param {string} path
 * @param {URLSearchParams} query
 * @param {Record<string, string | number | null | undefined>} changes
 */
export function addressWith(path, query, changes) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') next.delete(name);
    else next.set(name, String(value));
  }
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}

/**
 * Calls `work` with the size of an element, now and whenever it changes.
 * @param {Element} element
 * @param {AbortSignal} signal
 * @param {(width: number, height: number) => void} work
 */
export function onSize(element, signal, work) {
  const observer = new ResizeObserver(entries => {
    const { width, height } = entries.at(-1).contentRect;
    if (width > 0 && height > 0) work(width, height);
  });
  observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}

/**
 * A filter for these materials alone.
 * @param {string[]} ids
 * @param {number} [most] characters; longer addresses are refused by servers
 * @returns {{ where: string, count: number }} how many of them it names
 */
export function filterOf(ids, most = 3000) {
  const quoted = [];
  let length = 'id in ()'.length;
  for (const id of ids) {
    const text = `"${id.replace(/["\\]/g, '\\$&')}"`;
    if (length + text.length + 2 > most) break;
    length += text.length + 2;
    quoted.push(text);
  }
  return { where: `id in (${quoted.join(', ')})`, count: quoted.length };
}

/**
 * New content in place of old; what had the focus has it again if the new content knows it.
 * @param {HTMLElement} place
 * @param {...Node} content
 */
export function replaceKeepingFocus(place, ...content) {
  const held = place.contains(document.activeElement)
    ? document.activeElement?.getAttribute('data-testid') : null;
  place.replaceChildren(...content);
  if (held) {
    const again = /** @type {HTMLElement | null} */ (
      place.querySelector(`[data-testid="${CSS.escape(held)}"]`));
    again?.focus({ preventScroll: true });
  }
}
