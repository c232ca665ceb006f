/** The map: all materials as points, alike ones near one another. */

import { blockSkeleton, emptyState, partError } from '../components/states.js';
import { formula } from '../components/notation.js';
import { h } from '../components/element.js';
import { count, plural, significant } from '../notation/numbers.js';
import { propertyLabel } from '../notation/property.js';
import { materialUrl } from '../router.js';
import { theme } from '../theme.js';
import { hues, mix, rangeFor, token } from './drawing/colour.js';
import { addressWith, button, later, replaceKeepingFocus } from './drawing/dom.js';
import { colourCategories, colourNumbers, emphasised } from './map/colouring.js';
import { mapControls, mapTools } from './map/controls.js';
import { legend } from './map/legend.js';
import { loadPoints, loadValues } from './map/loading.js';
import { formatPolygon } from './map/polygon.js';
import { selectionPanel } from './map/selection.js';
import { Stage } from './map/stage.js';
import { isNumber, mapState, NONE, samePoints } from './map/state.js';
import { formatView } from './map/view.js';

export const title = 'Map';

/**
 * @param {HTMLElement} root
 * @param {any} context of the shell
 */
export async function render(root, { query, navigate, api, signal }) {
  const info = await api.info();
  if (info.kinds.length === 0) {
    root.append(h('h1', {}, title), emptyState('This database has no fingerprints.',
      h('p', {}, 'A map shows which are alike. `similarity build --kind …` adds them.')));
    return undefined;
  }
  const page = new MapPage(root, info, navigate, api, signal);
  await page.show(query);
  return { update: next => page.show(next.query) };
}

class MapPage {
  constructor(root, info, navigate, api, signal) {
    Object.assign(this, { root, info, navigate, api, signal });
    this.state = null;
    this.data = null;
    this.values = null;
    this.formulas = null;
    this.colouring = null;
    this.chosen = [];
    this.loading = new AbortController();
    this.stage = new Stage({
      hover: (index, x, y) => this.#hover(index, x, y),
      open: index => navigate(materialUrl(this.data.ids[index])),
      select: polygon => this.#go({ ...this.#view(), lasso: polygon && formatPolygon(polygon) }),
      view: later(250, signal, view =>
        this.#go({ view: view && formatView(view) }, { replace: true })),
      tool: tool => this.tools?.show(tool),
    }, signal);
    this.controls = h('div', { class: 'map-controls' });
    this.summary = h('p', { class: 'muted', role: 'status', 'data-testid': 'map-summary' });
    this.legend = h('div', {});
    this.tip = h('div', { class: 'map-tip', hidden: true, 'data-testid': 'map-tip' });
    this.cover = h('div', { class: 'map-cover' });
    this.panel = h('aside', { class: 'card map-panel', 'aria-label': 'Chosen materials' });
    this.tools = mapTools(this.stage);
    root.append(
      h('div', { class: 'page-head' }, h('h1', {}, title), this.summary), this.controls,
      h('div', { class: 'map-layout' },
        h('div', { class: 'card map-card' }, this.stage.element, this.tools.element, this.legend,
          this.tip, this.cover), this.panel));
    document.addEventListener('themechange', () => this.#recolour(), { signal });
    signal.addEventListener('abort', () => this.loading.abort(), { once: true });
  }

  async show(query) {
    const old = this.state;
    this.query = query;
    this.state = mapState(query, this.info);
    replaceKeepingFocus(this.controls, mapControls(this.state, this.info, this.api,
      changes => this.#go(changes)));
    if (!this.data || !samePoints(old, this.state)) {
      await this.#load();
      return;
    }
    if (old.colour !== this.state.colour) await this.#loadColours();
    else if (old.scale !== this.state.scale) this.#recolour();
    this.stage.setView(this.state.view);
    this.#select();
  }

  #go(changes, options = {}) {
    const url = addressWith('/map', this.query, changes);
    if (options.replace) {
      // Only where one looks has changed: nothing is to be drawn anew.
      this.query = new URL(url, location.href).searchParams;
      this.state = { ...this.state, view: mapState(this.query, this.info).view };
    }
    this.navigate(url, options);
  }

  /** Where one looks, which the address may not know yet. */
  #view() {
    return { view: this.stage.isMoved ? formatView(this.stage.frame.view) : null };
  }

  async #load() {
    this.loading.abort();
    this.loading = new AbortController();
    const { signal } = this.loading;
    this.data = null;
    this.tip.hidden = true;
    this.panel.replaceChildren();
    this.#cover(blockSkeleton('Loading the map'));
    try {
      this.data = await loadPoints(this.api, this.state, signal, {
        progress: map => this.#cover(progress(map)),
        absent: map => new Promise(resolve => this.#cover(invitation(map, resolve))),
      });
      this.formulas = null;
      const n = this.data.ids.length;
      this.summary.textContent = describe(this.data.map, n);
      this.stage.setPoints(this.data.xy, this.state.view);
      this.tools.showBeyond(this.stage.home.beyond);
      await this.#loadColours();
      this.#cover(n > 0 ? null
        : emptyState('No material has this fingerprint and passes the filter.'));
      this.#select();
      this.root.dataset.ready = 'true';
      this.formulas = await loadValues(this.api, this.state, 'formula', false, n, signal);
      this.#select();
    } catch (error) {
      if (!signal.aborted) this.#cover(partError(error, 'The map cannot be shown.'));
    }
  }

  async #loadColours() {
    const property = this.state.colour;
    this.values = null;
    if (property !== NONE) {
      this.values = await loadValues(this.api, this.state, property,
        isNumber(this.info, property), this.data.ids.length, this.loading.signal);
    }
    this.#recolour();
  }

