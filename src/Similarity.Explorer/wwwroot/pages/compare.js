/** Several materials over one another. */

import { chosenIds, MOST_CHOSEN, setChosen } from '../chosen.js';
import { drawChart } from '../components/chart.js';
import { segmented, select } from '../components/choices.js';
import { h } from '../components/element.js';
import { formula, spaceGroup } from '../components/notation.js';
import { fillPart } from '../components/part.js';
import { emptyState, partError } from '../components/states.js';
import { showStructure } from '../components/structure-view.js';
import { distanceMatrix, distanceTable } from './compare/distances.js';
import { dosOverlay } from './compare/dos-overlay.js';
import { factsTable } from './compare/facts-table.js';
import { compareStateUrl, readCompareState } from './compare/state.js';
import { formulaText } from '../notation/formula.js';
import { materialUrl } from '../router.js';
import { ZEROS } from '../spectra/zero.js';

export const title = 'Compare';

const SCALES = [{ value: 'site', text: 'per site' }, { value: 'cell', text: 'per cell' }];

/**
 * @typedef {import('./compare/state.js').CompareState} CompareState
 * @typedef {object} Context
 * @property {URLSearchParams} query
 * @property {(url: string, o?: { replace?: boolean }) => void} navigate
 * @property {import('../api.js').Api} api
 * @property {AbortSignal} signal
 */

/** @param {HTMLElement} root @param {Context} context */
export async function render(root, { query, navigate, api, signal }) {
  let state = readCompareState(query);
  if (state.ids.length === 0 && chosenIds().length > 0) {
    state = { ...state, ids: chosenIds() };
    navigate(compareStateUrl(state), { replace: true });
  }
  if (state.ids.length === 0) {
    root.append(h('h1', {}, 'Compare'), emptyState('No material is chosen.',
      h('p', {}, 'Choose rows of the search, or neighbours of a material, and compare them here.'),
      h('a', { class: 'button primary', href: '/' }, 'To the search')));
    return;
  }
  const ids = state.ids.slice(0, MOST_CHOSEN);
  const [info, ...answers] = await Promise.all([api.info(), ...ids.map(id =>
    api.get(`materials/${encodeURIComponent(id)}`).catch(error => ({ id, error })))]);
  const materials = answers.map((answer, series) => ({ ...answer, series }))
    .filter(answer => !answer.error);
  root.append(...heads({ ...state, ids }, navigate),
    ...answers.filter(answer => answer.error).map(({ id, error }) => partError(error, id)));
  if (state.ids.length > MOST_CHOSEN) {
    root.append(h('p', { class: 'notice' },
      `The first ${MOST_CHOSEN} are shown; more curves cannot be told apart.`));
  }
  if (materials.length === 0) {
    return;
  }
  root.append(
    dosPart(materials, state, { navigate, api, signal }),
    h('div', { class: 'structures' }, materials.map(material =>
      structurePart(material, api, signal))),
    h('section', { class: 'card' }, h('h2', { class: 'card-head' }, 'Facts'),
      factsTable(materials, info)),
    distancePart(materials, state, info, { navigate, api, signal }));
}

/** @param {CompareState} state @param {Context['navigate']} navigate */
function heads(state, navigate) {
  return [h('div', { class: 'page-head' }, h('h1', {}, 'Compare'),
    h('div', { class: 'chips', 'data-testid': 'compared' }, state.ids.map((id, i) =>
      h('span', { class: 'chip' },
        h('span', { class: 'swatch', style: { background: `var(--series-${i + 1})` } }), id,
        h('button', { type: 'button', class: 'button icon small', 'aria-label': `Drop ${id}`,
          onclick: () => {
            const ids = state.ids.filter(other => other !== id);
            setChosen(ids);
            navigate(compareStateUrl({ ...state, ids }));
          } }, '×')))))];
}

/**
 * @param {any[]} materials
 * @param {CompareState} state
 * @param {Omit<Context, 'query'>} context
 */
