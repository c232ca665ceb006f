"use strict";
(() => {
  const root = document.documentElement;

  // Light or dark: the reader's usual theme until another is chosen.
  const themes = ["", "light", "dark"];
  const names = { "": "theme: automatic", light: "theme: light", dark: "theme: dark" };
  const button = document.querySelector(".theme");
  const show = theme => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    button.textContent = names[theme];
  };
  const stored = () => {
    // Files opened from a disk may have no storage.
    try { return localStorage.getItem("similarity-theme") || ""; } catch { return ""; }
  };
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme || "") + 1) % themes.length];
    show(next);
    try { localStorage.setItem("similarity-theme", next); } catch { /* lasts as long as the page */ }
  });
  show(themes.includes(stored()) ? stored() : "");
  button.hidden = false;

  // Tables sort by a click on a heading; numbers as numbers, what is no number last.
  const value = cell => {
    const text = cell.textContent.trim();
    const number = parseFloat(text.replace("−", "-"));
    return { text, number: /^[−-]?[\d.]/.test(text) ? number : null };
  };
  for (const table of document.querySelectorAll("table")) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 2) continue;
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      heading.classList.add("sortable");
      heading.tabIndex = 0;
      const sort = () => {
        const down = heading.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].map(row => ({ row, ...value(row.cells[column]) }));
        const numeric = heading.classList.contains("number");
        rows.sort((a, b) => {
          if (!numeric) return (down ? -1 : 1) * a.text.localeCompare(b.text);
          const [known, other] = [a, b].map(entry => Number.isFinite(entry.number));
          if (!known || !other) return other - known;
          return (down ? -1 : 1) * (a.number - b.number);
        });
        body.append(...rows.map(entry => entry.row));
      };
      heading.addEventListener("click", sort);
      heading.addEventListener("keydown", event => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); }
      });
    });
  }

  const numbers = text => text.split(" ").map(Number);
  const make = (parent, name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, at] of Object.entries(attributes)) element.setAttribute(key, at);
    parent.append(element);
    return element;
  };
  const brief = number => {
    const size = Math.abs(number);
    const text = size && (size < 1e-3 || size >= 1e6) ? number.toExponential(3)
      : String(+number.toPrecision(5));
    return text.replace("-", "−");
  };

  function ticks(low, high) {
    const rough = (high - low) / 5, power = 10 ** Math.floor(Math.log10(rough)), part = rough / power;
    const step = power * (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10);
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)), found = [];
    for (let i = Math.ceil(low / step - 1e-9); i <= Math.floor(high / step + 1e-9); i++) {
      found.push([i * step, (i * step).toFixed(Math.min(digits, 12)).replace("-", "−")]);
    }
    return found;
  }

  function chart(svg) {
    const [left, top, right, bottom] = numbers(svg.dataset.box);
    const home = { x: numbers(svg.dataset.x), y: numbers(svg.dataset.y) };
    let view = home;
    const axes = svg.querySelector(".axes"), axesAtHome = axes.innerHTML;
    const inner = svg.querySelector("svg");
    const series = [...inner.querySelectorAll(".series")];
    const toX = p => home.x[0] + (p - left) / (right - left) * (home.x[1] - home.x[0]);
    const toY = p => home.y[0] + (p - bottom) / (top - bottom) * (home.y[1] - home.y[0]);
    const atX = v => left + (v - view.x[0]) / (view.x[1] - view.x[0]) * (right - left);
    const atY = v => bottom + (v - view.y[0]) / (view.y[1] - view.y[0]) * (top - bottom);

    // Values come from the picture itself, which has hundredths of a pixel.
    const shapes = [];
    series.forEach((group, index) => {
      for (const element of group.querySelectorAll("polyline, polygon, circle")) {
        const isCircle = element.tagName === "circle";
        const points = isCircle
          ? [[toX(+element.getAttribute("cx")), toY(+element.getAttribute("cy"))]]
          : element.getAttribute("points").trim().split(/\s+/).filter(Boolean)
            .map(pair => pair.split(",").map(Number)).map(([a, b]) => [toX(a), toY(b)]);
        const title = element.querySelector("title");
        const label = title ? title.textContent : "";
        if (title) title.remove();
        shapes.push({ element, isCircle, points, label, index, name: group.dataset.name });
      }
    });

    const readout = document.createElement("div");
    readout.className = "readout";
    const hint = "Point to read values, drag to zoom, double-click to see all"
      + (svg.querySelector(".entry") ? "; click a name to hide it." : ".");
    readout.textContent = hint;
    svg.after(readout);
    const cross = make(inner, "line", { class: "cross", y1: top, y2: bottom, visibility: "hidden" });
    const near = make(inner, "circle", { class: "near", r: 5, visibility: "hidden" });
    const lasso = make(inner, "rect", { class: "lasso", visibility: "hidden" });

    function draw() {
      for (const shape of shapes) {
        if (shape.isCircle) {
          shape.element.setAttribute("cx", atX(shape.points[0][0]));
          shape.element.setAttribute("cy", atY(shape.points[0][1]));
        } else {
          shape.element.setAttribute("points",
            shape.points.map(([x, y]) => atX(x).toFixed(2) + "," + atY(y).toFixed(2)).join(" "));
        }
      }
      if (view === home) { axes.innerHTML = axesAtHome; return; }
      axes.replaceChildren();
      for (const [x, label] of ticks(...view.x)) {
        make(axes, "line", { class: "grid", x1: atX(x), x2: atX(x), y1: top, y2: bottom });
        make(axes, "text", { class: "tick", x: atX(x), y: bottom + 16, "text-anchor": "middle" }).textContent = label;
      }
      for (const [y, label] of ticks(...view.y)) {
        make(axes, "line", { class: "grid", x1: left, x2: right, y1: atY(y), y2: atY(y) });
        make(axes, "text", { class: "tick", x: left - 6, y: atY(y) + 4, "text-anchor": "end" }).textContent = label;
      }
      make(axes, "text", { class: "axis-title", x: (left + right) / 2, y: bottom + 36, "text-anchor": "middle" })
        .textContent = svg.dataset.xTitle;
      make(axes, "text", { class: "axis-title", x: 14, y: (top + bottom) / 2, "text-anchor": "middle",
        transform: "rotate(-90 14 " + (top + bottom) / 2 + ")" }).textContent = svg.dataset.yTitle;
    }

    const place = event => {
      const box = svg.getBoundingClientRect(), whole = svg.viewBox.baseVal;
      return [(event.clientX - box.left) / box.width * whole.width,
        (event.clientY - box.top) / box.height * whole.height];
    };
    const hide = () => { for (const mark of [cross, near]) mark.setAttribute("visibility", "hidden"); };

    function read(px, py) {
      let best = null;
      const lines = [];
      for (const shape of shapes) {
        if (series[shape.index].classList.contains("off") || shape.element.tagName === "polygon") continue;
        let own = null;
        for (const [x, y] of shape.points) {
          const dx = atX(x) - px, dy = atY(y) - py;
          const far = shape.isCircle ? Math.hypot(dx, dy) : Math.abs(dx);
          if (!own || far < own.far) own = { far, x, y, dy: Math.abs(dy), shape };
        }
        if (!own) continue;
        if (shape.isCircle) {
          if (own.far < 25 && (!best || own.far < best.far)) best = own;
        } else if (own.far < 25) lines.push(own);
      }
      if (!best && lines.length === 0) { hide(); readout.textContent = hint; return; }
      lines.sort((a, b) => a.dy - b.dy);
      const at = best || lines[0];
      for (const [key, number] of [["x1", atX(at.x)], ["x2", atX(at.x)]]) cross.setAttribute(key, number);
      near.setAttribute("cx", atX(at.x));
      near.setAttribute("cy", atY(at.y));
      for (const mark of [cross, near]) mark.setAttribute("visibility", "visible");
      readout.textContent = best
        ? (best.shape.label || best.shape.name + ": " + brief(best.x) + ", " + brief(best.y))
        : (svg.dataset.xTitle || "x") + " " + brief(at.x) + " — "
          + lines.slice(0, 6).map(line => line.shape.name + ": " + brief(line.y)).join("; ");
    }

    let from = null;
    const inside = ([x, y]) => x >= left && x <= right && y >= top && y <= bottom;
    const within = ([x, y]) => [Math.min(right, Math.max(left, x)), Math.min(bottom, Math.max(top, y))];
    svg.addEventListener("pointerdown", event => {
      if (event.button === 0 && inside(place(event))) {
        from = place(event);
        svg.setPointerCapture(event.pointerId);
        event.preventDefault();
      }
    });
    svg.addEventListener("pointermove", event => {
      const at = place(event);
      if (!from) {
        if (inside(at)) read(...at);
        else { hide(); readout.textContent = hint; }
        return;
      }
      const to = within(at);
      lasso.setAttribute("x", Math.min(from[0], to[0]));
      lasso.setAttribute("y", Math.min(from[1], to[1]));
      lasso.setAttribute("width", Math.abs(from[0] - to[0]));
      lasso.setAttribute("height", Math.abs(from[1] - to[1]));
      lasso.setAttribute("visibility", "visible");
    });
    svg.addEventListener("pointerup", event => {
      if (!from) return;
      const to = within(place(event)), begun = from;
      from = null;
      lasso.setAttribute("visibility", "hidden");
      if (Math.abs(to[0] - begun[0]) < 8 || Math.abs(to[1] - begun[1]) < 8) return;
      const x = [begun[0], to[0]].sort((a, b) => a - b)
        .map(p => view.x[0] + (p - left) / (right - left) * (view.x[1] - view.x[0]));
      const y = [begun[1], to[1]].sort((a, b) => b - a)
        .map(p => view.y[0] + (p - bottom) / (top - bottom) * (view.y[1] - view.y[0]));
      view = { x, y };
      hide();
      draw();
    });
    svg.addEventListener("pointercancel", () => { from = null; lasso.setAttribute("visibility", "hidden"); });
    svg.addEventListener("pointerleave", () => { if (!from) { hide(); readout.textContent = hint; } });
    svg.addEventListener("dblclick", () => { view = home; hide(); draw(); });
    svg.addEventListener("keydown", event => {
      if (event.key === "Escape") { view = home; hide(); draw(); }
    });

    for (const entry of svg.querySelectorAll(".entry")) {
      const group = series[+entry.dataset.name];
      entry.setAttribute("tabindex", "0");
      entry.setAttribute("role", "button");
      entry.setAttribute("aria-pressed", "true");
      const toggle = () => {
        const off = group.classList.toggle("off");
        entry.classList.toggle("off", off);
        entry.setAttribute("aria-pressed", String(!off));
      };
      entry.addEventListener("click", toggle);
      entry.addEventListener("keydown", event => {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggle(); }
      });
    }
  }

  for (const svg of document.querySelectorAll("svg.plot[data-box]")) chart(svg);
})();
