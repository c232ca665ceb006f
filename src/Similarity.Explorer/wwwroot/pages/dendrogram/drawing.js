/** A tree with its labels and its axis as SVG. */

import { svg } from '../../components/element.js';
import { significant } from '../../notation/numbers.js';
import { ticks } from '../drawing/ticks.js';

export const AXIS = 44;
const PAD = 10;

/** What a pointer can still tell from its neighbours. */
const LEAST_COLUMN = 12;

/**
 * @typedef {object} Drawing
 * @property {import('./tree.js').Node[]} nodes
 * @property {number[]} order
 * @property {string[]} labels
 * @property {string[]} ids
 * @property {string[]} nodeColours of leaves, then mergers
 * @property {string[]} labelColours of leaves
 * @property {number} cut
 * @property {number} row     height of a leaf
 * @property {number} width   of the tree
 * @property {number} labelWidth
 * @property {{ text: string, muted: string, rule: string, accent: string }} colours
 * @property {(id: string) => string} [link] where a label leads
 * @property {(leaf: number) => void} [hover] −1: none
 */

/** @param {Drawing} drawing */
export function treePicture(drawing) {
  const { nodes, order, row, width, labelWidth, colours } = drawing;
  const n = order.length;
  const height = n * row;
  const top = nodes.length > n ? Math.max(...nodes.slice(n).map(node => node.height)) : 1;
  const span = top > 0 ? top * 1.02 : 1;
  // The root stands at the left and the leaves at the right, beside their names.
  const x = value => PAD + (1 - value / span) * (width - 2 * PAD);
  const y = at => (at + 0.5) * row;
  return svg('svg', {
    xmlns: 'http://www.w3.org/2000/svg', width: width + labelWidth, height: height + AXIS,
    viewBox: `0 0 ${width + labelWidth} ${height + AXIS}`, class: 'tree',
    'data-testid': 'tree', role: 'group', 'aria-label': `Tree of ${n} materials`,
    'font-family': 'system-ui, sans-serif', 'font-size': Math.min(13, row * 0.72),
  },
  axis(x, span, height, colours),
  nodes.slice(n).map((node, m) => branch(node, n + m, drawing, x, y)),
  svg('line', {
    class: 'tree-cut', 'data-testid': 'tree-cut', x1: x(drawing.cut), x2: x(drawing.cut), y1: 0,
    y2: height, stroke: colours.accent, 'stroke-width': 1.5, 'stroke-dasharray': '5 4',
  }),
  order.map((leaf, place) => label(leaf, y(place), drawing)));
}

function branch(node, index, drawing, x, y) {
  const { nodes, nodeColours } = drawing;
  const [left, right] = [nodes[node.left], nodes[node.right]];
  const arm = child => `M${x(nodes[child].height)} ${y(nodes[child].at)}H${x(node.height)}`;
  return svg('g', { fill: 'none', 'stroke-width': 1.5, 'stroke-linecap': 'round' },
    svg('path', {
      d: `${arm(node.left)}${arm(node.right)}M${x(node.height)} ${y(left.at)}V${y(right.at)}`,
      stroke: nodeColours[index],
    }, svg('title', {}, `joined at ${significant(node.height)}`)));
}

function label(leaf, y, drawing) {
  const { labels, ids, labelColours, width, labelWidth, row, colours, link, hover } = drawing;
  const text = svg('text', {
    x: width + 8, y, 'dominant-baseline': 'central', fill: labelColours[leaf] ?? colours.text,
  }, labels[leaf]);
  const content = link && row >= TARGET
    ? svg('a', { href: link(ids[leaf]), 'data-testid': 'tree-leaf' },
      // The area that is hit is the whole row.
      svg('rect', { x: width, y: y - row / 2, width: labelWidth, height: row,
        fill: 'transparent' }), text)
    : text;
  if (hover) {
    content.addEventListener('mouseenter', () => hover(leaf));
    content.addEventListener('mouseleave', () => hover(-1));
    content.addEventListener('focus', () => hover(leaf));
    content.addEventListener('blur', () => hover(-1));
  }
  return content;
}

function axis(x, span, height, { muted, rule }) {
  return svg('g', { 'font-size': 11.5 }, ticks(0, span, 5).map(value => svg('g', {},
    svg('line', { x1: x(value), x2: x(value), y1: 0, y2: height + 4, stroke: rule }),
    svg('text', { x: x(value), y: height + 18, 'text-anchor': 'middle', fill: muted },
      significant(value, 3)))),
  svg('text', { x: x(span / 2), y: height + 36, 'text-anchor': 'middle', fill: muted },
    'distance'));
}

/** How long the longest label is, about. */
export function labelWidthOf(labels, row) {
  const size = Math.min(13, row * 0.72);
  return Math.ceil(Math.max(...labels.map(text => text.length), 4) * size * 0.6) + 18;
}

/** Of what a finger can hit; lower rows have names that lead nowhere, as the list below does. */
export const TARGET = 24;

/**
 * Cells are as wide as high where the window has room, so that the matrix is seen whole.
 * @param {number} n cells of a row
 * @param {number} row
 * @param {number} room in pixels
 */
export function columnWidth(n, row, room) {
  return Math.max(Math.min(row, LEAST_COLUMN), Math.min(row, Math.floor(room / n)));
}

/** Leaves are as high as can be hit, and lower where there are hundreds. */
export function rowHeight(n) {
  return n <= 60 ? TARGET : n <= 150 ? 14 : 10;
}
