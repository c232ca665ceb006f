/** The canvas of the points: draws them in the next frame, quickly while they move. */

import { packed } from '../drawing/colour.js';
import { drawPoints, stampOf } from './points.js';

/** How long nothing moves before points get their soft rims. */
const REST_MS = 140;

export class PointSurface {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext('2d', { alpha: false });
    this.xy = new Float32Array(0);
    this.colours = new Uint32Array(0);
    this.order = undefined;
    this.ground = 0xffffffff;
    this.frame = null;
    /** How many frames were drawn, and the milliseconds the last took: read by measurements. */
    this.drawn = 0;
    this.lastMs = 0;
    this.waiting = 0;
    this.rest = 0;
  }

  /** @param {number} width @param {number} height of the page, in CSS pixels */
  resize(width, height) {
    // Twice is as fine as eyes see discs; phones with three would draw for nothing.
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    this.canvas.width = Math.max(1, Math.round(width * this.ratio));
    this.canvas.height = Math.max(1, Math.round(height * this.ratio));
    this.image = this.context.createImageData(this.canvas.width, this.canvas.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** @param {number[]} rgb */
  setGround(rgb) {
    this.ground = packed(rgb);
  }

  /** @param {import('./view.js').Frame} frame */
  show(frame, { moving = false } = {}) {
    this.frame = frame;
    this.moving = moving;
    if (!this.waiting) {
      this.waiting = requestAnimationFrame(() => {
        this.waiting = 0;
        this.#draw(!this.moving);
      });
    }
    clearTimeout(this.rest);
    if (moving) this.rest = setTimeout(() => this.#draw(true), REST_MS);
  }

  #draw(soft) {
    if (!this.pixels || !this.frame) return;
    const begun = performance.now();
    const { frame, ratio } = this;
    this.pixels.fill(this.ground);
    const scale = frame.scale * ratio;
    drawPoints(this.pixels, this.canvas.width, this.canvas.height, this.xy, this.colours, {
      ax: scale, bx: frame.width * ratio / 2 - frame.view.cx * scale,
      ay: -scale, by: frame.height * ratio / 2 + frame.view.cy * scale,
    }, stampOf(radiusFor(this.colours.length, frame) * ratio), { soft, order: this.order });
    this.context.putImageData(this.image, 0, 0);
    this.drawn++;
    this.lastMs = performance.now() - begun;
  }

  stop() {
    cancelAnimationFrame(this.waiting);
    clearTimeout(this.rest);
  }
}

/**
 * Discs that leave ground between them: smaller where there are many, larger as one comes near.
 * @param {number} n
 * @param {import('./view.js').Frame} frame
 */
export function radiusFor(n, frame) {
  const room = Math.sqrt(frame.width * frame.height / Math.max(1, n));
  const grown = room * 0.16 * Math.sqrt(frame.view.zoom);
  return Math.min(6, Math.max(n > 20_000 ? 1.2 : 2.2, grown));
}
