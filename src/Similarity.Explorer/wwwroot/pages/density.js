/** The density viewer: a cube from a file or of a material, as a surface and as a plane. */

import { blockSkeleton, partError } from '../components/states.js';
import { h } from '../components/element.js';
import { plural, significant } from '../notation/numbers.js';
import { colour } from '../theme.js';
import { SCALES } from './drawing/colour.js';
import { addressWith, choice, later, onSize, replaceKeepingFocus } from './drawing/dom.js';
import { parseCube } from './density/cube.js';
import { SliceView } from './density/slice-view.js';
import { sliceOf } from './density/slice.js';
import { Enclosed, statistics } from './density/statistics.js';
import { DensityViewer } from './density/viewer.js';

export const title = 'Density';

const AXES = ['a', 'b', 'c'];

/**
 * @param {HTMLElement} root
 * @param {any} context of the shell
 */
export async function render(root, { query, navigate, api, signal }) {
  const info = await api.info();
  const page = new DensityPage(root, info, navigate, api, signal);
  await page.show(query);
  return { update: next => page.show(next.query) };
}

class DensityPage {
  constructor(root, info, navigate, api, signal) {
    Object.assign(this, { root, info, navigate, api, signal });
    this.id = null;
    this.cube = null;
    this.name = '';
    this.controls = h('div', {});
    this.body = h('div', { class: 'density-body' });
    root.append(h('h1', {}, title), this.controls, this.body);
    root.addEventListener('dragover', event => event.preventDefault(), { signal });
    root.addEventListener('drop', event => {
      event.preventDefault();
      this.#open(event.dataTransfer?.files[0]);
    }, { signal });
    document.addEventListener('themechange', () => this.cube && this.#draw(), { signal });
    this.keep = later(250, signal, changes => {
      const url = addressWith('/density', this.query, changes);
      this.query = new URL(url, location.href).searchParams;
      navigate(url, { replace: true });
    });
  }

  async show(query) {
    this.query = query;
    const id = query.get('id');
    this.controls.replaceChildren(this.#source(id));
    if (id && id !== this.id) {
      this.id = id;
      this.cube = null;
      this.body.replaceChildren(blockSkeleton('Predicting the density'));
      try {
        const text = await this.api.text(`materials/${encodeURIComponent(id)}/density`);
        if (this.id === id) this.#take(text, id);
      } catch (error) {
        if (!this.signal.aborted && this.id === id) {
          this.body.replaceChildren(partError(error, 'There is no density.'), this.#drop());
        }
      }
    } else if (this.cube) {
      this.#draw();
    } else if (!id) {
      this.body.replaceChildren(this.#drop());
    }
  }

  /** @param {File | undefined} file */
  async #open(file) {
    if (!file) return;
    this.id = null;
    this.query = new URLSearchParams();
    this.navigate('/density', { replace: true });
    this.controls.replaceChildren(this.#source(''));
    this.body.replaceChildren(blockSkeleton('Reading the file'));
    try {
      this.#take(await file.text(), file.name);
    } catch (error) {
      this.body.replaceChildren(partError(error, file.name), this.#drop());
    }
  }

  #take(text, name) {
    this.cube = parseCube(text);
    this.name = name;
    this.numbers = statistics(this.cube);
    this.enclosed = new Enclosed(this.cube.data);
    this.#draw();
  }

  #source(id) {
    const models = this.info.models.filter(model => model.kind === 'density');
    const input = h('input', {
      class: 'input', value: id ?? '', 'data-testid': 'density-id', spellcheck: 'false',
    });
    return h('form', {
      class: 'view-controls',
      onsubmit: event => {
        event.preventDefault();
        this.navigate(addressWith('/density', new URLSearchParams(), { id: input.value.trim() }));
      },
    }, h('label', { class: 'field view-id' }, 'Material', input),
    h('button', { class: 'button' }, 'Predict'),
    h('p', { class: 'muted small view-note' }, models.length === 0
      ? 'No model of densities is loaded.'
      : `Models know ${models.map(model => `${model.elements?.join(', ') ?? 'all elements'} `
        + `(${model.name})`).join('; ')}.`));
  }

  #drop() {
    const input = h('input', {
      type: 'file', accept: '.cube,.cub', class: 'visually-hidden', 'data-testid': 'cube-file',
      onchange: () => this.#open(input.files[0]),
    });
    const box = h('div', {
      class: 'drop', 'data-testid': 'cube-drop',
      ondragenter: () => box.classList.add('over'),
      ondragleave: event => box.contains(event.relatedTarget) || box.classList.remove('over'),
    }, h('p', {}, 'Drop a cube file here. It stays on this computer and is in no address: after '
      + 'the page was left it has to be dropped again.'),
    h('label', { class: 'button' }, 'Choose a file', input),
    h('p', { class: 'muted small' }, 'Programs of electronic structure write such files; so do ',
      h('code', {}, 'similarity density predict FILE --cube OUT.cube'), ' and ',
      h('code', {}, 'similarity griddensity predict FILE --out OUT.cube'), '.'));
    return box;
  }

  #state() {
    const least = Math.max(this.numbers.high * 1e-4, 1e-12);
    const given = Number(this.query.get('level'));
    const axis = AXES.indexOf(this.query.get('axis') ?? 'c');
    const at = Number(this.query.get('at') ?? 0.5);
    return {
      least, most: this.numbers.high * 0.98,
      level: given > 0 ? given : Math.max(least, this.enclosed.level(0.8)),
      axis: axis < 0 ? 2 : axis,
      at: at >= 0 && at <= 1 ? at : 0.5,
      scale: SCALES.includes(this.query.get('scale')) ? this.query.get('scale') : SCALES[0],
      // Next to nuclei densities are a thousand times those between atoms.
      logarithmic: this.query.get('values') !== 'linear' && !this.cube.isOrbital,
    };
  }

  get #unit() {
    return this.cube.isOrbital ? 'a.u.' : 'e/Å³';
  }

