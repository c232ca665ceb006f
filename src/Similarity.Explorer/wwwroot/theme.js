/** Light and dark: what the system prefers until the reader chooses. */

const LIGHT = 'M10 3v1.5M10 15.5V17M3 10h1.5M15.5 10H17M5 5l1 1M14 14l1 1M5 15l1-1M14 6l1-1';

/** @returns {'light' | 'dark'} */
export function theme() {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

/** @param {'light' | 'dark'} name */
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  document.dispatchEvent(new CustomEvent('themechange', { detail: name }));
}

/**
 * Makes a button switch the theme, and follows the system where nothing was chosen.
 * @param {HTMLButtonElement} button
 */
export function bindThemeSwitch(button) {
  const show = () => {
    const other = theme() === 'dark' ? 'light' : 'dark';
    button.setAttribute('aria-label', `Use the ${other} theme`);
    button.title = `Use the ${other} theme`;
    button.innerHTML = theme() === 'dark'
      ? `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10"
          r="3.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="${LIGHT}"
          stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>`
      : `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path
          d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.700z" fill="none"
          stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/></svg>`;
  };
  button.addEventListener('click', () => {
    const other = theme() === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', other);
    } catch (error) {
      console.info('The theme cannot be remembered:', error.message);
    }
    setTheme(other);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', event => {
    if (!chosen()) {
      setTheme(event.matches ? 'dark' : 'light');
    }
  });
  document.addEventListener('themechange', show);
  show();
}

/** @returns {string | null} what the reader chose before */
function chosen() {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
}

/**
 * The colour that a custom property has now: 'var(--accent)' or '--accent'.
 * @param {string} name
 */
export function colour(name) {
  const property = name.replace(/^var\(\s*|\s*\)$/g, '');
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}
