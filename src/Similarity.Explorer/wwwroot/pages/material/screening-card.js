/** How likely a material is what the screening model looks for, and on what grounds. */

import { h } from '../../components/element.js';
import { fillPart } from '../../components/part.js';
import { fixed } from '../../notation/numbers.js';
import { materialUrl } from '../../router.js';

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
    return [verdict(answer), windows(answer.windows ?? []), known(answer.nearest_known ?? [])];
  }, { signal });
  return { element };
}

/** @param {any} answer */
function verdict({ model, probability, calibrated, threshold, spread }) {
  const passes = probability >= threshold;
  const percent = (/** @type {number} */ p) => `${Math.max(0, Math.min(100, p * 100))}%`;
  const spreadWords = spread === null || spread === undefined ? '' : ` ± ${fixed(spread, 2)}`;
  return h('div', {},
    h('p', { class: 'verdict' },
      h('strong', { class: 'verdict-number' }, fixed(probability, 2)),
      h('span', { class: 'muted' }, spreadWords), ' ',
      h('span', { class: ['tag', passes ? 'ok' : ''] },
        passes ? 'candidate' : 'below the threshold')),
    h('div', { class: 'gauge', role: 'img',
      'aria-label': `Probability ${fixed(probability, 2)}, threshold ${fixed(threshold, 2)}` },
    h('div', { class: 'gauge-fill', style: { width: percent(probability) } }),
    spreadWords
      ? h('div', { class: 'gauge-spread', style: {
        left: percent(probability - spread),
        width: `calc(${percent(probability + spread)} - ${percent(probability - spread)})`,
      } })
      : null,
    h('div', { class: 'gauge-mark', style: { left: percent(threshold) } })),
    h('p', { class: 'muted small' }, `Model ${model}${calibrated ? ', calibrated' : ''}; `
      + `the mark is its threshold, ${fixed(threshold, 2)}.`));
}

/** @param {any[]} list */
function windows(list) {
  if (list.length === 0) {
    return '';
  }
  const most = Math.max(...list.map(window => window.importance));
  return h('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': 'Reasons' },
    h('table', { class: 'table windows' },
      h('thead', {}, h('tr', {},
        h('th', { scope: 'col' }, 'Of'), h('th', { scope: 'col' }, 'Window (eV)'),
        h('th', { scope: 'col' }, 'Importance'),
        h('th', { scope: 'col', class: 'number' }, 'Value'))),
      h('tbody', {}, list.map(window => h('tr', {},
        h('td', {}, window.kind),
        h('td', {}, `${fixed(window.from_eV, 2)} to ${fixed(window.to_eV, 2)}`),
        h('td', {}, h('div', { class: 'bar-cell' },
          h('div', { class: 'bar-fill', style: { width: `${100 * window.importance / most}%` } }),
          h('span', {}, fixed(window.importance, 3)))),
        h('td', { class: 'number' }, fixed(window.value, 3)))))));
}

/** @param {{ id: string, distance: number }[]} list */
function known(list) {
  return list.length === 0 ? '' : h('p', { class: 'known' }, 'Nearest known: ',
    list.flatMap(({ id, distance }, i) => [i > 0 ? ', ' : '',
      h('a', { href: materialUrl(id) }, id),
      h('span', { class: 'muted' }, ` (${fixed(distance, 3)})`)]));
}