  #draw() {
    const state = this.#state();
    this.state = state;
    this.slice = new SliceView();
    this.space = h('div', { class: 'density-space', 'data-testid': 'density-space' });
    this.levelText = h('output', { 'data-testid': 'level-text' });
    this.planeText = h('output', {});
    // Equal steps of the slider are equal factors: densities span decades.
    const ratio = state.most / state.least;
    const level = this.#slider('Level', Math.log(state.level / state.least) / Math.log(ratio),
      t => this.#setLevel(state.least * ratio ** t), 'level');
    const plane = this.#slider('Position', state.at, t => this.#setPlane(t), 'plane');
    const go = changes => this.navigate(addressWith('/density', this.query, changes));
    const aside = h('div', { class: 'card' },
      h('div', { class: 'view-controls' },
        choice('Plane across', AXES.map(axis => ({ value: axis, text: axis })), AXES[state.axis],
          axis => go({ axis }), 'axis'),
        choice('Colours', SCALES.map(name => ({ value: name, text: name })), state.scale,
          scale => go({ scale }), 'density-scale'),
        choice('Values', [{ value: '', text: 'logarithmic' }, { value: 'linear', text: 'linear' }],
          state.logarithmic ? '' : 'linear', values => go({ values }), 'density-values')),
      plane, this.planeText, this.slice.element);
    this.life?.abort();
    this.life = new AbortController();
    this.signal.addEventListener('abort', () => this.life.abort(), { once: true });
    replaceKeepingFocus(this.body, this.#facts(),
      h('div', { class: 'density-layout' },
        h('div', { class: 'card' }, level, this.levelText, this.space), aside),
      this.#drop());
    onSize(aside, this.life.signal, width => {
      this.room = width;
      this.#drawSlice();
    });
    this.#showSpace();
    this.#setLevel(state.level, false);
    this.#setPlane(state.at, false);
  }

  async #showSpace() {
    const { life, cube } = this;
    this.viewer = null;
    try {
      const viewer = await DensityViewer.in(this.space, cube, life.signal);
      if (life.signal.aborted) return;
      this.viewer = viewer;
      this.#drawSurface();
      this.viewer.setPlane(this.cut, colour('--danger'));
      this.space.dataset.drawn = 'true';
    } catch (error) {
      if (!life.signal.aborted) this.space.replaceChildren(partError(error));
    }
  }

  #slider(label, value, change, testid) {
    const input = h('input', {
      type: 'range', min: 0, max: 1, step: 0.002, value: Math.min(1, Math.max(0, value)),
      'data-testid': testid, oninput: () => change(Number(input.value)),
    });
    return h('label', { class: 'density-slider' }, h('span', {}, label), input);
  }

  #setLevel(level, keep = true) {
    this.state.level = level;
    const share = this.enclosed.share(level);
    this.levelText.textContent = `${significant(level, 3)} ${this.#unit}`
      + (this.cube.isOrbital ? '' : `, encloses ${significant(100 * share, 3)} % of the electrons`);
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => {
      this.#drawSurface();
      this.#drawSlice();
    });
    if (keep) this.keep({ level: Number(level.toPrecision(4)) });
  }

  #drawSurface() {
    this.viewer?.setLevel(this.state.level, colour('--series-1'), colour('--series-2'));
  }

  #setPlane(at, keep = true) {
    this.state.at = at;
    this.cut = sliceOf(this.cube, this.state.axis, at);
    this.planeText.textContent = `${AXES[this.state.axis]} = ${significant(at, 3)}`;
    this.#drawSlice();
    this.viewer?.setPlane(this.cut, colour('--danger'));
    if (keep) this.keep({ at: Number(at.toFixed(3)) });
  }

  #drawSlice() {
    if (!this.cut || !this.room) return;
    this.slice.draw(this.cut, {
      ...this.numbers, ...this.state, unit: this.#unit, width: this.room,
      ink: 'rgba(255, 255, 255, 0.55)', accent: '#ff8d85',
      label: `Density in the plane ${AXES[this.state.axis]} = ${significant(this.state.at, 3)}`,
    });
  }

  #facts() {
    const { cube, numbers } = this;
    const unit = this.#unit;
    const rows = [
      ['grid', cube.counts.join(' × ')],
      ['atoms', String(cube.atoms.length)],
      ...cube.isOrbital ? [] : [['electrons', significant(numbers.electrons, 6)]],
      ['least', `${significant(numbers.low)} ${unit}`],
      ['greatest', `${significant(numbers.high)} ${unit}`],
      ['volume', `${significant(numbers.volume_A3)} Å³`],
    ];
    return h('div', { class: 'card' },
      h('h2', { 'data-testid': 'density-name' }, this.name),
      cube.sets.length > 1
        ? h('p', { class: 'muted' }, `The first of ${plural(cube.sets.length, 'orbital')}.`) : null,
      h('dl', { class: 'view-facts', 'data-testid': 'density-facts' }, rows.map(([name, value]) =>
        h('div', {}, h('dt', {}, name), h('dd', {}, value)))));
  }
}
