/** A job as it goes on: events of the server, and where those break, asking again. */

/** @typedef {{ id: string, title: string, state: string, done: number, total: number,
 *   rate: number | null, seconds_left: number | null, added: string[],
 *   failed: { id: string, reason: string }[], message: string | null }} Job */

const ASK_MS = 1500;

/** @param {Job} job */
export function isOver(job) {
  return job.state !== 'queued' && job.state !== 'running';
}

/**
 * @param {string} id
 * @param {{
 *   api: import('../../api.js').Api, signal: AbortSignal, onJob: (job: Job) => void,
 * }} context
 */
export function followJob(id, { api, signal, onJob }) {
  const path = `jobs/${encodeURIComponent(id)}`;
  const source = new EventSource(api.url(`${path}/events`));
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const ask = async () => {
    try {
      const job = await api.get(path);
      onJob(job);
      if (!isOver(job)) {
        timer = setTimeout(ask, ASK_MS);
      }
    } catch (error) {
      if (!signal.aborted) {
        console.info(`Job ${id} is not heard of:`, /** @type {Error} */ (error).message);
        timer = setTimeout(ask, 4 * ASK_MS);
      }
    }
  };
  source.addEventListener('message', event => {
    const job = JSON.parse(event.data);
    onJob(job);
    if (isOver(job)) {
      source.close();
    }
  });
  source.addEventListener('error', () => {
    source.close();
    if (!signal.aborted) {
      ask();
    }
  });
  signal.addEventListener('abort', () => {
    source.close();
    clearTimeout(timer);
  }, { once: true });
}
