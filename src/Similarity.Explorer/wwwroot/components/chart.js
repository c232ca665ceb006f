/** Charts: Plotly, loaded when the first is drawn, dressed in the colours of the theme. */

import { colour } from '../theme.js';

/**
 * @typedef {Record<string, any>} Trace
 * @typedef {Record<string, any>} Layout
 * @typedef {object} ChartOptions
 * @property {string} label what it shows, for those who do not see it
 * @property {AbortSignal} [signal] takes the chart down
 * @property {boolean} [modeBar] the row of tools above it, shown on hover; true unless said
 * @property {Record<string, any>} [config] further settings of Plotly
 */

const BUNDLE = '/vendor/plotly/plotly-cartesian.min.js';

/** @type {Promise<any> | null} */
let loading = null;

/** The library, once. @returns {Promise<any>} */
export function loadPlotly() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = BUNDLE;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = () => {
      loading = null;
      script.remove();
      reject(new Error('The library that draws charts could not be loaded.'));
    };
    document.head.append(script);
  });
  return loading;
}

/**
 * A copy in which each 'var(--name)' is the colour that it has now. Rows of numbers are not looked
 * into.
 * @param {any} value
 * @returns {any}
 */
export function resolveColours(value) {
  if (typeof value === 'string') {
    return value.startsWith('var(--') ? colour(value) : value;
  }
  if (Array.isArray(value)) {
    // The last as well: a stop of a colour scale is a number and a colour.
    const numbers = [value[0], value[value.length - 1]].every(
      item => typeof item === 'number' || item === null || item === undefined);
    return numbers ? value : value.map(resolveColours);
  }
  if (value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, resolveColours(item)]));
  }
  return value;
}

/** From little to much, for heat maps; the ground of the theme is little. */
export const SEQUENTIAL = [
  [0, 'var(--surface)'],
  [1, 'var(--accent)'],
];

/** What all axes share. @param {Layout} [axis] */
function dressAxis(axis = {}) {
  return {
    automargin: true,
    color: 'var(--text-muted)',
    gridcolor: 'var(--grid)',
    zerolinecolor: 'var(--grid)',
    linecolor: 'var(--border-strong)',
    ticks: 'outside',
    ticklen: 4,
    tickcolor: 'var(--border-strong)',
    ...axis,
    title: axis.title
      ? { standoff: 8, ...(typeof axis.title === 'string' ? { text: axis.title } : axis.title) }
      : undefined,
  };
}

/** @param {Layout} layout */
function dressLayout(layout) {
  const axes = Object.keys(layout).filter(name => /^[xy]axis\d*$/.test(name));
  const names = new Set(['xaxis', 'yaxis', ...axes]);
  return {
    autosize: true,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: 52, r: 12, t: 12, b: 44 },
    showlegend: false,
    hovermode: 'closest',
    dragmode: 'zoom',
    colorway: Array.from({ length: 8 }, (_, i) => `var(--series-${i + 1})`),
    modebar: {
      bgcolor: 'rgba(0,0,0,0)',
      color: 'var(--text-muted)',
      activecolor: 'var(--accent)',
    },
    ...layout,
    font: {
      family: getComputedStyle(document.body).fontFamily,
      size: 12.5,
      color: 'var(--text)',
      ...layout.font,
    },
    hoverlabel: {
      bgcolor: 'var(--surface)',
      bordercolor: 'var(--border-strong)',
      font: { color: 'var(--text)' },
      ...layout.hoverlabel,
    },
    legend: { bgcolor: 'rgba(0,0,0,0)', font: { color: 'var(--text)' }, ...layout.legend },
    ...Object.fromEntries([...names].map(name => [name, dressAxis(layout[name])])),
  };
}

/** One chart in one element, which it fills. */
class Chart {
  #plotly;
  #config;
  /** @type {Trace[]} */
  #traces = [];
  /** @type {Layout} */
  #layout = {};
  #gone = false;

  /** @param {HTMLElement} element @param {any} plotly @param {Record<string, any>} config */
  constructor(element, plotly, config) {
    this.element = element;
    this.#plotly = plotly;
    this.#config = config;
  }

  /**
   * Draws anew, in place.
   * @param {Trace[]} traces
   * @param {Layout} [layout] the last one, if not given
   */
  async update(traces, layout = this.#layout) {
    this.#traces = traces;
    this.#layout = layout;
    if (!this.#gone) {
      await this.#plotly.react(this.element, resolveColours(traces),
        resolveColours(dressLayout(layout)), this.#config);
    }
  }

  /** The same in the colours of now. */
  async redraw() {
    if (this.element.isConnected) {
      await this.update(this.#traces, this.#layout);
    }
  }

  /** Follows the size of its element. */
  resize() {
    if (!this.#gone && this.element.isConnected && this.element.clientWidth > 0) {
      this.#plotly.Plots.resize(this.element);
    }
  }

  /**
   * Listens to an event of Plotly, such as 'plotly_hover' or 'plotly_selected'.
   * @param {string} name
   * @param {(event: any) => void} listener
   */
  on(name, listener) {
    /** @type {any} */ (this.element).on(name, listener);
  }

  destroy() {
    this.#gone = true;
    this.#plotly.purge(this.element);
  }
}

/**
 * @param {HTMLElement} element empty, with a height of its own
 * @param {Trace[]} traces
 * @param {Layout} layout
 * @param {ChartOptions} options
 */
export async function drawChart(element, traces, layout, options) {
  const plotly = await loadPlotly();
  options.signal?.throwIfAborted();
  const chart = new Chart(element, plotly, {
    displaylogo: false,
    responsive: false,
    displayModeBar: options.modeBar === false ? false : 'hover',
    modeBarButtonsToRemove: ['lasso2d', 'select2d', 'autoScale2d'],
    showTips: false,
    ...options.config,
  });
  element.replaceChildren();
  element.classList.add('chart');
  // What holds buttons is no picture to those who hear it: they could not reach them.
  element.setAttribute('role', options.modeBar === false ? 'img' : 'figure');
  element.setAttribute('aria-label', options.label);
  await chart.update(traces, layout);
  element.dataset.drawn = 'true';
  const redraw = () => chart.redraw();
  const watch = new ResizeObserver(() => chart.resize());
  document.addEventListener('themechange', redraw);
  watch.observe(element);
  options.signal?.addEventListener('abort', () => {
    document.removeEventListener('themechange', redraw);
    watch.disconnect();
    chart.destroy();
  }, { once: true });
  return chart;
}

/** @typedef {Chart} ChartType */
