/** The tree of polymorphs: which structures of a set are alike, and how alike. */

import { blockSkeleton, emptyState, partError } from '../components/states.js';
import { h } from '../components/element.js';
import { significant } from '../notation/numbers.js';
import { formulaText } from '../notation/formula.js';
import { materialUrl } from '../router.js';
import { colour, theme } from '../theme.js';
import { rangeFor } from './drawing/colour.js';
import { download } from './drawing/csv.js';
import { addressWith, button, choice, later, replaceKeepingFocus } from './drawing/dom.js';
import { fullestKind } from './map/state.js';
import { whereField } from './drawing/where-field.js';
import { clusterList } from './dendrogram/clusters.js';
import { columnWidth, labelWidthOf, rowHeight, treePicture } from './dendrogram/drawing.js';
import { svgFile } from './dendrogram/export.js';
import { HeatMap } from './dendrogram/heat-map.js';
import {
  clusterOfNodes, cutAt, families, labelHues, layOut, offDiagonal, tallest, usualFamily,
} from './dendrogram/tree.js';

export const title = 'Polymorphs';

const LINKAGES = ['average', 'complete', 'single'].map(value => ({ value, text: value }));
const PAGE = 500;
const PAGES = 4;

/** Pixels; the edges are those of the page and of the card. */
const WIDEST_TREE = 460, LEAST_TREE = 240, EDGES = 90;

/**
 * @param {HTMLElement} root
 * @param {any} context of the shell
 */
export async function render(root, { query, navigate, api, signal }) {
  const info = await api.info();
  if (info.kinds.length === 0) {
    root.append(h('h1', {}, title), emptyState('This database has no fingerprints.'));
    return undefined;
  }
  const page = new TreePage(root, info, navigate, api, signal);
  page.families = await familiesOf(api);
  await page.show(query);
  return { update: next => page.show(next.query) };
}

/** Formulas of several materials, among the first 2,000 by formula. */
async function familiesOf(api) {
  const items = [];
  for (let page = 0; page < PAGES; page++) {
    const part = await api.get('materials', { sort: 'formula', offset: page * PAGE, limit: PAGE });
    items.push(...part.items);
    if (items.length >= part.total) break;
  }
  return families(items);
}

class TreePage {
  constructor(root, info, navigate, api, signal) {
    Object.assign(this, { root, info, navigate, api, signal });
    this.asked = null;
    this.controls = h('div', {});
    this.body = h('div', { class: 'tree-body' });
    root.append(h('h1', {}, title), this.controls, this.body);
    document.addEventListener('themechange', () => this.data && this.#draw(), { signal });
    this.keepCut = later(200, signal, cut => {
      const url = addressWith('/dendrogram', this.query, { cut: Number(cut.toPrecision(4)) });
      this.query = new URL(url, location.href).searchParams;
      this.navigate(url, { replace: true });
    });
  }

  #state(query) {
    const kind = this.info.kinds.find(one => one.name === query.get('kind'))
      ?? fullestKind(this.info);
    const usual = usualFamily(this.families);
    const given = query.get('where') || query.get('ids');
    return {
      kind: kind.name, metrics: kind.metrics,
      metric: kind.metrics.includes(query.get('metric')) ? query.get('metric') : kind.metric,
      linkage: LINKAGES.some(one => one.value === query.get('linkage'))
        ? query.get('linkage') : 'average',
      ids: query.get('ids') ?? '',
      where: query.get('ids') ? ''
        : query.get('where') || (usual && !given ? `formula = "${usual.formula}"` : ''),
      cut: query.has('cut') && Number.isFinite(Number(query.get('cut')))
        ? Number(query.get('cut')) : null,
    };
  }

  async show(query) {
    this.query = query;
    this.state = this.#state(query);
    replaceKeepingFocus(this.controls, this.#controls());
    const { kind, metric, linkage, ids, where } = this.state;
    if (!ids && !where) {
      this.body.replaceChildren(emptyState('Which materials?',
        h('p', {}, 'Choose a formula, or write a filter that at most 400 materials pass.')));
      return;
    }
    const asked = { kind, metric, linkage, ids, where };
    const key = JSON.stringify(asked);
    if (key !== this.asked) {
      this.asked = key;
      this.data = null;
      this.body.replaceChildren(blockSkeleton('Comparing'));
      try {
        const data = await this.api.get('dendrogram', asked);
        if (this.asked !== key) return;
        this.formulas = data.labels.map(label => label.split(' ')[0]);
        this.data = { ...data, labels: data.labels.map(printedLabel) };
      } catch (error) {
        if (this.asked === key && !this.signal.aborted) {
          this.body.replaceChildren(partError(error, 'There is no tree.'));
        }
        return;
      }
    }
    this.#draw();
  }

  #go(changes) {
    this.navigate(addressWith('/dendrogram', this.query, changes));
  }

