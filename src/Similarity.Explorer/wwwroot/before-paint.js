// What cannot wait for the modules.
(function () {
  // The first question of the search page, which then has its answer when it is there to ask.
  if (location.pathname === '/' && !location.search) {
    var link = document.createElement('link');
    link.rel = 'preload';
    link.as = 'fetch';
    link.crossOrigin = '';
    link.href = '/api/materials?sort=id&order=asc&offset=0&limit=100';
    document.head.append(link);
  }

  // Before the first paint, so that the page never flashes in the other theme. A browser may take
  // a tenth of a second to open the storage.
  var chosen = null;
  try {
    chosen = localStorage.getItem('theme');
  } catch {
    // Storage is closed to this page: the system's theme stays.
  }
  var dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme =
    chosen === 'light' || chosen === 'dark' ? chosen : dark ? 'dark' : 'light';
})();