  #recolour() {
    if (!this.data) return;
    const shade = token('--border-strong');
    const style = {
      scale: this.state.scale, range: rangeFor(theme()), hues: hues(theme()), other: shade,
      missing: mix(shade, token('--surface'), 0.5),
    };
    this.colouring = this.values === null ? null : this.values instanceof Float32Array
      ? colourNumbers(this.values, style) : colourCategories(this.values, style);
    this.plain = new Uint32Array(this.data.ids.length).fill(
      colourNumbers(new Float32Array([NaN]), { ...style, missing: token('--accent') }).colours[0]);
    this.legend.replaceChildren(legend(this.colouring, this.state.colour, style));
    this.#paint();
  }

  #paint() {
    const colours = this.colouring?.colours ?? this.plain;
    const ground = token('--surface');
    const shown = this.chosen.length === 0 ? colours
      : emphasised(colours, this.chosen, mix(ground, token('--border-strong'), 0.35));
    const order = this.chosen.length === 0 ? this.colouring?.order
      : chosenLast(colours.length, this.chosen);
    this.stage.setColours(shown, order, ground);
  }

  #select() {
    if (!this.data) return;
    this.chosen = this.state.lasso ? this.stage.grid.within(this.state.lasso) : [];
    this.stage.setPolygon(this.state.lasso);
    this.#paint();
    this.panel.replaceChildren(selectionPanel({
      indices: this.chosen, ids: this.data.ids, xy: this.data.xy,
      formulaOf: index => this.#formulaOf(index),
      property: this.state.colour === NONE ? '' : this.state.colour,
      valueOf: index => this.#valueOf(index),
    }, {
      clear: () => this.#go({ ...this.#view(), lasso: null }),
      inView: () => this.#go({ ...this.#view(), lasso: formatPolygon(this.stage.corners()) }),
      mark: index => this.stage.setMarks(index < 0 ? [] : [index]),
    }));
  }

  #formulaOf(index) {
    return this.formulas?.categories[this.formulas.codes[index]] ?? null;
  }

  #valueOf(index) {
    const { values } = this;
    if (values instanceof Float32Array) return Number.isNaN(values[index]) ? null : values[index];
    return values?.categories[values.codes[index]] ?? null;
  }

  #hover(index, x, y) {
    this.tip.hidden = index < 0 || !this.data;
    if (this.tip.hidden) return;
    const value = this.#valueOf(index);
    this.tip.replaceChildren(h('strong', {}, formula(this.#formulaOf(index))),
      h('span', { class: 'map-id' }, this.data.ids[index]),
      this.values && this.state.colour !== 'formula'
        ? h('span', {}, `${propertyLabel(this.state.colour)}: `
          + (typeof value === 'string' ? value : significant(value)))
        : null);
    const left = x > this.stage.frame.width / 2;
    this.tip.style.left = left ? '' : `${x + 14}px`;
    this.tip.style.right = left ? `${this.stage.frame.width - x + 14}px` : '';
    this.tip.style.top = `${Math.max(4, Math.min(y - 10, this.stage.frame.height - 80))}px`;
  }

  #cover(content) {
    this.cover.hidden = content === null;
    this.cover.replaceChildren(...content ? [content] : []);
  }
}

function chosenLast(n, chosen) {
  const order = new Uint32Array(n);
  const among = new Uint8Array(n);
  for (const i of chosen) among[i] = 1;
  let next = 0;
  for (let i = 0; i < n; i++) if (!among[i]) order[next++] = i;
  order.set(chosen, next);
  return order;
}

function describe(map, n) {
  const shares = map.explained_variance;
  return plural(n, 'material') + (Array.isArray(shares) && shares.length >= 2
    ? `, two axes hold ${significant(100 * (shares[0] + shares[1]), 3)} % of the variance` : '');
}

function progress(map) {
  const share = Number.isFinite(map.progress) ? map.progress : null;
  return h('div', { class: 'map-work', role: 'status', 'data-testid': 'map-progress' },
    h('p', {}, 'The map is being made. It is kept: this happens once.'),
    h('progress', { max: 1, value: share, 'aria-label': 'Progress' }),
    h('p', { class: 'muted' }, share === null ? '' : `${Math.round(100 * share)} %`));
}

function invitation(map, start) {
  return h('div', { class: 'map-work' },
    h('p', {}, `This map of ${count(map.count ?? 0)} materials was not made yet.`),
    button('Make it', start, { class: 'button primary', 'data-testid': 'map-compute' }));
}
