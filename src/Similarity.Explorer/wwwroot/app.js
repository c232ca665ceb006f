/** The shell: one page at a time, chosen by the URL, with its states of waiting and failing. */

import { createApi } from './api.js';
import { bindKeys } from './keyboard.js';
import { followLinks, match, ROUTES } from './router.js';
import { bindThemeSwitch } from './theme.js';
import { h } from './components/element.js';
import { errorState, pageSkeleton } from './components/states.js';
import { count } from './notation/numbers.js';

/**
 * @typedef {object} Page the page that is shown
 * @property {string} path
 * @property {AbortController} life
 * @property {{ update?: (context: { query: URLSearchParams }) => void } | undefined} handle
 */

const main = /** @type {HTMLElement} */ (document.getElementById('main'));
const nav = /** @type {HTMLElement} */ (document.getElementById('nav'));

/** @type {Page | null} */
let shown = null;

/** Where the reader had scrolled to, by entry of the history. @type {Map<string, number>} */
const scrolled = new Map();

let entry = history.state?.entry ?? newEntry();

function newEntry() {
  return Math.random().toString(36).slice(2);
}

/**
 * @param {string} url
 * @param {{ replace?: boolean }} [options] replace: the URL alone
 */
function navigate(url, { replace = false } = {}) {
  if (replace) {
    history.replaceState({ entry }, '', url);
    return;
  }
  scrolled.set(entry, scrollY);
  const same = url === location.pathname + location.search;
  entry = newEntry();
  history[same ? 'replaceState' : 'pushState']({ entry }, '', url);
  show({ focus: true });
}

/** @param {{ focus?: boolean, scroll?: number }} [how] */
async function show({ focus = false, scroll = 0 } = {}) {
  const query = new URLSearchParams(location.search);
  const found = match(location.pathname);
  if (shown?.handle?.update && shown.path === location.pathname) {
    closeMenu();
    shown.handle.update({ query });
    return;
  }
  shown?.life.abort();
  const page = { path: location.pathname, life: new AbortController(), handle: undefined };
  shown = page;
  markNav(found?.route.name);
  const root = h('div', { class: `page page-${found?.route.name ?? 'missing'}` });
  // The old page stays while the new one's module comes, which is at once but for the first time.
  const waiting = setTimeout(() => main.replaceChildren(pageSkeleton()), 120);
  try {
    if (!found) {
      throw Object.assign(new Error(`There is no page ${location.pathname}.`), { status: 404 });
    }
    const module = await import(`./pages/${found.route.name}.js`);
    clearTimeout(waiting);
    if (page.life.signal.aborted) {
      return;
    }
    document.title = `${module.title} · Similarity`;
    main.replaceChildren(root);
    if (focus) {
      main.focus({ preventScroll: true });
    }
    page.handle = await module.render(root, {
      params: found.params,
      query,
      navigate,
      api: createApi(page.life.signal),
      signal: page.life.signal,
    });
    if (!page.life.signal.aborted) {
      window.scrollTo(0, scroll);
    }
  } catch (error) {
    clearTimeout(waiting);
    if (!page.life.signal.aborted) {
      document.title = 'Similarity';
      main.replaceChildren(errorState(error, { retry: () => show() }));
    }
  }
}

/** @param {string | undefined} name the page that is shown */
function markNav(name) {
  for (const link of nav.querySelectorAll('a')) {
    const current = link.dataset.page === name;
    current ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  closeMenu();
}

const menu = /** @type {HTMLButtonElement} */ (document.getElementById('menu-switch'));

function closeMenu() {
  menu.setAttribute('aria-expanded', 'false');
  nav.classList.remove('open');
}

function bindMenu() {
  menu.addEventListener('click', () => {
    const open = menu.getAttribute('aria-expanded') !== 'true';
    menu.setAttribute('aria-expanded', String(open));
    nav.classList.toggle('open', open);
    if (open) {
      nav.querySelector('a')?.focus();
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && nav.classList.contains('open')) {
      closeMenu();
      menu.focus();
    }
  });
}

async function nameDatabase() {
  const place = document.getElementById('database');
  try {
    const info = await createApi().info();
    place?.replaceChildren(h('span', { title: 'The database that is shown' }, info.database.name),
      h('span', { class: 'muted' }, ` · ${count(info.database.materials)}`));
  } catch {
    place?.replaceChildren(h('span', { class: 'danger' }, 'not connected'));
  }
}

nav.append(...ROUTES.filter(route => route.label).map(route =>
  h('a', { href: route.pattern, 'data-page': route.name }, route.label)));
bindThemeSwitch(/** @type {HTMLButtonElement} */ (document.getElementById('theme-switch')));
bindMenu();
bindKeys(navigate);
followLinks(url => navigate(url));
history.scrollRestoration = 'manual';
history.replaceState({ entry }, '');
addEventListener('popstate', event => {
  scrolled.set(entry, scrollY);
  entry = event.state?.entry ?? newEntry();
  show({ scroll: scrolled.get(entry) ?? 0 });
});
document.addEventListener('databasechange', nameDatabase);
nameDatabase();
show();
