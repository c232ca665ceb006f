/** The interface of the server: JSON in and out, problems as errors. */

/** What the server says went wrong (RFC 9457). */
export class ApiError extends Error {
  /**
   * @param {number} status 0 where no answer came
   * @param {{ title?: string, detail?: string, errors?: FilterError[] }} problem
   */
  constructor(status, problem) {
    super(problem.detail || problem.title || `the server answered ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.title = problem.title || '';
    /** @type {FilterError[]} */
    this.errors = Array.isArray(problem.errors) ? problem.errors : [];
  }
}

/**
 * @typedef {{ column: number, length: number, message: string }} FilterError
 * @typedef {{ signal?: AbortSignal }} Ending of one request, besides that of the page
 * @typedef {Record<string, string | number | boolean | string[] | null | undefined>} Parameters
 */

/**
 * A path of the interface with its parameters; those that are empty are left out, lists repeat.
 * @param {string} path below /api/, or absolute
 * @param {Parameters} [parameters]
 */
export function apiUrl(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== null && item !== undefined && item !== '') {
        query.append(name, String(item));
      }
    }
  }
  const text = query.toString();
  return (path.startsWith('/') ? path : `/api/${path}`) + (text ? `?${text}` : '');
}

/**
 * @param {string} url
 * @param {RequestInit} options
 */
async function ask(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (options.signal?.aborted) {
      throw error;
    }
    throw new ApiError(0, {
      title: 'No answer',
      detail: 'The server does not answer. Is `similarity serve` still running?',
    });
  }
  if (response.ok) {
    return response;
  }
  const type = response.headers.get('content-type') ?? '';
  const problem = type.includes('json') ? await response.json() : { title: response.statusText };
  throw new ApiError(response.status, problem);
}

/**
 * The requests of one page; all end when its signal fires.
 * @param {AbortSignal} [signal]
 */
export function createApi(signal) {
  /** @param {Ending} [options] */
  const both = options => options?.signal && signal
    ? AbortSignal.any([signal, options.signal])
    : options?.signal ?? signal;
  const json = { Accept: 'application/json' };
  return {
    url: apiUrl,

    /** @param {string} path @param {Parameters} [parameters] @param {Ending} [o] */
    async get(path, parameters, o) {
      return (await ask(apiUrl(path, parameters), { headers: json, signal: both(o) })).json();
    },

    /** @param {string} path @param {Parameters} [parameters] @param {Ending} [o] */
    async text(path, parameters, o) {
      return (await ask(apiUrl(path, parameters), { signal: both(o) })).text();
    },

    /** @param {string} path @param {Parameters} [parameters] @param {Ending} [o] */
    async bytes(path, parameters, o) {
      return (await ask(apiUrl(path, parameters), { signal: both(o) })).arrayBuffer();
    },

    /**
     * Form data, or an object as JSON. The header keeps pages of other sites from posting.
     * @param {string} path
     * @param {Parameters} [parameters]
     * @param {FormData | object} [body]
     * @param {Ending} [o]
     */
    async post(path, parameters, body, o) {
      const form = body instanceof FormData || body === undefined;
      const response = await ask(apiUrl(path, parameters), {
        method: 'POST',
        headers: {
          ...json,
          'X-Similarity': '1',
          ...(form ? {} : { 'Content-Type': 'application/json' }),
        },
        body: form ? body : JSON.stringify(body),
        signal: both(o),
      });
      return response.json();
    },

    /** @param {string} path @param {Ending} [o] */
    async delete(path, o) {
      const headers = { ...json, 'X-Similarity': '1' };
      await ask(apiUrl(path), { method: 'DELETE', headers, signal: both(o) });
    },

    /** What the database and the program offer; asked once. */
    info: () => info(),
  };
}

/** @typedef {ReturnType<typeof createApi>} Api */

/** @type {Promise<any> | null} */
let known = null;

/** Asked once; what failed is asked again. @returns {Promise<any>} */
function info() {
  known ??= ask('/api/info', { headers: { Accept: 'application/json' } })
    .then(response => response.json())
    .catch(error => {
      known = null;
      throw error;
    });
  return known;
}

/** After an import the answers are others. */
export function forgetInfo() {
  known = null;
}
