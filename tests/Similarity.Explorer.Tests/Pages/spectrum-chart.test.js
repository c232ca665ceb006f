import assert from 'node:assert/strict';
import test from 'node:test';
import {
  featureWords,
} from '../../../src/Similarity.Explorer/wwwroot/pages/material/screening-card.js';
import {
  spectrumChart,
} from '../../../src/Similarity.Explorer/wwwroot/pages/material/spectrum-chart.js';

globalThis.innerWidth = 1280;

const bands = {
  source: 'stored', x: [0, 1], labels: [], breaks: [], bands_eV: [[[2, 3], [7, 8]]],
  fermi_eV: 5, vbm_eV: 3, cbm_eV: 7,
};
const dos = {
  source: 'stored', energies_eV: [3, 7], dos: [[1, 2]], fermi_eV: 3.5, vbm_eV: 3.2, cbm_eV: 6.8,
};
const nothing = { learned: null, others: [], zero: 'fermi' };

/** Where the gap begins, in the chart of bands and in that of the density of states. */
function gaps({ layout }) {
  return layout.shapes.filter(shape => shape.type === 'rect').map(shape => [shape.xref, shape.y0]);
}

test('bands and density of one source have one zero and one gap', () => {
  const chart = spectrumChart({ ...nothing, bands, dos });
  assert.deepEqual(chart.traces.at(-1).y, [-2, 2]);
  assert.deepEqual(gaps(chart), [['x domain', -2], ['x2 domain', -2]]);
});

test('of two sources each has its own', () => {
  const chart = spectrumChart({ ...nothing, bands: { ...bands, source: 'gfn0' }, dos });
  assert.deepEqual(chart.traces.at(-1).y, [-0.5, 3.5]);
  const [[, ofBands], [, ofDos]] = gaps(chart);
  assert.equal(ofBands, -2);
  assert.ok(Math.abs(ofDos + 0.3) < 1e-12);
});

test('a learned density is seen whole', () => {
  const learned = { model: 'a', energies_eV: [3, 7], dos: [5, 9], std: [0, 0], fermi_eV: 5 };
  const { layout } = spectrumChart({ ...nothing, bands, dos, learned });
  assert.ok(layout.xaxis2.range[1] > 9);
});

test('reasons are words', () => {
  assert.equal(featureWords('spectral/gfn0 vbm states within 4 eV below'),
    'states within 4 eV below the valence edge, by gfn0');
  assert.equal(featureWords('spectral/gfn0 fermi'), 'states about the Fermi level, by gfn0');
  assert.equal(featureWords('bond length'), 'bond length');
});
