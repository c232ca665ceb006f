/** What stands where content is not: waiting, nothing found, failed. */

import { h } from './element.js';

/** Grey lines in the shape of a page. */
export function pageSkeleton() {
  return h('div', { class: 'page skeleton-page', 'aria-busy': 'true' },
    h('span', { class: 'visually-hidden' }, 'Loading'),
    h('div', { class: 'skeleton', style: { width: '18rem', height: '2rem' } }),
    h('div', { class: 'skeleton', style: { height: '3rem' } }),
    skeleton(10));
}

/**
 * @param {number} lines
 * @param {string} [height] of a line
 */
export function skeleton(lines, height = '1.5rem') {
  return h('div', { class: 'skeletons', 'aria-hidden': 'true' },
    Array.from({ length: lines }, () => h('div', { class: 'skeleton', style: { height } })));
}

/** A block as large as what will stand there. @param {string} [what] */
export function blockSkeleton(what = 'Loading') {
  return h('div', { class: 'skeleton skeleton-block', 'aria-busy': 'true' },
    h('span', { class: 'visually-hidden' }, what));
}

/**
 * @param {string} title
 * @param {...any} more what one can do about it
 */
export function emptyState(title, ...more) {
  return h('div', { class: 'empty', 'data-testid': 'empty' },
    h('p', { class: 'empty-title' }, title), more.length ? h('div', {}, ...more) : null);
}

/**
 * A whole page that failed.
 * @param {any} error
 * @param {{ retry?: () => void }} [options]
 */
export function errorState(error, { retry } = {}) {
  const missing = error.status === 404;
  return h('div', { class: 'page' },
    h('div', { class: 'empty', role: 'alert', 'data-testid': 'error' },
      h('h1', {}, missing ? 'Not found' : error.title || 'This did not work'),
      h('p', {}, error.message),
      h('p', { class: 'buttons' },
        retry && !missing
          ? h('button', { type: 'button', class: 'button primary', onclick: retry }, 'Try again')
          : null,
        h('a', { class: 'button', href: '/' }, 'To the search'))));
}

/**
 * A part of a page that failed; quieter where it cannot be had at all.
 * @param {any} error `refused` where nobody failed
 * @param {string} [what]
 */
export function partError(error, what) {
  const refused = error.refused || error.status === 404 || error.status === 422;
  return h('div', { class: ['part-error', refused && 'refused'], role: refused ? null : 'alert' },
    what ? h('strong', {}, what) : null, h('span', {}, error.message));
}
