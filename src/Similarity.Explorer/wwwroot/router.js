/** Real URLs to pages: one route per page, each page a module that is loaded when first needed. */

/**
 * @typedef {object} Route
 * @property {string} name    the module under pages/
 * @property {string} pattern path with {parameters}
 * @property {string} [label] its name in the navigation; without one it is not listed
 */

/** @type {Route[]} */
export const ROUTES = [
  { name: 'search', pattern: '/', label: 'Search' },
  { name: 'material', pattern: '/material/{id}' },
  { name: 'compare', pattern: '/compare', label: 'Compare' },
  { name: 'map', pattern: '/map', label: 'Map' },
  { name: 'dendrogram', pattern: '/dendrogram', label: 'Polymorphs' },
  { name: 'screening', pattern: '/screening', label: 'Screening' },
  { name: 'density', pattern: '/density', label: 'Density' },
  { name: 'jobs', pattern: '/jobs', label: 'Import' },
  { name: 'about', pattern: '/about', label: 'About' },
];

/**
 * @param {string} path
 * @param {Route[]} [routes]
 * @returns {{ route: Route, params: Record<string, string> } | null}
 */
export function match(path, routes = ROUTES) {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const route of routes) {
    const wanted = route.pattern.replace(/\/+$/, '').split('/');
    if (wanted.length !== parts.length) {
      continue;
    }
    const params = matchParts(wanted, parts);
    if (params) {
      return { route, params };
    }
  }
  return null;
}

/**
 * @param {string[]} wanted
 * @param {string[]} parts
 */
function matchParts(wanted, parts) {
  /** @type {Record<string, string>} */
  const params = {};
  for (let i = 0; i < wanted.length; i++) {
    if (!wanted[i].startsWith('{')) {
      if (wanted[i] !== parts[i]) {
        return null;
      }
      continue;
    }
    try {
      params[wanted[i].slice(1, -1)] = decodeURIComponent(parts[i]);
    } catch {
      return null; // a stray % is no address of ours
    }
  }
  return params;
}

/** The page of a material. @param {string} id */
export function materialUrl(id) {
  return `/material/${encodeURIComponent(id)}`;
}

/**
 * Calls back for every link inside the site that is followed in this tab.
 * @param {(url: string) => void} follow
 */
export function followLinks(follow) {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const elsewhere = event.defaultPrevented || event.button !== 0
      || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!(link instanceof HTMLAnchorElement) || elsewhere || link.target
      || link.hasAttribute('download') || link.origin !== location.origin) {
      return;
    }
    const url = new URL(link.href);
    if (!match(url.pathname) || (url.hash && url.pathname === location.pathname)) {
      return;
    }
    event.preventDefault();
    follow(url.pathname + url.search + url.hash);
  });
}
