/**
 * The map itself: points, and over them what the hand draws. Says what happens by callbacks and
 * knows nothing of materials.
 */

import { h } from '../../components/element.js';
import { onSize } from '../drawing/dom.js';
import { PointGrid } from './grid.js';
import { simplified } from './polygon.js';
import { PointSurface, radiusFor } from './surface.js';
import { Frame, homeOf } from './view.js';

const REACH = 12;

/**
 * @typedef {object} StageEvents
 * @property {(index: number, x: number, y: number) => void} hover −1: nothing is there
 * @property {(index: number) => void} open
 * @property {(polygon: Array<[number, number]> | null) => void} select
 * @property {(view: { cx: number, cy: number, zoom: number } | null) => void} view
 * @property {(tool: string) => void} tool
 */

export class Stage {
  /**
   * @param {StageEvents} events
   * @param {AbortSignal} signal
   */
  constructor(events, signal) {
    this.events = events;
    this.points = h('canvas', { class: 'map-points', 'aria-hidden': 'true' });
    this.overlay = h('canvas', { class: 'map-overlay', 'aria-hidden': 'true' });
    this.element = h('div', {
      class: 'map-stage', tabindex: '0', role: 'application', 'data-testid': 'map-stage',
      'aria-label': 'Map of the materials. Arrows move, plus and minus magnify, 0 shows all, '
        + 'l draws a lasso, b a box, Tab leaves.',
    }, this.points, this.overlay);
    this.surface = new PointSurface(this.points);
    this.grid = new PointGrid(new Float32Array(0));
    this.home = homeOf(this.grid.xy);
    this.frame = new Frame(this.home.box, 1, 1);
    this.tool = 'pan';
    this.drag = null;
    this.pinch = new Map();
    this.hovered = -1;
    this.marks = [];
    this.polygon = null;
    this.#listen(signal);
    onSize(this.element, signal, (width, height) => this.#resize(width, height));
    signal.addEventListener('abort', () => this.surface.stop(), { once: true });
  }

  /** @param {Float32Array} xy @param {object | null} view all of it when null */
  setPoints(xy, view) {
    this.isMoved = view !== null;
    this.grid = new PointGrid(xy);
    this.home = homeOf(xy);
    this.surface.xy = xy;
    this.surface.colours = new Uint32Array(xy.length / 2);
    this.frame = new Frame(this.home.box, this.frame.width, this.frame.height, view);
    this.hovered = -1;
  }

  /** @param {Uint32Array} colours @param {Uint32Array} order @param {number[]} ground */
  setColours(colours, order, ground) {
    this.surface.colours = colours;
    this.surface.order = order;
    this.surface.setGround(ground);
    this.#show();
  }

  /** @param {object | null} view */
  setView(view) {
    this.isMoved = view !== null;
    this.frame = new Frame(this.home.box, this.frame.width, this.frame.height, view);
    this.#show();
  }

  /** @param {'pan' | 'lasso' | 'box'} tool */
  setTool(tool) {
    this.tool = tool;
    this.element.dataset.tool = tool;
    this.events.tool(tool);
  }

  /** The line around what is chosen. @param {Array<[number, number]> | null} polygon */
  setPolygon(polygon) {
    this.polygon = polygon;
    this.#drawOverlay();
  }

  /** Points with a ring: those that a list names. @param {number[]} indices */
  setMarks(indices) {
    this.marks = indices;
    this.#drawOverlay();
  }

  zoomBy(factor, x = this.frame.width / 2, y = this.frame.height / 2) {
    this.frame = this.frame.zoomed(x, y, factor);
    this.#moved();
  }

  showAll() {
    this.isMoved = false;
    this.frame = new Frame(this.home.box, this.frame.width, this.frame.height);
    this.#show();
    this.events.view(null);
  }

  /** Those too that lie far from all others. */
  showFarthest() {
    this.frame = this.frame.showing(this.grid.bounds);
    this.#moved();
  }

  /** The part of the world that is seen. */
  corners() {
    const { width, height } = this.frame;
    return boxOf([0, 0], [width, height]).map(([x, y]) => this.frame.toWorld(x, y));
  }

  #resize(width, height) {
    this.frame = this.frame.sized(width, height);
    this.surface.resize(width, height);
    this.overlay.width = Math.round(width * this.surface.ratio);
    this.overlay.height = Math.round(height * this.surface.ratio);
    this.#show();
  }

