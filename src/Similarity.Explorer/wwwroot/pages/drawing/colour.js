/**
 * Colours for numbers and for categories.
 *
 * Scales are perceptual: lightness rises evenly from end to end, so that equal steps of a value
 * look equal, in print without colour and to colour-blind eyes too. Between their stops they are
 * mixed in OKLab (B. Ottosson, 2020), where straight lines are even steps to the eye.
 */

import { colour } from '../../theme.js';

/** Stops of viridis and cividis (S. van der Walt and N. Smith; J. Nuñez et al.; both CC0). */
const STOPS = {
  viridis: ['#440154', '#482878', '#3e4989', '#31688e', '#26828e', '#1f9e89', '#35b779',
    '#6ece58', '#b5de2b', '#fde725'],
  cividis: ['#00204d', '#00336f', '#39486b', '#575d6d', '#707173', '#8a8779', '#a69d75',
    '#c4b56c', '#e4cf5b', '#ffea46'],
};

/**
 * Seven hues that remain apart for colour-blind eyes (Okabe and Ito, 2008). Their yellow is lost on
 * white, their black on black; indigo stands for both there.
 * @param {'light' | 'dark'} theme
 */
export function hues(theme) {
  return ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00',
    theme === 'dark' ? '#f0e442' : '#332288'].map(rgbOf);
}

export const SCALES = Object.keys(STOPS);

/** "#rrggbb" → [r, g, b] of 0 to 255. */
export function rgbOf(hex) {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [value >> 16 & 255, value >> 8 & 255, value & 255];
}

/** [r, g, b] → "#rrggbb". */
export function hexOf([r, g, b]) {
  return '#' + [r, g, b].map(v => Math.round(v).toString(16).padStart(2, '0')).join('');
}

function toLinear(v) {
  const c = v / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function fromLinear(c) {
  const v = c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055;
  return Math.min(255, Math.max(0, v * 255));
}

/** [r, g, b] → [L, a, b] of OKLab; L is 0 for black and 1 for white. */
export function oklab([red, green, blue]) {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
  ];
}

/** The inverse of {@link oklab}. */
export function rgbOfOklab([L, a, b]) {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.2914855480 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
  ];
}

/** A colour between two, `t` from 0 to 1, straight in OKLab. */
export function mix(first, second, t) {
  const [p, q] = [oklab(first), oklab(second)];
  return rgbOfOklab(p.map((v, i) => v + (q[i] - v) * t));
}

/**
 * A scale as a table of colours.
 * @param {string} name one of {@link SCALES}
 * @param {number} length
 * @param {[number, number]} range the part of the scale that is used: on white the brightest end
 *   would be lost, on black the darkest
 * @returns {Array<[number, number, number]>}
 */
export function scaleTable(name, length = 256, [low, high] = [0, 1]) {
  const stops = (STOPS[name] ?? STOPS.viridis).map(rgbOf);
  return Array.from({ length }, (_, i) => {
    const at = (low + (high - low) * (length === 1 ? 0.5 : i / (length - 1)))
      * (stops.length - 1);
    const stop = Math.min(stops.length - 2, Math.floor(at));
    return mix(stops[stop], stops[stop + 1], at - stop);
  });
}

/** The part of a scale that stands out from the ground of a theme. */
export function rangeFor(theme) {
  return theme === 'dark' ? [0.16, 1] : [0, 0.92];
}

/** Opaque [r, g, b] as the little-endian number that a canvas keeps. */
export function packed([r, g, b]) {
  return (0xff000000 | Math.round(b) << 16 | Math.round(g) << 8 | Math.round(r)) >>> 0;
}

/** Relative luminance and contrast of WCAG 2. */
export function contrast(first, second) {
  const [p, q] = [first, second].map(([r, g, b]) =>
    0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b) + 0.05);
  return Math.max(p, q) / Math.min(p, q);
}

/**
 * A custom property of the style sheet as [r, g, b], in the theme of now.
 * @param {string} name such as "--accent"
 */
export function token(name) {
  const context = document.createElement('canvas').getContext('2d');
  context.fillStyle = colour(name);
  return rgbOf(context.fillStyle);
}
