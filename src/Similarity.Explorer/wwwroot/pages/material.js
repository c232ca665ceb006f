/** One material: structure, spectra, facts, neighbours, fingerprint, screening. */

import { choose, isChosen, MOST_CHOSEN } from '../chosen.js';
import { chosenBar } from '../components/chosen-bar.js';
import { h } from '../components/element.js';
import { formula } from '../components/notation.js';
import { toast } from '../components/toast.js';
import { formulaText } from '../notation/formula.js';
import { factsCard, headline } from './material/facts-card.js';
import { fingerprintCard } from './material/fingerprint-card.js';
import { neighboursCard } from './material/neighbours-card.js';
import { screeningCard } from './material/screening-card.js';
import { spectrumCard } from './material/spectrum-card.js';
import { materialStateUrl, readMaterialState } from './material/state.js';
import { structureCard } from './material/structure-card.js';

export const title = 'Material';

/**
 * @param {HTMLElement} root
 * @param {{
 *   params: Record<string, string>, query: URLSearchParams, signal: AbortSignal,
 *   navigate: (url: string, o?: { replace?: boolean }) => void, api: import('../api.js').Api,
 * }} context
 */
export async function render(root, { params, query, navigate, api, signal }) {
  const [info, material] = await Promise.all([
    api.info(), api.get(`materials/${encodeURIComponent(params.id)}`),
  ]);
  document.title = `${formulaText(material.formula ?? '')} ${material.id} · Similarity`;
  let state = readMaterialState(query);
  /** @param {Partial<typeof state>} change */
  const change = change => navigate(materialStateUrl(material.id, { ...state, ...change }));
  const context = { material, state, info, api, signal, navigate, change };
  const spectrum = spectrumCard(context);
  const left = [structureCard(context), factsCard(context), screeningCard(context)];
  const right = [
    spectrum,
    neighboursCard({ ...context, overlay: others => spectrum.overlay(others) }),
    fingerprintCard(context),
  ];
  const cards = [...left, ...right];
  root.append(head(material, api, signal),
    h('div', { class: 'material-grid' }, [left, right].map(column =>
      h('div', { class: 'material-column' }, column.map(card => card.element)))),
    chosenBar(signal));
  return {
    update: (/** @type {{ query: URLSearchParams }} */ next) => {
      state = readMaterialState(next.query);
      for (const card of cards) {
        if ('update' in card) {
          card.update(state);
        }
      }
    },
  };
}

/** @param {any} material @param {import('../api.js').Api} api @param {AbortSignal} signal */
function head(material, api, signal) {
  const facts = headline(material);
  return h('div', { class: 'page-head' },
    h('h1', { 'data-testid': 'material-title' }, formula(material.formula ?? material.id)),
    h('span', { class: 'muted' }, material.id),
    h('span', { class: 'muted headline' },
      facts.flatMap((fact, i) => [i > 0 ? ' · ' : '', fact])),
    h('div', { class: 'buttons' }, compareButton(material.id, signal), downloads(material, api)));
}

/** @param {string} id @param {AbortSignal} signal */
function compareButton(id, signal) {
  const button = h('button', { type: 'button', class: 'button', 'data-testid': 'choose',
    onclick: () => {
      if (!choose(id, !isChosen(id))) {
        toast(`At most ${MOST_CHOSEN} materials can be compared.`);
      }
    } });
  const show = () => {
    button.textContent = isChosen(id) ? 'Chosen to compare' : 'Choose to compare';
    button.setAttribute('aria-pressed', String(isChosen(id)));
  };
  document.addEventListener('chosenchange', show, { signal });
  show();
  return button;
}

/** @param {any} material @param {import('../api.js').Api} api */
function downloads({ id, documents }, api) {
  const path = `materials/${encodeURIComponent(id)}`;
  const formats = documents?.includes('structure') ? ['cif', 'poscar', 'xyz'] : [];
  return h('details', { class: 'menu', 'data-testid': 'downloads' },
    h('summary', { class: 'button' }, 'Download'),
    h('div', { class: 'menu-panel' },
      formats.map(format => h('a', { href: api.url(`${path}/structure`, { format }), download: '' },
        format.toUpperCase())),
      h('a', { href: api.url(path), download: `${id}.json` }, 'JSON')));
}
