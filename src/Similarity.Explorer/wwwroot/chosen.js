/** The materials chosen for comparison: kept while the tab is open, whatever page is shown. */

const KEY = 'chosen';

/** More curves than this cannot be told apart. */
export const MOST_CHOSEN = 8;

/** @type {string[]} */
let ids = read();

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(id => typeof id === 'string') : [];
  } catch {
    return []; // storage is closed to this page, or holds what is none of ours
  }
}

export function chosenIds() {
  return [...ids];
}

/** @param {string} id */
export function isChosen(id) {
  return ids.includes(id);
}

/**
 * @param {string} id
 * @param {boolean} on
 * @returns {boolean} false where no more can be chosen
 */
export function choose(id, on) {
  if (on && !ids.includes(id) && ids.length >= MOST_CHOSEN) {
    return false;
  }
  setChosen(on ? [...new Set([...ids, id])] : ids.filter(other => other !== id));
  return true;
}

/** @param {string[]} list */
export function setChosen(list) {
  ids = list;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch (error) {
    console.info('The choice lasts for this page only:', /** @type {Error} */ (error).message);
  }
  document.dispatchEvent(new CustomEvent('chosenchange'));
}
