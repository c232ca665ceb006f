/** What the page of a material shows, as its URL says it. */

import { readZero } from '../../spectra/zero.js';
import { materialUrl } from '../../router.js';

/**
 * @typedef {object} MaterialState
 * @property {string} operator empty: what the server thinks best
 * @property {import('../../spectra/zero.js').Zero} zero
 * @property {string} kind of fingerprints; empty: the first
 * @property {string} metric empty: the usual one of the kind
 * @property {number} k neighbours
 * @property {string} where which may be neighbours
 * @property {number} cells along each axis
 * @property {import('../../components/structure-view.js').Drawing} drawing
 */

/** @type {MaterialState} */
const USUAL = {
  operator: '', zero: 'fermi', kind: '', metric: '', k: 10, where: '', cells: 1, drawing: 'balls',
};

export const MOST_NEIGHBOURS = 200;

/** @param {URLSearchParams} query @returns {MaterialState} */
export function readMaterialState(query) {
  const drawing = query.get('drawing');
  return {
    operator: query.get('operator') ?? '',
    zero: readZero(query.get('zero')),
    kind: query.get('kind') ?? '',
    metric: query.get('metric') ?? '',
    k: whole(query.get('k'), USUAL.k, MOST_NEIGHBOURS),
    where: query.get('where') ?? '',
    cells: whole(query.get('cells'), 1, 3),
    drawing: drawing === 'filled' || drawing === 'sticks' ? drawing : 'balls',
  };
}

/** @param {string | null} text @param {number} usual @param {number} most */
function whole(text, usual, most) {
  const n = Math.floor(Number(text ?? usual));
  return n >= 1 ? Math.min(n, most) : usual;
}

/** @param {string} id @param {MaterialState} state */
export function materialStateUrl(id, state) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== /** @type {any} */ (USUAL)[name]) {
      query.set(name, String(value));
    }
  }
  const text = query.toString();
  return materialUrl(id) + (text ? `?${text}` : '');
}
