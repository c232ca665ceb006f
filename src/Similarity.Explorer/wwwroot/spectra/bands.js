/** Bands as one broken line per spin, which is drawn at once however many they are. */

import { pointText } from '../notation/formula.js';

/**
 * @typedef {object} Bands as the server sends them
 * @property {number[]} x along the path
 * @property {{ x: number, label: string }[]} labels
 * @property {number[]} breaks indices of points at which the path begins anew
 * @property {number[][][]} bands_eV by spin, band and point
 */

/**
 * @param {Bands} bands
 * @param {number} spin
 * @param {number} zero in eV
 * @returns {{ x: (number | null)[], y: (number | null)[] }} bands one after another, null between
 */
export function bandLine(bands, spin, zero) {
  const cut = new Set(bands.breaks ?? []);
  /** @type {(number | null)[]} */
  const x = [];
  /** @type {(number | null)[]} */
  const y = [];
  for (const band of bands.bands_eV[spin]) {
    band.forEach((energy, k) => {
      if (cut.has(k)) {
        x.push(null);
        y.push(null);
      }
      x.push(bands.x[k]);
      y.push(energy - zero);
    });
    x.push(null);
    y.push(null);
  }
  return { x, y };
}

/**
 * Ticks at the special points; two names at one place become "X|K".
 * @param {{ x: number, label: string }[]} labels
 * @returns {{ values: number[], texts: string[] }}
 */
export function pathTicks(labels) {
  /** @type {number[]} */
  const values = [];
  /** @type {string[]} */
  const texts = [];
  const extent = labels.length > 0 ? Math.abs(labels[labels.length - 1].x - labels[0].x) : 0;
  for (const { x, label } of labels) {
    const text = pointText(label);
    const last = values.length - 1;
    if (last >= 0 && Math.abs(values[last] - x) <= 1e-9 * extent) {
      if (texts[last] !== text) {
        texts[last] += `|${text}`;
      }
    } else {
      values.push(x);
      texts.push(text);
    }
  }
  return { values, texts };
}

/**
 * Names that would stand in one another give way to the one before; their lines stay.
 * @param {{ values: number[], texts: string[] }} ticks
 * @param {number} letter its width as a share of the path
 * @returns {string[]}
 */
export function readableTexts({ values, texts }, letter) {
  const extent = values.length > 0 ? values[values.length - 1] - values[0] : 0;
  let free = -Infinity;
  return texts.map((text, i) => {
    const half = (text.length + 1) / 2 * letter * extent;
    if (values[i] - half < free) {
      return '';
    }
    free = values[i] + half;
    return text;
  });
}
