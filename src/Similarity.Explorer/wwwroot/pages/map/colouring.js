/**
 * Values of materials as colours of points, and what a legend says about them.
 */

import { packed, scaleTable } from '../drawing/colour.js';

/** As many categories have colours of their own; the rest share one. */
export const MOST_CATEGORIES = 7;

/**
 * Colours of numbers. The scale spans the 1st to the 99th percentile, so that one outlier does not
 * take all colour from the others.
 * @param {Float32Array} values NaN where unknown
 * @param {{scale: string, range: [number, number], missing: number[]}} style
 */
export function colourNumbers(values, { scale, range, missing }) {
  const [low, high] = spread(values);
  const table = Uint32Array.from(scaleTable(scale, 256, range), packed);
  const none = packed(missing);
  const factor = high > low ? 255 / (high - low) : 0;
  const colours = new Uint32Array(values.length);
  let unknown = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) {
      colours[i] = none;
      unknown++;
    } else {
      const at = factor === 0 ? 128 : Math.round((values[i] - low) * factor);
      colours[i] = table[Math.min(255, Math.max(0, at))];
    }
  }
  return { kind: 'number', colours, order: unknownFirst(colours, none), low, high, unknown };
}

/** 1st and 99th percentile of the known; all of them where these coincide. */
export function spread(values) {
  const known = values.filter(v => !Number.isNaN(v)).sort();
  if (known.length === 0) return [NaN, NaN];
  const at = share => known[Math.round(share * (known.length - 1))];
  return at(0.99) > at(0.01) ? [at(0.01), at(0.99)] : [known[0], known.at(-1)];
}

/**
 * Colours of categories: the most frequent have one each.
 * @param {{categories: string[], codes: number[]}} text a code below 0 is unknown
 * @param {{hues: number[][], other: number[], missing: number[]}} style
 */
export function colourCategories({ categories, codes }, { hues, other, missing }) {
  const frequency = new Array(categories.length).fill(0);
  let unknown = 0;
  for (const code of codes) {
    if (isKnown(code, categories)) frequency[code]++;
    else unknown++;
  }
  const ranked = frequency.map((n, code) => ({ code, n, name: categories[code] }))
    .filter(entry => entry.n > 0)
    .sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
  const own = ranked.slice(0, Math.min(hues.length, MOST_CATEGORIES));
  const colourOf = new Uint32Array(categories.length).fill(packed(other));
  own.forEach((entry, i) => { colourOf[entry.code] = packed(hues[i]); });
  const none = packed(missing);
  const colours = Uint32Array.from(codes, c => isKnown(c, categories) ? colourOf[c] : none);
  return {
    kind: 'text', colours, order: unknownFirst(colours, none, packed(other)), unknown,
    entries: own.map((entry, i) => ({ name: entry.name, count: entry.n, colour: hues[i] })),
    others: ranked.slice(own.length).reduce((sum, entry) => sum + entry.n, 0),
    otherNames: Math.max(0, ranked.length - own.length),
  };
}

function isKnown(code, categories) {
  return Number.isInteger(code) && code >= 0 && code < categories.length;
}

/** The order of drawing: what has no colour lies below what has. */
function unknownFirst(colours, ...faint) {
  const order = new Uint32Array(colours.length);
  let next = 0;
  for (const pass of [...new Set(faint), null]) {
    for (let i = 0; i < colours.length; i++) {
      if (pass === null ? !faint.includes(colours[i]) : colours[i] === pass) order[next++] = i;
    }
  }
  return order;
}

/** Colours where only some points are chosen: the others are as faint as the ground allows. */
export function emphasised(colours, chosen, faint) {
  const result = new Uint32Array(colours.length).fill(packed(faint));
  for (const i of chosen) result[i] = colours[i];
  return result;
}
