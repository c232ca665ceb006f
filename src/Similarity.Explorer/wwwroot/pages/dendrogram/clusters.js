/** The clusters that the cut leaves, as a list. */

import { h } from '../../components/element.js';
import { plural } from '../../notation/numbers.js';
import { materialUrl } from '../../router.js';

const COMPARED = 8;

/**
 * @param {number[][]} clusters
 * @param {{ ids: string[], labels: string[] }} data
 * @param {(index: number) => string} colourOf the cluster with this number among those of several
 */
export function clusterList(clusters, { ids, labels }, colourOf) {
  const several = clusters.filter(cluster => cluster.length > 1);
  const alone = clusters.filter(cluster => cluster.length === 1).map(cluster => cluster[0]);
  const link = leaf => h('li', {}, h('a', { href: materialUrl(ids[leaf]) }, labels[leaf]));
  return h('div', { class: 'clusters', 'data-testid': 'clusters' },
    several.map((cluster, i) => h('section', { class: 'cluster', 'data-testid': 'cluster' },
      h('div', { class: 'cluster-head' },
        h('span', { class: 'cluster-dot', style: { background: colourOf(i) } }),
        h('h3', {}, plural(cluster.length, 'material')),
        h('a', {
          class: 'small', href: '/compare?ids='
            + cluster.slice(0, COMPARED).map(leaf => encodeURIComponent(ids[leaf])).join(','),
        }, cluster.length > COMPARED ? `Compare the first ${COMPARED}` : 'Compare')),
      h('ul', {}, cluster.map(link)))),
    alone.length > 0
      ? h('section', { class: 'cluster', 'data-testid': 'alone' },
        h('div', { class: 'cluster-head' },
          h('h3', {}, `${plural(alone.length, 'material')} alone`)),
        h('ul', {}, alone.map(link)))
      : null);
}
