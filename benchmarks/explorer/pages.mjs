/**
 * How fast the pages of the explorer are in headless Chromium:
 *
 *   node pages.mjs [http://127.0.0.1:8123] [points]
 *
 * First meaningful view: from the start of the navigation until the first materials of the table
 * are painted (the grey rows that stand there before do not count), with an empty cache; beside it
 * what of it the main thread of the page worked, which other work on the machine touches less,
 * and the same time of a page that is a picture: what the browser itself needs. Query to
 * neighbours: the answer of the server, as the page asks. Frames of the map: painting alone and
 * frames a second of a pan and of a zoom, with points that are those of the server's map moved by
 * a little noise until there are enough; and the same points by WebGL, one draw call of point
 * sprites, to compare.
 */

import { chromium } from 'playwright-core';

const [base = 'http://127.0.0.1:8123', wanted = '100000'] = process.argv.slice(2);
const POINTS = Number(wanted);
const browser = await chromium.launch({
  executablePath: process.env.SIMILARITY_CHROMIUM ?? '/usr/bin/chromium',
  timeout: 180_000,
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});

const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const row = (what, value) => console.log(`| ${what} | ${value} |`);

console.log(`Chromium ${browser.version()}, node ${process.version}, ${POINTS} points\n`);
console.log('| what | value |\n| --- | --- |');
if (!process.env.MAP_ONLY) {
  await firstView();
  await neighbours();
}
await map();
await browser.close();

async function firstView() {
  const seen = [], worked = [], least = [];
  for (let trial = 0; trial < 5; trial++) {
    const view = await open(base, '[data-testid=materials] tr[data-id]');
    seen.push(view.ms);
    worked.push(view.workedMs);
    least.push((await open(`${base}/icon.svg`, 'svg')).ms);
  }
  const all = list => list.map(ms => ms.toFixed(0)).join(', ');
  row('first meaningful view, median of 5', `${median(seen).toFixed(0)} ms (${all(seen)})`);
  row('work of its main thread, median', `${median(worked).toFixed(0)} ms`);
  row('a picture alone, median of 5', `${median(least).toFixed(0)} ms (${all(least)})`);
}

/** Opens an address with an empty cache; the time until what is looked for is painted. */
async function open(address, selector) {
  const context = await browser.newContext();
  await context.addInitScript(looked => {
    const look = () => {
      if (!document.querySelector(looked)) return false;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { window.paintedAt = performance.now(); };
        port2.postMessage(null);
      });
      return true;
    };
    if (look()) return;
    const watch = new MutationObserver(() => look() && watch.disconnect());
    watch.observe(document, { childList: true, subtree: true });
  }, selector);
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.paintedAt, null, { timeout: 120_000, polling: 20 });
  const ms = await page.evaluate(() => window.paintedAt);
  const { metrics } = await tools.send('Performance.getMetrics');
  await context.close();
  return { ms, workedMs: 1000 * metrics.find(({ name }) => name === 'TaskDuration').value };
}

async function neighbours() {
  const page = await browser.newPage();
  await page.goto(base, { timeout: 120_000 });
  const times = await page.evaluate(async () => {
    const { kinds } = await (await fetch('/api/info')).json();
    const { name } = kinds.reduce((most, kind) => kind.vectors > most.vectors ? kind : most);
    const { items } = await (await fetch('/api/materials?limit=30')).json();
    const found = [];
    for (const { id } of items) {
      const begun = performance.now();
      const answer = await fetch(`/api/materials/${encodeURIComponent(id)}/neighbours?k=10&kind=`
        + encodeURIComponent(name));
      const { hits } = await answer.json();
      // A material without this fingerprint has none.
      if (hits?.length > 0) found.push(performance.now() - begun);
    }
    return found;
  });
  row('query to neighbours, first', `${times[0].toFixed(0)} ms`);
  row('query to neighbours, median of the rest', `${median(times.slice(1)).toFixed(1)} ms`);
  await page.close();
}

