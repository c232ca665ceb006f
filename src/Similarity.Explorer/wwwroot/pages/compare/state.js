/** What the comparison shows, as its URL says it. */

import { readZero } from '../../spectra/zero.js';

/**
 * @typedef {object} CompareState
 * @property {string[]} ids
 * @property {import('../../spectra/zero.js').Zero} zero
 * @property {'cell' | 'site'} per
 * @property {string} kind of the distances; empty: the first
 * @property {string} metric
 */

/** @param {URLSearchParams} query @returns {CompareState} */
export function readCompareState(query) {
  return {
    ids: [...new Set((query.get('ids') ?? '').split(',').filter(Boolean).map(decode))],
    zero: readZero(query.get('zero')),
    per: query.get('per') === 'cell' ? 'cell' : 'site',
    kind: query.get('kind') ?? '',
    metric: query.get('metric') ?? '',
  };
}

/** Commas part the ids, so those within an id are written as %2C once more. @param {string} id */
function decode(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** @param {CompareState} state */
export function compareStateUrl({ ids, zero, per, kind, metric }) {
  const parts = [`ids=${ids.map(id => encodeURIComponent(encode(id))).join(',')}`];
  /** @param {string} name @param {string} value @param {string} usual */
  const add = (name, value, usual) =>
    value !== usual && parts.push(`${name}=${encodeURIComponent(value)}`);
  add('zero', zero, 'fermi');
  add('per', per, 'site');
  add('kind', kind, '');
  add('metric', metric, '');
  return ids.length > 0 ? `/compare?${parts.join('&')}` : '/compare';
}

/** @param {string} id */
function encode(id) {
  return id.replaceAll('%', '%25').replaceAll(',', '%2C');
}