  #controls() {
    const { state } = this;
    // A dot product is no distance, and a tree needs one.
    const metrics = state.metrics.filter(one => one !== 'dot')
      .map(value => ({ value, text: value }));
    const family = /^formula = "([^"]+)"$/.exec(state.where)?.[1] ?? '';
    const known = this.families.some(one => one.formula === family);
    return h('div', { class: 'view-controls' },
      choice('Formula', [
        { value: '', text: known ? 'any other' : 'by filter' },
        ...this.families.slice(0, 400).map(one =>
          ({ value: one.formula, text: `${formulaText(one.formula)} (${one.count})` })),
      ], known ? family : '', formula => formula && this.#go({
        where: `formula = "${formula}"`, ids: null, cut: null,
      }), 'tree-family'),
      choice('Fingerprint', this.info.kinds.map(kind => ({ value: kind.name, text: kind.name })),
        state.kind, kind => this.#go({ kind, metric: null, cut: null }), 'tree-kind'),
      choice('Metric', metrics, state.metric,
        metric => this.#go({ metric, cut: null }), 'tree-metric'),
      choice('Linkage', LINKAGES, state.linkage,
        linkage => this.#go({ linkage, cut: null }), 'tree-linkage'),
      whereField(state.where, this.api, where => this.#go({ where, ids: null, cut: null })));
  }

  #draw() {
    const { data } = this;
    const top = tallest(data.merges);
    const cut = Math.min(top, this.state.cut ?? 0.7 * top);
    const row = rowHeight(data.order.length);
    const bounds = offDiagonal(data.matrix);
    const said = h('output', { class: 'muted tree-said', 'aria-live': 'polite' },
      'Bright cells are far apart. Point at one to read its distance.');
    const usual = said.textContent;
    const room = this.#roomBeside(labelWidthOf(data.labels, row)) - LEAST_TREE;
    const column = columnWidth(data.order.length, row, room);
    this.heat = new HeatMap({ ...data, ...bounds, row, column },
      (a, b, text) => { said.textContent = text || usual; });
    this.heat.paint(rangeFor(theme()));
    this.tree = h('div', { class: 'tree-box' });
    this.clusters = h('div', {});
    const slider = h('input', {
      type: 'range', min: 0, max: top, step: top / 500 || 1, value: cut, 'data-testid': 'cut',
      'aria-label': 'Height of the cut', oninput: () => this.#cut(Number(slider.value), true),
    });
    this.cutValue = h('output', { class: 'number', 'data-testid': 'cut-value' });
    this.body.replaceChildren(
      h('div', { class: 'card' },
        h('div', { class: 'card-head' },
          h('div', { class: 'tree-cut-field' }, h('span', { 'aria-hidden': 'true' }, 'Cut at'),
            slider, this.cutValue),
          button('Save SVG', () => this.#save(), { 'data-testid': 'tree-svg' })),
        h('div', { class: 'tree-scroll', tabindex: '0', role: 'region',
          'aria-label': 'Tree and distances' }, this.tree, this.heat.element),
        said),
      h('div', { class: 'card' }, this.clusters));
    this.#cut(cut);
  }

  #cut(cut, keep = false) {
    const { data } = this;
    const clusters = cutAt(data.merges, data.order, cut);
    const of = clusterOfNodes(data.merges, clusters, cut);
    const hue = index => colour(`--series-${index % 8 + 1}`);
    const hues = labelHues(this.formulas, of);
    const row = rowHeight(data.order.length);
    const labelWidth = labelWidthOf(data.labels, row);
    this.drawing = {
      ...data, nodes: layOut(data.merges, data.order), cut, row, labelWidth,
      width: this.#treeWidth(labelWidth),
      nodeColours: Array.from(of, index => index < 0 ? colour('--text-muted') : hue(index)),
      labelColours: hues.map(index => index < 0 ? colour('--text') : hue(index)),
      colours: { text: colour('--text'), muted: colour('--text-muted'), rule: colour('--grid'),
        accent: colour('--danger') },
      link: materialUrl,
    };
    this.cutValue.textContent = `${significant(cut, 3)} · ${clusters.length} groups`;
    this.tree.replaceChildren(treePicture(this.drawing));
    this.clusters.replaceChildren(clusterList(clusters, data, hue));
    if (keep) {
      this.state.cut = cut;
      this.keepCut(cut);
    }
  }

  /** What names and matrix leave of the card; where that is too little, one scrolls to them. */
  #treeWidth(labelWidth) {
    const left = this.#roomBeside(labelWidth) - this.heat.width;
    return Math.min(WIDEST_TREE, left >= LEAST_TREE ? left : this.root.clientWidth * 0.6);
  }

  /** What names leave of the card. */
  #roomBeside(labelWidth) {
    return this.root.clientWidth - EDGES - labelWidth;
  }

  #save() {
    download('dendrogram.svg', svgFile(this.drawing, this.heat), 'image/svg+xml');
  }
}

/** A label begins with the formula. @param {string} label */
function printedLabel(label) {
  const [formula, ...rest] = label.split(' ');
  return rest.length === 0 ? label : [formulaText(formula), ...rest].join(' ');
}
