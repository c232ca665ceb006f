/** Where structures and calculations are dropped to be imported. */

import { h } from '../../components/element.js';
import { bytes, plural } from '../../notation/numbers.js';
import { catchDrops } from '../search/file-search.js';

/**
 * @param {{ info: any, signal: AbortSignal,
 *   onImport: (files: File[], kinds: string[]) => Promise<void> }} context
 */
export function dropZone({ info, signal, onImport }) {
  const input = h('input', { type: 'file', multiple: true, class: 'visually-hidden', tabindex: '-1',
    'aria-label': 'Files to import', 'data-testid': 'import-files',
    onchange: () => start([...input.files ?? []]) });
  const pick = h('button', { type: 'button', class: 'button primary', 'data-testid': 'import-pick',
    onclick: () => input.click() }, 'Choose files…');
  const kinds = info.kinds.map((/** @type {any} */ kind) => h('input', {
    type: 'checkbox', value: kind.name, checked: true,
  }));
  const words = h('p', { class: 'muted', role: 'status' });
  const zone = h('div', { class: 'drop', 'data-testid': 'drop' }, input,
    h('p', {}, h('strong', {}, 'Drop structures or calculations here'), h('br'),
      h('span', { class: 'muted' }, 'CIF, POSCAR, extended XYZ, vasprun.xml …; '
        + `at most ${bytes(info.limits.upload_bytes)} at once`)),
    pick,
    kinds.length > 0
      ? h('fieldset', { class: 'range kinds' }, h('legend', {}, 'Fingerprints to make'),
        kinds.map((/** @type {HTMLInputElement} */ box) =>
          h('label', { class: 'check' }, box, box.value)))
      : null,
    words);

  /** @param {File[]} files */
  async function start(files) {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    if (files.length === 0) {
      return;
    }
    if (size > info.limits.upload_bytes) {
      words.textContent = `${plural(files.length, 'file')} of ${bytes(size)} are more than the `
        + `server takes at once (${bytes(info.limits.upload_bytes)}).`;
      return;
    }
    pick.disabled = true;
    words.textContent = `Sending ${plural(files.length, 'file')}, ${bytes(size)} …`;
    try {
      await onImport(files, kinds
        .filter((/** @type {HTMLInputElement} */ box) => box.checked)
        .map((/** @type {HTMLInputElement} */ box) => box.value));
      words.textContent = '';
    } catch (error) {
      words.textContent = `Not imported: ${/** @type {Error} */ (error).message}`;
    } finally {
      pick.disabled = false;
      input.value = '';
    }
  }

  catchDrops(zone, signal, start);
  return zone;
}
