/** One job: how far it is, what it added, what failed and why. */

import { h } from '../../components/element.js';
import { count, duration, plural, significant } from '../../notation/numbers.js';
import { materialUrl } from '../../router.js';
import { isOver } from './follow.js';

const STATES = {
  queued: ['waits', ''],
  running: ['runs', 'accent'],
  done: ['done', 'ok'],
  failed: ['failed', 'danger'],
  cancelled: ['cancelled', 'warn'],
};

/** More than these are counted, not listed. */
const LISTED = 200;

/** @typedef {import('./follow.js').Job} Job */

/** @param {Job} first @param {(id: string) => void} onCancel */
export function jobCard(first, onCancel) {
  const element = h('article', { class: 'card job', 'data-testid': 'job', 'data-job': first.id });
  /** @param {Job} job */
  const show = job => {
    const [word, usual] = /** @type {any} */ (STATES)[job.state] ?? [job.state, ''];
    const tone = job.state === 'done' && job.failed?.length > 0 ? 'warn' : usual;
    element.dataset.state = job.state;
    const open = [...element.querySelectorAll('details')].map(details => details.open);
    element.replaceChildren(
      h('div', { class: 'card-head' }, h('h3', {}, job.title),
        h('div', { class: 'buttons' }, h('span', { class: ['tag', tone] }, word),
          isOver(job) ? null : h('button', { type: 'button', class: 'button small danger',
            onclick: () => onCancel(job.id) }, 'Cancel'))),
      job.state === 'queued' || job.state === 'running' ? progress(job) : '',
      job.message ? h('p', {}, job.message) : '',
      job.added?.length > 0 ? added(job.added, open[0] ?? false) : '',
      job.failed?.length > 0 ? failures(job.failed) : '');
  };
  show(first);
  return { element, show };
}

/** @param {Job} job */
function progress(job) {
  const parts = [`${count(job.done)} of ${count(job.total)}`];
  if (job.rate) {
    parts.push(`${significant(job.rate, 3)} per second`);
  }
  if (job.seconds_left !== null && job.seconds_left !== undefined) {
    parts.push(`${duration(job.seconds_left)} left`);
  }
  return h('div', { class: 'job-progress' },
    h('progress', { max: Math.max(1, job.total), value: job.done, 'aria-label': job.title }),
    h('span', { class: 'muted small' }, parts.join(' · ')));
}

/** @param {string[]} ids @param {boolean} open */
function added(ids, open) {
  return h('details', { open: open || ids.length <= 12, 'data-testid': 'job-added' },
    h('summary', {}, `${plural(ids.length, 'material')} added`),
    h('p', { class: 'id-list' },
      ids.slice(0, LISTED).map(id => h('a', { href: materialUrl(id) }, id)),
      ids.length > LISTED ? h('span', { class: 'muted' }, `and ${count(ids.length - LISTED)} more`)
        : null));
}

/** @param {{ id: string, reason: string }[]} list */
function failures(list) {
  return h('div', { 'data-testid': 'job-failed' },
    h('h4', { class: 'danger' }, `${count(list.length)} could not be read`),
    h('dl', { class: 'facts' }, list.slice(0, LISTED).flatMap(({ id, reason }) =>
      [h('dt', {}, id), h('dd', {}, reason)])));
}
