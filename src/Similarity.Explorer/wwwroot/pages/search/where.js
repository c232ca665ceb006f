/** One filter from what was typed and what was picked. */

/**
 * @param {import('./state.js').SearchState} state
 * @returns {string} empty where everything is meant
 */
export function where(state) {
  const picked = [
    ...elements(state),
    ...interval('gap_ev', state.gap),
    ...interval('nsites', state.sites),
  ];
  const typed = state.q.trim();
  if (!typed) {
    return picked.join(' and ');
  }
  return picked.length === 0 ? typed : [`(${typed})`, ...picked].join(' and ');
}

/** @param {import('./state.js').SearchState} state */
function elements({ elements, without, mode }) {
  const parts = [];
  if (elements.length === 1 && (mode === 'all' || mode === 'any')) {
    parts.push(`elements has ${elements[0]}`);
  } else if (elements.length > 0) {
    parts.push(`elements has ${mode} (${elements.join(', ')})`);
  }
  if (without.length === 1) {
    parts.push(`not elements has ${without[0]}`);
  } else if (without.length > 1) {
    parts.push(`not elements has any (${without.join(', ')})`);
  }
  return parts;
}

/** @param {string} name @param {import('./state.js').Range} range */
function interval(name, [from, to]) {
  if (from !== null && to !== null) {
    return [`${name} between ${from} and ${to}`];
  }
  return from !== null ? [`${name} >= ${from}`] : to !== null ? [`${name} <= ${to}`] : [];
}

/** The same in a shell. @param {string} filter */
export function shellQuoted(filter) {
  return `'${filter.replaceAll("'", "'\\''")}'`;
}