function dosPart(materials, state, { navigate, api, signal }) {
  const plot = h('div', { class: 'overlay-plot', 'data-testid': 'overlay' });
  const failed = h('div', {});
  let how = { zero: state.zero, per: state.per };
  /** @type {any[]} */
  let list = [];
  /** @type {import('../components/chart.js').ChartType | undefined} */
  let chart;
  /** @param {Partial<typeof how>} change */
  const change = change => {
    how = { ...how, ...change };
    const current = readCompareState(new URLSearchParams(location.search));
    navigate(compareStateUrl({ ...current, ...how }), { replace: true });
    const { traces, layout } = dosOverlay(list, how);
    chart?.update(traces, layout);
  };
  fillPart(plot, async () => {
    const answers = await Promise.allSettled(materials.map(material =>
      api.get(`materials/${encodeURIComponent(material.id)}/dos`)));
    list = answers.flatMap((answer, index) => answer.status === 'fulfilled' ? [{
      name: `${formulaText(materials[index].formula ?? '')} ${materials[index].id}`,
      series: materials[index].series,
      nsites: materials[index].nsites,
      dos: answer.value,
    }] : []);
    if (!signal.aborted) {
      failed.replaceChildren(...answers.flatMap((answer, i) => answer.status === 'rejected'
        ? [partError(answer.reason, materials[i].id)] : []));
    }
    if (list.length === 0) {
      return emptyState('No density of states to show.');
    }
    const place = h('div', { class: 'overlay-plot' });
    plot.replaceChildren(place);
    const { traces, layout } = dosOverlay(list, how);
    chart = await drawChart(place, traces, layout, {
      label: `Densities of states of ${list.map(item => item.name).join(', ')}`, signal,
    });
  }, { signal });
  return h('section', { class: 'card' },
    h('div', { class: 'card-head' }, h('h2', {}, 'Densities of states'),
      h('div', { class: 'buttons' },
        segmented('Zero of the energies', ZEROS, how.zero, zero => change({
          zero: /** @type {CompareState['zero']} */ (zero),
        })),
        segmented('Scale', SCALES, how.per, per => change({
          per: /** @type {CompareState['per']} */ (per),
        })))),
    plot, failed);
}

/** @param {any} material @param {Context['api']} api @param {AbortSignal} signal */
function structurePart(material, api, signal) {
  const view = h('div', { class: 'structure-view' });
  fillPart(view, async () => {
    const structure = await api.get(`materials/${encodeURIComponent(material.id)}/structure`);
    await showStructure(view, structure, {
      label: `Structure of ${formulaText(material.formula ?? material.id)}`, signal,
    });
  }, { signal });
  return h('section', { class: 'card structure-small' },
    h('h3', {},
      h('a', { href: materialUrl(material.id) }, formula(material.formula ?? material.id)),
      h('span', { class: 'muted' }, ' ', spaceGroup(material.space_group))),
    view);
}

/**
 * @param {any[]} materials
 * @param {CompareState} state
 * @param {any} info
 * @param {Omit<Context, 'query'>} context
 */
function distancePart(materials, state, info, { navigate, api, signal }) {
  const content = h('div', { class: 'distance-content', 'data-testid': 'distances' });
  const tools = h('div', { class: 'buttons' });
  const element = h('section', { class: 'card' },
    h('div', { class: 'card-head' }, h('h2', {}, 'Distances'), tools), content);
  const kinds = info.kinds.filter((/** @type {any} */ kind) => materials.every(material =>
    material.fingerprints?.some((/** @type {any} */ one) => one.kind === kind.name)));
  /** @param {string} wanted @param {string} metric */
  const load = (wanted, metric) => {
    const kind = kinds.find((/** @type {any} */ k) => k.name === wanted) ?? kinds[0];
    const named = (/** @type {string} */ value) => ({ value, text: value });
    tools.replaceChildren(
      select('by', kinds.map((/** @type {any} */ k) => named(k.name)), kind.name,
        name => change(name, '')),
      select('metric', kind.metrics.map(named), metric || kind.metric,
        name => change(kind.name, name)));
    fillPart(content, async () => {
      const answer = await api.get('dendrogram', {
        ids: materials.map(material => material.id).join(','), kind: kind.name, metric,
      });
      const order = answer.ids.map((/** @type {string} */ id) =>
        materials.find(material => material.id === id));
      return [await distanceMatrix(order, answer.matrix, signal),
        distanceTable(order, answer.matrix)];
    }, { signal });
  };
  /** @param {string} kind @param {string} metric */
  const change = (kind, metric) => {
    const current = readCompareState(new URLSearchParams(location.search));
    navigate(compareStateUrl({ ...current, kind, metric }), { replace: true });
    load(kind, metric);
  };
  if (kinds.length === 0 || materials.length < 2) {
    content.append(emptyState(materials.length < 2
      ? 'Distances need two materials.' : 'No fingerprint is stored of all of them.'));
  } else {
    load(state.kind, state.metric);
  }
  return element;
}
