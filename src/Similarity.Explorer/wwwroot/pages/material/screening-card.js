/** How likely a material is what the screening model looks for, and on what grounds. */

import { h } from '../../components/element.js';
import { fillPart } from '../../components/part.js';
import { fixed } from '../../notation/numbers.js';
import { materialUrl } from '../../router.js';
import { ZEROS } from '../../spectra/zero.js';

/** @param {import('./structure-card.js').CardContext & { info: any }} context */
export function screeningCard({ material, api, signal, info }) {
  const content = h('div', { class: 'screening-content', 'data-testid': 'screening' });
  const element = h('section', { class: 'card screening-card', 'aria-label': 'Screening' },
    h('h2', { class: 'card-head' }, 'Screening'), content);
  if (!info.models.some((/** @type {any} */ model) => model.kind === 'screening')) {
    content.append(h('p', { class: 'muted' }, 'The server has no screening model.'));
    return { element };
  }
  fillPart(content, async () => {
    const answer = await api.get(`materials/${encodeURIComponent(material.id)}/screening`);
    return [verdict(answer), reasons(answer.windows ?? []), known(answer.nearest_known ?? [])];
  }, { signal });
  return { element };
}

/** @param {any} answer */
function verdict(answer) {
  const { model, probability, calibrated, threshold } = answer;
  const [low, high] = interval(answer);
  const passes = probability >= threshold;
  const percent = (/** @type {number} */ p) => `${Math.max(0, Math.min(100, p * 100))}%`;
  return h('div', {},
    h('p', { class: 'verdict' },
      h('strong', { class: 'verdict-number' }, fixed(probability, 2)),
      low === null ? null : h('span', { class: 'muted' }, `${fixed(low, 2)} to ${fixed(high, 2)}`),
      h('span', { class: ['tag', passes ? 'ok' : ''] },
        passes ? 'candidate' : 'below the threshold')),
    h('div', { class: 'gauge', role: 'img',
      'aria-label': `Probability ${fixed(probability, 2)}, threshold ${fixed(threshold, 2)}` },
    h('div', { class: 'gauge-fill', style: { width: percent(probability) } }),
    low === null ? null : h('div', { class: 'gauge-spread', style: {
      left: percent(low), width: `calc(${percent(high)} - ${percent(low)})`,
    } }),
    h('div', { class: 'gauge-mark', style: { left: percent(threshold) } })),
    h('p', { class: 'muted small' }, `Model ${model}${calibrated ? ', calibrated' : ''}; `
      + `the mark is its threshold, ${fixed(threshold, 2)}.`));
}

/**
 * Between which the probability is thought to be, where the model says.
 * @param {any} answer
 * @returns {[number, number] | [null, null]}
 */
function interval({ probability, probability_low: low, probability_high: high, spread }) {
  if (typeof low === 'number' && typeof high === 'number') {
    return [low, high];
  }
  return typeof spread === 'number' ? [probability - spread, probability + spread] : [null, null];
}

/** What speaks for and against, as bars to the right and to the left. @param {any[]} list */
function reasons(list) {
  if (list.length === 0) {
    return '';
  }
  const most = Math.max(...list.map(({ importance }) => Math.abs(importance)));
  return h('div', { class: 'reasons' },
    h('h3', {}, 'Why'),
    h('ul', {}, list.map(({ kind, from_eV: from, to_eV: to, importance }) => h('li', {},
      h('span', { class: 'reason-name' }, featureWords(kind),
        from === null || from === undefined ? null
          : h('span', { class: 'muted' }, ` ${fixed(from, 2)} to ${fixed(to, 2)} eV`)),
      h('span', { class: 'reason-bar', 'aria-hidden': 'true' }, h('span', {
        class: importance < 0 ? 'against' : 'for',
        style: { width: `${50 * Math.abs(importance) / most}%` },
      })),
      h('span', { class: 'number' }, `${importance > 0 ? '+' : ''}${fixed(importance, 3)}`)))));
}

/**
 * What a model sees in words: of "spectral/gfn0 vbm states within 4 eV below" it makes "states
 * within 4 eV below the valence edge, by gfn0".
 * @param {string} kind
 */
export function featureWords(kind) {
  const found = /^spectral\/(\S+) (fermi|vbm|cbm)(?: (.+))?$/.exec(kind);
  if (!found) {
    return kind;
  }
  const [, operator, edge, what = 'states'] = found;
  const where = /(below|above)$/.test(what) ? what : `${what} about`;
  return `${where} the ${ZEROS.find(zero => zero.value === edge)?.text}, by ${operator}`;
}

/** @param {{ id: string, distance: number }[]} list */
function known(list) {
  return list.length === 0 ? '' : h('p', { class: 'known' }, 'Nearest known: ',
    list.flatMap(({ id, distance }, i) => [i > 0 ? ', ' : '',
      h('a', { href: materialUrl(id) }, id),
      h('span', { class: 'muted' }, ` (${fixed(distance, 3)})`)]));
}
