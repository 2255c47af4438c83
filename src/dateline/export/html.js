// The timeline page at work: zoom, filter, and events lit together with their quotes.  It reads the page and nothing else.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const SVG = "http://www.w3.org/2000/svg";
  document.documentElement.classList.add("js");

  const items = all("li.event");
  const quotes = all("a.quote");
  const numbersOf = (element) => element.dataset.n.split(" ");
  const status = one("#status");
  const say = (text) => { status.textContent = text; };

  // -- the picture -----------------------------------------------------------------------------------------------

  const figure = one("#picture");
  const svg = one("#picture svg[role=group]");
  const head = one("#picture svg.head");
  const drawn = svg ? all("a.bar", svg) : [];
  const LANE = 26, TOP = 8, LEAST = 7, FEW = 120;
  const scale = svg ? svg.dataset.scale.split(" ").map((pair) => pair.split(":").map(Number)) : [];
  let low = 0, high = 1;

  const unitOf = (day) => {
    let index = 1;
    while (index < scale.length - 1 && scale[index][0] < day) index += 1;
    const [[t0, u0], [t1, u1]] = [scale[index - 1], scale[index]];
    return u0 + ((day - t0) / (t1 - t0)) * (u1 - u0);
  };

  // Day 1 is 1 January of the year 1; a Date counts from 1970.
  const civil = (day) => {
    const date = new Date((day - 719163) * 86400000);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours()];
  };
  const dayOf = (year, month = 1, day = 1) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date.getTime() / 86400000 + 719163;
  };
  const two = (number) => String(number).padStart(2, "0");
  const yearText = (year) => (year > 0 ? String(year) : `${1 - year} BCE`);

  const STEPS = [[1 / 24, "hour", 1], [1 / 8, "hour", 3], [1 / 2, "hour", 12], [1, "day", 1], [5, "day", 5], [10, "day", 10],
    [30.4, "month", 1], [91.3, "month", 3], [182.6, "month", 6]];
  for (let ten = 1; ten <= 1e8; ten *= 10) for (const by of [1, 2, 5]) STEPS.push([365.24 * ten * by, "year", ten * by]);

  function* ticks(from, to, step) {
    const [, unit, by] = step;
    const [year, month] = civil(from);
    if (unit === "year") {
      // There is no year 0: beyond it, round numbers are those of years BCE.
      for (let y = Math.floor(year / by) * by; dayOf(y) <= to; y += by) {
        const told = by > 1 && y <= 0 ? y + 1 : y;
        yield [dayOf(told), yearText(told)];
      }
    } else if (unit === "month") {
      for (let m = Math.floor((month - 1) / by) * by, y = year; dayOf(y, m + 1) <= to; m += by) {
        if (m >= 12) { m -= 12; y += 1; }
        yield [dayOf(y, m + 1), `${yearText(y)}-${two(m + 1)}`];
      }
    } else if (unit === "day") {
      for (let day = Math.floor(from); day <= to; day += 1) {
        const [y, m, d] = civil(day);
        if (by === 1 || ((d - 1) % by === 0 && d < 31 - by / 2)) yield [day, `${yearText(y)}-${two(m)}-${two(d)}`];
      }
    } else {
      let first = true;
      for (let hour = Math.floor(from * 24 / by) * by; hour / 24 <= to; hour += by) {
        const [y, m, d, h] = civil(hour / 24 + 1e-7);
        if (hour / 24 < from) continue;
        const date = `${yearText(y)}-${two(m)}-${two(d)}`;
        yield [hour / 24, h === 0 ? date : first ? `${date} ${two(h)}:00` : `${two(h)}:00`];
        first = false;
      }
    }
  }

  const place = (element, values) => { for (const [name, value] of Object.entries(values)) element.setAttribute(name, value); };

  // The label of a bar, cut so that there is room for it on one side or the other.
  const fit = (text, room) => {
    const length = text.wide <= room ? text.full.length : Math.max(Math.floor((text.full.length * room) / text.wide) - 2, 1);
    const label = length === text.full.length ? text.full : `${text.full.slice(0, length).trimEnd()}…`;
    if (label !== text.textContent) text.textContent = label;
    return Math.min(text.wide, room);
  };

  function draw(width = svg?.clientWidth) {
    if (!width) return 0;
    const at = (day) => ((unitOf(day) - low) / (high - low)) * width;
    const shown = drawn.filter((bar) => !bar.classList.contains("away"));
    const lanes = [];
    const labels = shown.length <= FEW;
    // A gap before what a lane already holds is only sought among few.
    const full = (lane, f, t) => lanes[lane] && f < lanes[lane].end + 4
      && (!labels || lanes[lane].held.some(([g, u]) => f < u + 4 && g < t + 4));
    for (const bar of shown) {
      bar.classList.toggle("bare", !labels);
      if (labels) bar.classList.remove("off");
    }
    // Measured all at once: between two changes of the page it would be laid out anew for each.
    for (const text of labels ? shown.map((bar) => one("text", bar)) : []) {
      text.full ??= text.textContent;
      text.wide ||= text.getComputedTextLength();
    }
    for (const bar of shown) {
      const { a, b } = bar.dataset;
      let left = a === "" ? -40 : at(Number(a));
      let right = b === "" ? width + 40 : at(Number(b));
      if (right - left < LEAST) { const middle = (left + right) / 2; left = middle - LEAST / 2; right = middle + LEAST / 2; }
      const off = right < 0 || left > width;
      bar.classList.toggle("off", off);
      if (off) continue;
      // Beyond some widths browsers draw nothing at all.
      left = Math.max(left, -60); right = Math.min(right, width + 60);
      const soft = Number(bar.dataset.soft || 0);
      place(one(".shape", bar), { x: left - soft, width: right - left + 2 * soft });
      const text = one("text", bar);
      const wide = labels ? fit(text, Math.max(width * 0.46, 90)) + 8 : 0;
      let from = left - soft, to = right + soft;
      for (const other of all(".other", bar)) {
        const x0 = Math.max(at(Number(other.dataset.a)), -60), x1 = Math.min(at(Number(other.dataset.b)), width + 60);
        place(other, { x: x0, width: Math.max(x1 - x0, LEAST) });
        from = Math.min(from, x0); to = Math.max(to, x1, x0 + LEAST);
      }
      const line = one(".between", bar);
      if (line) place(line, { x1: from, x2: to });
      // The label stands after the bar, before it, or if there is room for neither, under it.
      const spans = [[from, to]];
      if (labels) {
        let x = to + 5, y = 13;
        if (to + wide <= width) spans[0][1] += wide;
        else if (from - wide >= 0) { x = from - wide + 3; spans[0][0] -= wide; }
        else { x = Math.max(Math.min(from, width - wide), 0) + 2; y = 29; spans.push([x - 2, x + wide]); }
        place(text, { x, y });
      }
      let lane = 0;
      while (spans.some(([f, t], row) => full(lane + row, f, t))) lane += 1;
      spans.forEach(([f, t], row) => {
        const taken = lanes[lane + row] ||= { end: -Infinity, held: [] };
        taken.held.push([f, t]);
        taken.end = Math.max(taken.end, t);
      });
      bar.setAttribute("transform", `translate(0 ${TOP + lane * LANE})`);
    }
    const height = TOP + Math.max(lanes.length, 1) * LANE + 6;
    place(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
    place(head, { width, height: 26, viewBox: `0 0 ${width} 26` });

    const axis = one(".axis", svg);
    axis.replaceChildren();
    head.replaceChildren();
    const add = (name, values, text) => {
      const element = document.createElementNS(SVG, name);
      place(element, values);
      if (text) element.textContent = text;
      (name === "line" ? axis : head).append(element);
    };
    let clear = 0;
    for (let index = 1; index < scale.length; index += 1) {
      const [t0, u0] = scale[index - 1], [t1, u1] = scale[index];
      const x0 = at(t0), x1 = at(t1);
      if (x1 < 0 || x0 > width) continue;
      if (svg.dataset.breaks.split(" ").includes(String(index))) {
        const middle = (x0 + x1) / 2;
        add("path", { class: "gap", d: `M${middle - 5} 24l4 -10m3 10l4 -10` });
        clear = Math.max(clear, middle + 12);
        continue;
      }
      const density = (x1 - x0) / (t1 - t0);
      const step = STEPS.find(([days]) => days * density >= 92) || STEPS[STEPS.length - 1];
      let silent = true;
      const write = (x, label) => {
        if (x < clear || x + 4 + label.length * 6.6 > Math.min(width, x1 + 6)) return;
        add("text", { class: "label", x: x + 4, y: 18 }, label);
        clear = x + label.length * 6.6 + 14;
        silent = false;
      };
      const span = (x) => t0 + (x - x0) / density;
      for (const [day, label] of ticks(Math.max(t0, span(0)), Math.min(t1, span(width)), step)) {
        const x = at(day);
        if (day < t0 || x < 0 || x > width) continue;
        add("line", { class: "tick", x1: x, x2: x, y1: 0, y2: height });
        write(x, label);
      }
      if (silent) write(Math.max(x0, 0), yearText(civil((t0 + t1) / 2)[0]));
    }
    return height;
  }

  let waiting = false;
  const redraw = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  };

  const look = (from, to) => {
    const wide = Math.min(1, Math.max(to - from, 1e-6));
    low = Math.min(Math.max(0, from), 1 - wide);
    high = low + wide;
    redraw();
  };
  const zoom = (factor, where = 0.5) => {
    const still = low + (high - low) * where;
    look(still - (still - low) / factor, still + (high - still) / factor);
  };
  const pan = (share) => {
    const by = (high - low) * share;
    const from = Math.min(Math.max(0, low + by), 1 - (high - low));
    look(from, from + (high - low));
  };
  // What the reader has chosen or stands on stays where it is.
  const middle = () => {
    const bar = document.activeElement?.closest?.("a.bar") || one("a.bar.lit:not(.away)");
    const { a, b } = bar ? bar.dataset : {};
    const days = [a, b].filter(Boolean).map(Number);
    const where = days.length ? (unitOf((days[0] + days[days.length - 1]) / 2) - low) / (high - low) : 0.5;
    return Math.min(Math.max(where, 0), 1);
  };
  const acts = {
    in: () => zoom(1.6, middle()), out: () => zoom(1 / 1.6, middle()), all: () => look(0, 1), earlier: () => pan(-0.3), later: () => pan(0.3),
  };
  for (const button of all("button[data-act]")) button.addEventListener("click", () => acts[button.dataset.act]());

  if (svg) {
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.25 : 0.8, event.offsetX / svg.clientWidth);
    }, { passive: false });
    let drag = null;
    svg.addEventListener("pointerdown", (event) => { drag = [event.clientX, low, high, false]; });
    svg.addEventListener("pointermove", (event) => {
      if (!drag || event.buttons !== 1) { drag = null; return; }
      const by = (event.clientX - drag[0]) / svg.clientWidth * (drag[2] - drag[1]);
      if (Math.abs(event.clientX - drag[0]) < 4 && !drag[3]) return;
      drag[3] = true;
      const from = Math.min(Math.max(0, drag[1] - by), 1 - (drag[2] - drag[1]));
      look(from, from + (drag[2] - drag[1]));
    });
    svg.addEventListener("click", (event) => {
      // The end of a drag is no choice of an event.
      if (drag && drag[3]) { event.preventDefault(); event.stopPropagation(); }
      drag = null;
    }, true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    new ResizeObserver(redraw).observe(figure);
    // On paper the picture is as wide as the page, and made smaller until it fits one.
    addEventListener("beforeprint", () => { for (let width = 760; draw(width) > width * 1.2 && width < 4000; width *= 1.25); });
    addEventListener("afterprint", redraw);
  }

  // -- events and their quotes -----------------------------------------------------------------------------------

  let chosen = null;
  const show = (element) => { if (element) element.scrollIntoView({ block: "nearest", inline: "nearest" }); };
  const choose = (number, from) => {
    chosen = number;
    for (const bar of drawn) {
      bar.classList.toggle("lit", bar.dataset.n === number);
      if (number !== null) bar.tabIndex = bar.dataset.n === number ? 0 : -1;
    }
    for (const item of items) {
      const lit = item.dataset.n === number;
      item.classList.toggle("lit", lit);
      if (lit) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current");
      if (lit && from !== "list") show(item);
    }
    const lit = quotes.filter((quote) => {
      const hit = number !== null && numbersOf(quote).includes(number);
      quote.classList.toggle("lit", hit);
      if (hit) quote.setAttribute("aria-current", "true"); else quote.removeAttribute("aria-current");
      return hit;
    });
    if (from !== "text" && lit.length) show(lit[0]);
    const item = items.find((candidate) => candidate.dataset.n === number);
    if (item) {
      const count = item.dataset.quotes;
      say(`${one(".title", item).textContent}: ${count === "1" ? "1 quote" : `${count} quotes`} highlighted`);
    } else say("Nothing is chosen");
  };

  for (const bar of drawn) bar.addEventListener("click", (event) => { event.preventDefault(); choose(bar.dataset.n, "picture"); });
  for (const item of items) {
    one("a.title", item).addEventListener("click", (event) => { event.preventDefault(); choose(item.dataset.n, "list"); });
  }
  for (const quote of quotes) {
    quote.addEventListener("click", (event) => {
      event.preventDefault();
      const told = numbersOf(quote).filter((number) => !items[number - 1].hidden);
      // A quote that several events rest on leads to one after the other.
      if (told.length) choose(told[(told.indexOf(chosen) + 1) % told.length], "text");
    });
  }
  if (drawn.length) {
    drawn.forEach((bar, index) => { bar.tabIndex = index ? -1 : 0; });
    // On the figure: Chromium takes a picture that listens for the focus for one that wants it.
    figure.addEventListener("focusin", (event) => {
      const bar = event.target.closest("a.bar");
      if (bar) for (const other of drawn) other.tabIndex = other === bar ? 0 : -1;
    });
  }
  figure?.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("button")) return;
    const row = drawn.filter((bar) => !bar.classList.contains("away") && !bar.classList.contains("off"));
    const here = row.indexOf(document.activeElement);
    const go = {
      ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: row.length - 1,
    }[event.key];
    if (go !== undefined && row.length) row[Math.min(Math.max(go, 0), row.length - 1)].focus();
    else if (event.key === "+" || event.key === "=") acts.in();
    else if (event.key === "-") acts.out();
    else if (event.key === "0") acts.all();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && chosen !== null) choose(null, ""); });

  // -- filters ---------------------------------------------------------------------------------------------------

  const form = one("#filters");
  const filter = () => {
    const { actor, source, words } = Object.fromEntries(new FormData(form));
    const sought = (words || "").trim().toLowerCase();
    const has = (list, wanted) => !wanted || list.split(" ").includes(wanted);
    // Out of the page: in it, Chromium takes seconds to hide a thousand items that have details.
    const away = all("main ol").map((list) => {
      const mark = document.createComment("");
      list.replaceWith(mark);
      return () => mark.replaceWith(list);
    });
    let count = 0;
    for (const item of items) {
      const fits = has(item.dataset.actors, actor) && has(item.dataset.sources, source)
        && (!sought || item.textContent.toLowerCase().includes(sought));
      item.hidden = !fits;
      count += fits;
    }
    for (const back of away) back();
    for (const bar of drawn) bar.classList.toggle("away", items[bar.dataset.n - 1].hidden);
    for (const quote of quotes) quote.classList.toggle("away", numbersOf(quote).every((number) => items[number - 1].hidden));
    const first = drawn.find((bar) => !bar.classList.contains("away"));
    for (const bar of drawn) bar.tabIndex = bar === first ? 0 : -1;
    say(count === items.length ? `All ${count} events are shown` : `${count} of ${items.length} events are shown`);
    redraw();
  };
  form?.addEventListener("input", filter);
  form?.addEventListener("submit", (event) => event.preventDefault());
  form?.addEventListener("reset", () => setTimeout(filter));

  draw();
  if (/^#e\d+$/.test(location.hash)) choose(location.hash.slice(2), "");
})();
