/** What the search page shows, as its URL says it. */

/** @typedef {'all' | 'any' | 'only' | 'exactly'} ElementsMode */

/**
 * @typedef {object} SearchState
 * @property {string} q the filter as typed
 * @property {string[]} elements that are wanted
 * @property {string[]} without elements that are not
 * @property {ElementsMode} mode how the wanted ones are meant
 * @property {Range} gap in eV
 * @property {Range} sites
 * @property {string} sort a property
 * @property {'asc' | 'desc'} order
 * @property {number} offset
 * @property {string[] | null} columns null: the usual ones
 * @property {string} found stands for what a file found, in the tab where it was dropped
 *
 * @typedef {[number | null, number | null]} Range either end may be open
 */

export const MODES = /** @type {ElementsMode[]} */ (['all', 'any', 'only', 'exactly']);

/** @param {URLSearchParams} query @returns {SearchState} */
export function readState(query) {
  const mode = /** @type {ElementsMode} */ (query.get('mode') ?? 'all');
  const columns = query.get('columns');
  return {
    q: query.get('q') ?? '',
    elements: list(query.get('elements')),
    without: list(query.get('without')),
    mode: MODES.includes(mode) ? mode : 'all',
    gap: range(query.get('gap')),
    sites: range(query.get('sites')),
    sort: query.get('sort') ?? 'id',
    order: query.get('order') === 'desc' ? 'desc' : 'asc',
    offset: Math.max(0, Math.floor(Number(query.get('offset'))) || 0),
    columns: columns === null ? null : list(columns),
    found: query.get('found') ?? '',
  };
}

/**
 * The URL of a state; what is as usual is left out.
 * @param {SearchState} state
 */
export function searchUrl(state) {
  const query = new URLSearchParams();
  /** @param {string} name @param {string} value */
  const set = (name, value) => value && query.set(name, value);
  set('q', state.q.trim());
  set('elements', state.elements.join(','));
  set('without', state.without.join(','));
  set('mode', state.mode === 'all' ? '' : state.mode);
  set('gap', rangeText(state.gap));
  set('sites', rangeText(state.sites));
  set('sort', state.sort === 'id' ? '' : state.sort);
  set('order', state.order === 'asc' ? '' : state.order);
  set('offset', state.offset ? String(state.offset) : '');
  if (state.columns) {
    query.set('columns', state.columns.join(','));
  }
  set('found', state.found);
  const text = query.toString().replaceAll('%2C', ',');
  return text ? `/?${text}` : '/';
}

/** @param {string | null} text */
function list(text) {
  return text ? text.split(',').filter(Boolean) : [];
}

/** "1..3", "..3", "1.." @param {string | null} text @returns {Range} */
function range(text) {
  const ends = /^(.*?)\.\.(.*)$/.exec(text ?? '');
  return ends ? [end(ends[1]), end(ends[2])] : [null, null];
}

/** @param {string} text */
function end(text) {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
}

/** @param {Range} range */
function rangeText([from, to]) {
  return from === null && to === null ? '' : `${from ?? ''}..${to ?? ''}`;
}
