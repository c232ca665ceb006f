/** The nearest materials to a structure file that is dropped on the page or picked. */

import { h } from '../../components/element.js';
import { toast } from '../../components/toast.js';

/**
 * @typedef {object} Found
 * @property {string} name of the file
 * @property {any} answer of the server
 */

/** What files found is kept in the tab: they themselves are in no address. */
const KEPT = 'found:';

/** The oldest are forgotten. */
const MOST_KEPT = 8;

/** @param {Found} found @returns {string} the word of the address that stands for it */
export function keepFound(found) {
  const numbers = Object.keys(sessionStorage).filter(key => key.startsWith(KEPT))
    .map(key => Number(key.slice(KEPT.length))).sort((a, b) => a - b);
  const next = (numbers.at(-1) ?? 0) + 1;
  for (const old of numbers.slice(0, Math.max(0, numbers.length + 1 - MOST_KEPT))) {
    sessionStorage.removeItem(KEPT + old);
  }
  sessionStorage.setItem(KEPT + next, JSON.stringify(found));
  return String(next);
}

/** @param {string} word @returns {Found | null} null in another tab */
export function foundOf(word) {
  return JSON.parse(sessionStorage.getItem(KEPT + word) ?? 'null');
}

/**
 * @param {{
 *   api: import('../../api.js').Api, info: any, signal: AbortSignal,
 *   onFound: (found: Found) => void,
 * }} options
 */
export function fileSearch({ api, info, signal, onFound }) {
  const input = h('input', { type: 'file', class: 'visually-hidden', tabindex: '-1',
    'aria-label': 'Structure file', 'data-testid': 'search-file',
    onchange: () => input.files?.[0] && ask(input.files[0]) });
  const button = h('button', { type: 'button', class: 'button', 'data-testid': 'search-by-file',
    title: 'CIF, POSCAR, extended XYZ …; or drop it anywhere on this page',
    disabled: info.kinds.length === 0, onclick: () => input.click() }, 'Search by structure…');

  /** @param {File} file */
  async function ask(file) {
    const limit = info.limits?.upload_bytes ?? Infinity;
    if (file.size > limit) {
      toast(`${file.name} is larger than the server takes.`, { kind: 'danger' });
      return;
    }
    button.disabled = true;
    try {
      const form = new FormData();
      form.append('file', file, file.name);
      onFound({ name: file.name, answer: await api.post('neighbours', { k: 50 }, form) });
    } catch (error) {
      if (!signal.aborted) {
        toast(`${file.name}: ${/** @type {Error} */ (error).message}`, { kind: 'danger' });
      }
    } finally {
      button.disabled = false;
      input.value = '';
    }
  }

  catchDrops(document.body, signal, files => ask(files[0]));
  return h('span', {}, input, button);
}

/**
 * Files that are dropped on an element, which bears the class `over` while they hang above it.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 * @param {(files: File[]) => void} onDrop
 */
export function catchDrops(element, signal, onDrop) {
  let depth = 0;
  /** @param {DragEvent} event */
  const bearsFiles = event => event.dataTransfer?.types.includes('Files') ?? false;
  /** @param {number} change */
  const count = change => {
    depth = Math.max(0, depth + change);
    element.classList.toggle('over', depth > 0);
  };
  element.addEventListener('dragenter', event => bearsFiles(event) && count(1), { signal });
  element.addEventListener('dragleave', event => bearsFiles(event) && count(-1), { signal });
  element.addEventListener('dragover', event => {
    if (bearsFiles(event)) {
      event.preventDefault();
    }
  }, { signal });
  element.addEventListener('drop', event => {
    if (bearsFiles(event)) {
      event.preventDefault();
      count(-depth);
      const files = [...event.dataTransfer?.files ?? []];
      if (files.length > 0) {
        onDrop(files);
      }
    }
  }, { signal });
  signal.addEventListener('abort', () => count(-depth), { once: true });
}