  #moved() {
    this.isMoved = true;
    this.#show(true);
    this.events.view(this.frame.view);
  }

  #show(moving = false) {
    this.surface.show(this.frame, { moving });
    this.#drawOverlay();
  }

  #listen(signal) {
    const on = (type, work, options = {}) =>
      this.element.addEventListener(type, work, { signal, ...options });
    on('pointerdown', event => this.#down(event));
    on('pointermove', event => this.#move(event));
    on('pointerup', event => this.#up(event));
    on('pointercancel', () => this.#cancel());
    on('pointerleave', () => this.drag || this.#hover(-1));
    on('wheel', event => {
      event.preventDefault();
      const step = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      const [x, y] = this.#at(event);
      this.zoomBy(Math.exp(-Math.max(-240, Math.min(240, step)) / 320), x, y);
    }, { passive: false });
    on('keydown', event => this.#key(event));
  }

  #at(event) {
    const box = this.element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event) {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    const at = this.#at(event);
    this.pinch.set(event.pointerId, at);
    this.drag = { from: at, last: at, far: false, tool: event.shiftKey ? 'box' : this.tool,
      line: [at] };
  }

  #move(event) {
    const at = this.#at(event);
    if (this.pinch.has(event.pointerId) && this.pinch.size === 2) {
      this.#pinched(event.pointerId, at);
      return;
    }
    if (!this.drag) {
      this.#hoverAt(at);
      return;
    }
    const { drag } = this;
    drag.far ||= Math.hypot(at[0] - drag.from[0], at[1] - drag.from[1]) > 3;
    if (!drag.far) return;
    if (drag.tool === 'pan') {
      this.#hover(-1);
      this.frame = this.frame.panned(at[0] - drag.last[0], at[1] - drag.last[1]);
      this.#moved();
    } else {
      drag.line = drag.tool === 'box' ? boxOf(drag.from, at) : [...drag.line, at];
      this.#drawOverlay();
    }
    drag.last = at;
    this.pinch.set(event.pointerId, at);
  }

  /** Two fingers magnify about the middle between them, and move it. */
  #pinched(pointer, at) {
    const other = [...this.pinch].find(([id]) => id !== pointer)[1];
    const old = this.pinch.get(pointer);
    const middle = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
    const factor = distance(at, other) / Math.max(1, distance(old, other));
    this.frame = this.frame.panned((at[0] - old[0]) / 2, (at[1] - old[1]) / 2)
      .zoomed(middle[0], middle[1], factor);
    this.pinch.set(pointer, at);
    if (this.drag) this.drag.tool = 'pinch';
    this.#moved();
  }

  #up(event) {
    const { drag } = this;
    this.pinch.delete(event.pointerId);
    if (!drag || this.pinch.size > 0) return;
    this.drag = null;
    if (!drag.far) {
      const index = this.#nearest(drag.from);
      if (index >= 0) this.events.open(index);
    } else if (drag.tool === 'lasso' || drag.tool === 'box') {
      const line = simplified(drag.line, 1.5);
      this.events.select(line.length < 3 ? null : line.map(([x, y]) => this.frame.toWorld(x, y)));
    }
    this.#drawOverlay();
  }

  #cancel() {
    this.drag = null;
    this.pinch.clear();
    this.#drawOverlay();
  }

  #nearest([x, y]) {
    const [wx, wy] = this.frame.toWorld(x, y);
    return this.grid.nearest(wx, wy, REACH / this.frame.scale);
  }

  #hoverAt(at) {
    this.#hover(this.#nearest(at), at);
  }

  #hover(index, at = [0, 0]) {
    if (index === this.hovered && index < 0) return;
    this.hovered = index;
    this.element.classList.toggle('on-point', index >= 0);
    this.events.hover(index, at[0], at[1]);
    this.#drawOverlay();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 160 : 48;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step],
      ArrowDown: [0, -step] };
    if (moves[event.key]) {
      this.frame = this.frame.panned(...moves[event.key]);
      this.#moved();
    } else if (event.key === '+' || event.key === '=') {
      this.zoomBy(1.4);
    } else if (event.key === '-') {
      this.zoomBy(1 / 1.4);
    } else if (event.key === '0') {
      this.showAll();
    } else if (event.key === 'l' || event.key === 'b') {
      const tool = event.key === 'l' ? 'lasso' : 'box';
      this.setTool(this.tool === tool ? 'pan' : tool);
    } else if (event.key === 'Escape') {
      if (this.drag) this.#cancel();
      else this.events.select(null);
      this.setTool('pan');
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #drawOverlay() {
    const context = this.overlay.getContext('2d');
    const { ratio } = this.surface;
    if (!ratio) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.frame.width, this.frame.height);
    const style = getComputedStyle(this.element);
    context.strokeStyle = style.getPropertyValue('--accent');
    context.lineWidth = 1.5;
    const line = this.drag?.far && ['lasso', 'box'].includes(this.drag.tool)
      ? this.drag.line : this.polygon?.map(([x, y]) => this.frame.toScreen(x, y));
    if (line) outline(context, line);
    context.strokeStyle = style.getPropertyValue('--text');
    context.lineWidth = 2;
    const radius = radiusFor(this.grid.length, this.frame) + 3;
    const rings = this.hovered >= 0 ? [...this.marks, this.hovered] : this.marks;
    for (const i of rings) {
      const [x, y] = this.frame.toScreen(this.grid.xy[2 * i], this.grid.xy[2 * i + 1]);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.stroke();
    }
  }
}

function outline(context, line) {
  context.beginPath();
  line.forEach(([x, y], i) => i === 0 ? context.moveTo(x, y) : context.lineTo(x, y));
  context.closePath();
  context.save();
  context.globalAlpha = 0.1;
  context.fillStyle = context.strokeStyle;
  context.fill();
  context.restore();
  context.setLineDash([5, 4]);
  context.stroke();
  context.setLineDash([]);
}

function boxOf([x0, y0], [x1, y1]) {
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]];
}

function distance([x0, y0], [x1, y1]) {
  return Math.hypot(x1 - x0, y1 - y0);
}