async function map() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${base}/about`, { timeout: 120_000 });
  const found = await page.evaluate(measure, POINTS);
  await page.close();
  row('points of the server that were multiplied', String(found.real));
  row('paint of all points, quick, median', `${found.quick.toFixed(1)} ms`);
  row('paint of all points, soft, median', `${found.soft.toFixed(1)} ms`);
  row('frames a second, pan', found.pan.toFixed(1));
  row('frames a second, zoom', found.zoom.toFixed(1));
  row('nearest point, mean of 10,000', `${found.hover.toFixed(1)} µs`);
  row('lasso around half of them', `${found.lasso.toFixed(0)} ms`);
  row('frames a second, WebGL point sprites, pan', found.webgl === null ? 'none'
    : `${found.webgl.toFixed(1)} (${found.driver})`);
}

/** Runs in the page. */
async function measure(points) {
  const { Stage } = await import('/pages/map/stage.js');
  const { parsePoints } = await import('/pages/map/data.js');
  const { colourNumbers } = await import('/pages/map/colouring.js');
  const { kinds } = await (await fetch('/api/info')).json();
  const { name } = kinds.reduce((most, kind) => kind.vectors > most.vectors ? kind : most);
  const asked = `kind=${encodeURIComponent(name)}&method=pca`;
  const real = parsePoints(await (await fetch(`/api/map/points?${asked}`)).arrayBuffer()).xy;
  let seed = 5;
  const next = () => {
    seed = (seed + 0x6d2b79f5) >>> 0;
    let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
    t ^= t + Math.imul(t ^ t >>> 7, 61 | t);
    return ((t ^ t >>> 14) >>> 0) / 2 ** 32;
  };
  const noise = () => (next() + next() + next() - 1.5) * 0.05;
  const width = Math.max(...real) - Math.min(...real);
  const xy = new Float32Array(2 * points);
  for (let i = 0; i < xy.length; i++) xy[i] = real[i % real.length] + noise() * width;
  const values = Float32Array.from({ length: points }, next);
  const stage = new Stage({ hover() {}, open() {}, select() {}, view() {}, tool() {} },
    new AbortController().signal);
  stage.element.style.height = '600px';
  document.getElementById('main').replaceChildren(stage.element);
  await new Promise(resolve => setTimeout(resolve, 300));
  stage.setPoints(xy, null);
  const { colours, order } = colourNumbers(values,
    { scale: 'viridis', range: [0, 1], missing: [9, 9, 9] });
  stage.setColours(colours, order, [255, 255, 255]);
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
  const paints = async moving => {
    const times = [];
    for (let k = 0; k < 15; k++) {
      stage.surface.show(stage.frame.panned(k, 0), { moving });
      await frame();
      times.push(stage.surface.lastMs);
    }
    return times.sort((a, b) => a - b)[7];
  };
  const rate = async (step, drawn) => {
    await frame();
    const begun = performance.now();
    const before = drawn();
    while (performance.now() - begun < 4000) {
      step(performance.now() - begun);
      await frame();
    }
    return (drawn() - before) / (performance.now() - begun) * 1000;
  };
  const result = { real: real.length / 2, soft: await paints(false), quick: await paints(true) };
  const events = stage.element;
  const box = events.getBoundingClientRect();
  const move = (type, x, y) => events.dispatchEvent(new PointerEvent(type,
    { pointerId: 1, clientX: box.left + x, clientY: box.top + y, bubbles: true }));
  events.setPointerCapture = () => {};
  move('pointerdown', 300, 300);
  result.pan = await rate(t => move('pointermove', 300 + 150 * Math.sin(t / 300), 300),
    () => stage.surface.drawn);
  move('pointerup', 300, 300);
  result.zoom = await rate(t => stage.zoomBy(Math.sin(t / 400) > 0 ? 1.03 : 1 / 1.03),
    () => stage.surface.drawn);
  stage.showAll();
  const begun = performance.now();
  for (let k = 0; k < 10_000; k++) {
    const [x, y] = stage.frame.toWorld(next() * box.width, next() * box.height);
    stage.grid.nearest(x, y, 12 / stage.frame.scale);
  }
  result.hover = (performance.now() - begun) / 10;
  const { x0, x1, y0, y1 } = stage.grid.bounds;
  const lasso = performance.now();
  stage.grid.within([[x0, y0], [x1, y0], [x1, y1]]);
  result.lasso = performance.now() - lasso;
  Object.assign(result, await sprites(xy, colours, box, rate));
  return result;

  async function sprites(xy, colours, box, rate) {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [box.width, box.height];
    document.getElementById('main').replaceChildren(canvas);
    const gl = canvas.getContext('webgl2');
    if (!gl) return { webgl: null };
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const compile = (type, text) => {
      const shader = gl.createShader(type);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      return shader;
    };
    const program = gl.createProgram();
    gl.attachShader(program, compile(gl.VERTEX_SHADER, `#version 300 es
      in vec2 at; in vec4 ink; uniform vec4 place; out vec4 colour;
      void main() { gl_Position = vec4(at * place.xy + place.zw, 0.0, 1.0);
        gl_PointSize = 3.0; colour = ink; }`));
    gl.attachShader(program, compile(gl.FRAGMENT_SHADER, `#version 300 es
      precision mediump float; in vec4 colour; out vec4 pixel;
      void main() { pixel = colour; }`));
    gl.linkProgram(program);
    gl.useProgram(program);
    const buffer = (data, name, size, type, normalised) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      const place = gl.getAttribLocation(program, name);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, type, normalised, 0, 0);
    };
    buffer(xy, 'at', 2, gl.FLOAT, false);
    buffer(new Uint8Array(colours.buffer), 'ink', 4, gl.UNSIGNED_BYTE, true);
    const place = gl.getUniformLocation(program, 'place');
    const scale = 1.9 / width;
    let drawn = 0;
    const webgl = await rate(t => {
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform4f(place, scale, scale, Math.sin(t / 300) * 0.2, 0);
      gl.drawArrays(gl.POINTS, 0, xy.length / 2);
      // One pixel is read back: else frames pile up in the queue and the rate is none.
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
      drawn++;
    }, () => drawn);
    return { webgl, driver: info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : 'unknown' };
  }
}
