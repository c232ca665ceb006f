/** Formulas and space groups as elements. */

import { h } from './element.js';
import { formulaRuns, spaceGroupRuns } from '../notation/formula.js';

/** @param {string | null | undefined} text a formula, or nothing */
export function formula(text) {
  return text
    ? h('span', { class: 'formula' }, formulaRuns(text).map(run => run.style === 'plain'
      ? run.text
      : h(run.style === 'sub' ? 'sub' : 'sup', {}, run.text)))
    : h('span', { class: 'muted' }, '—');
}

/**
 * @param {string | null | undefined} symbol
 * @param {number | null} [number] in the International Tables
 */
export function spaceGroup(symbol, number) {
  if (!symbol) {
    return h('span', { class: 'muted' }, number ? `No. ${number}` : '—');
  }
  const spoken = symbol.replace(/-(\d)/g, '$1 bar').replace(/_/g, ' sub ');
  return h('span', { class: 'space-group', title: number ? `No. ${number}` : null },
    h('span', { class: 'visually-hidden' }, spoken),
    h('span', { 'aria-hidden': 'true' }, spaceGroupRuns(symbol).map(run =>
      run.style === 'letter' ? h('i', {}, run.text)
        : run.style === 'bar' ? h('span', { class: 'overbar' }, run.text)
          : run.style === 'sub' ? h('sub', {}, run.text) : run.text)));
}
