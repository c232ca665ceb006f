/** Imports by drag and drop, and all jobs of the server. */

import { forgetInfo } from '../api.js';
import { h } from '../components/element.js';
import { emptyState } from '../components/states.js';
import { toast } from '../components/toast.js';
import { dropZone } from './jobs/drop-zone.js';
import { followJob, isOver } from './jobs/follow.js';
import { jobCard } from './jobs/job-card.js';

export const title = 'Import';

/** @typedef {import('./jobs/follow.js').Job} Job */

/**
 * @param {HTMLElement} root
 * @param {{ api: import('../api.js').Api, signal: AbortSignal }} context
 */
export async function render(root, { api, signal }) {
  const [info, answer] = await Promise.all([api.info(), api.get('jobs')]);
  const list = h('div', { class: 'job-list', 'data-testid': 'jobs' });
  const none = emptyState('No jobs yet.');
  /** @type {Map<string, ReturnType<typeof jobCard>>} */
  const cards = new Map();

  /** @param {Job} job */
  const show = job => {
    const known = cards.get(job.id);
    if (known) {
      known.show(job);
      return;
    }
    const card = jobCard(job, cancel);
    cards.set(job.id, card);
    list.prepend(card.element);
    none.remove();
    if (!isOver(job)) {
      followJob(job.id, { api, signal, onJob: next => {
        show(next);
        if (isOver(next)) {
          forgetInfo();
          document.dispatchEvent(new CustomEvent('databasechange'));
        }
      } });
    }
  };

  /** @param {string} id */
  async function cancel(id) {
    try {
      await api.delete(`jobs/${encodeURIComponent(id)}`);
      show(await api.get(`jobs/${encodeURIComponent(id)}`));
    } catch (error) {
      toast(/** @type {Error} */ (error).message, { kind: 'danger' });
    }
  }

  /** @param {File[]} files @param {string[]} kinds */
  async function send(files, kinds) {
    const form = new FormData();
    for (const file of files) {
      form.append('files', file, file.name);
    }
    for (const kind of kinds) {
      form.append('kind', kind);
    }
    const { job } = await api.post('jobs', {}, form);
    show(await api.get(`jobs/${encodeURIComponent(job)}`));
  }

  const jobs = Array.isArray(answer) ? answer : answer.jobs;
  root.append(h('h1', {}, 'Import'),
    info.read_only ? readOnly() : dropZone({ info, signal, onImport: send }),
    h('h2', {}, 'Jobs'), list);
  list.append(none);
  jobs.slice().reverse().forEach(show);
}

/** How one allows what this server refuses. */
function readOnly() {
  return h('div', { class: 'notice', 'data-testid': 'read-only' },
    h('p', {}, h('strong', {}, 'This server only reads.'),
      ' Whoever started it can allow imports by this page:'),
    h('pre', {}, 'similarity serve --db DATABASE --allow-import'),
    h('p', {}, 'From a shell, materials are added without it:'),
    h('pre', {}, 'similarity build --db DATABASE FILES'));
}
