// The timeline page: a picture, a list and the words, made from the data island of the page and from nothing else.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const D = JSON.parse($("data").textContent);
  const STATUSES = ["asserted", "reported", "planned", "hypothetical", "negated"];
  const TOLD = { asserted: "stated", reported: "reported", planned: "planned", hypothetical: "possible", negated: "did not happen" };
  // What a mark says, as `export/html.py` writes it.
  const UNIT = 1, WITHIN = 2, ABOUT = 4, UNSURE = 8, CLOCK = 16, ZONED = 32;

  // -- days ------------------------------------------------------------------------------------------------------

  // Day 1 is 1 January of the year 1 (proleptic Gregorian); year 0 is 1 BC.  By counting, as `Date` ends at 271,821 BC.
  const dayOf = (y, m = 1, d = 1) => {
    const year = y - (m <= 2), era = Math.floor(year / 400), of = year - era * 400;
    const inYear = Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1;
    return era * 146097 + of * 365 + Math.floor(of / 4) - Math.floor(of / 100) + inYear - 305;
  };
  const civil = (day) => {
    const z = Math.floor(day) + 305, era = Math.floor(z / 146097), of = z - era * 146097;
    const years = Math.floor((of - Math.floor(of / 1460) + Math.floor(of / 36524) - Math.floor(of / 146096)) / 365);
    const inYear = of - (365 * years + Math.floor(years / 4) - Math.floor(years / 100)), mp = Math.floor((5 * inYear + 2) / 153);
    const m = mp < 10 ? mp + 3 : mp - 9;
    return [years + era * 400 + (m <= 2), m, inYear - Math.floor((153 * mp + 2) / 5) + 1];
  };
  const two = (number) => String(number).padStart(2, "0");
  const yearText = (y) => (y > 0 ? String(y) : D.bce.replace("{n}", (1 - y).toLocaleString("en")));
  const monthText = (m) => D.months[m - 1];
  const clockOf = (day) => {
    const minutes = Math.round((day - Math.floor(day)) * 1440);
    return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
  };
  const isoOf = (day) => {
    const [y, m, d] = civil(day);
    return `${y < 0 ? "-" : ""}${String(Math.abs(y)).padStart(4, "0")}-${two(m)}-${two(d)}`;
  };
  const dayText = (day) => {
    const [y, m, d] = civil(day);
    return `${d} ${monthText(m)} ${yearText(y)}`;
  };

  // -- events ---------------------------------------------------------------------------------------------------

  // Dates and titles stand in the table for readers without scripts, a row a line; the rest is in the data.
  const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const table = document.querySelector("noscript").textContent.split("\n<tr><td>").slice(1).map((line) => line.split("<td>").map(unescape));
  const pairs = (flat) => Array.from({ length: (flat || []).length / 2 }, (_, n) => [flat[2 * n], flat[2 * n + 1]]);
  // A place is a source, a begin and an end; without its text, a source and the words themselves.
  const spanOf = ([source, at, length, page]) => (typeof at === "string" ? [source, at, length] : [source, at, at + length, page]);
  const E = D.events.map((row, n) => {
    const [id, edtf, a, b, status, who, says, place, quotes, marks, dates, why, others, notes] = row, [when, title] = table[n];
    // A plain day is told by its start alone.
    const day = !edtf && a != null;
    return {
      n, id, when, title: title || "(no title)", edtf: day ? isoOf(a) : edtf || "", a: a ?? null, b: day ? a + 1 : b ?? null, status: STATUSES[status ?? 0], who: pairs(who),
      says: pairs(says).map(([actor, cue]) => [actor, D.strings[cue]]), place: D.strings[place ?? 0], quotes: (quotes || []).map(spanOf), marks: marks || 0,
      dates: (dates || []).map(spanOf), why: D.strings[why ?? 0], others: others || [], notes: notes || [],
    };
  });
  const dated = (e) => e.a !== null || e.b !== null;
  const from = (e) => e.a ?? e.b, till = (e) => e.b ?? e.a;
  const nameOf = (actor) => D.actors[actor];
  const plural = (n, one, more) => `${n.toLocaleString("en")} ${n === 1 ? one : more || `${one}s`}`;
  const quoteText = (q) => (typeof q[1] === "string" ? q[1] : D.sources[q[0]].x.slice(q[1], q[2]));
  const pageOf = (q) => (typeof q[1] === "string" ? q[2] : q[3]);

  // -- where sources differ ----------------------------------------------------------------------------------------

  const CONFLICTS = (D.conflicts || []).map(([field, sure, why, claims]) => ({
    field, sure: Boolean(sure), why: D.strings[why], claims: claims.map(([n, value, who, q]) => ({ n, value, who, quote: spanOf(q) })),
  }));
  const RETOLD = (D.retellings || []).map(([one, other, why]) => ({ pair: [one, other], why: D.strings[why] }));
  const conflictsOf = new Map();
  for (const conflict of CONFLICTS) for (const n of new Set(conflict.claims.map((claim) => claim.n))) conflictsOf.set(n, [...(conflictsOf.get(n) || []), conflict]);
  const differences = (e) => {
    const of = conflictsOf.get(e.n) || [], fields = (sure) => [...new Set(of.filter((c) => c.sure === sure).map((c) => c.field))];
    const sure = fields(true), loose = fields(false).filter((field) => !sure.includes(field));
    return [sure.length ? `sources differ: ${sure.join(", ")}` : "", loose.length ? `may differ: ${loose.join(", ")}` : ""].filter(Boolean).join(" · ");
  };
  // The claims of a conflict as text; those that agree are told together.
  const claimsOf = (conflict) => {
    const told = new Map();
    for (const claim of conflict.claims) told.set(claim.value, [...(told.get(claim.value) || []), claim]);
    return [...told].map(([value, claims]) => ({ value, claims, who: [...new Set(claims.map((claim) => claim.who))] }));
  };
  const saidBy = ({ who, value }) => `${who.join(" and ")} ${who.length === 1 ? "says" : "say"} ${value}`;

  // -- making elements -------------------------------------------------------------------------------------------

  const make = (tag, attributes, ...inside) => {
    const element = document.createElement(tag);
    for (const name in attributes) if (attributes[name] !== null) element.setAttribute(name, attributes[name]);
    element.append(...inside);
    return element;
  };
  const draw = (tag, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  // Isolated, so that a text that runs from right to left, or pretends to, moves nothing around it.
  const bdi = (text) => make("bdi", {}, text);
  const listed = (texts) => texts.flatMap((text, n) => (n ? [", ", bdi(text)] : [bdi(text)]));

  // A status has a shape as well as a colour, for those who do not tell the colours apart.
  const shapeOf = (status, x, y, r) => {
    if (status === "negated") return draw("path", { class: "cross", d: `M${x - r + 1} ${y - r + 1}L${x + r - 1} ${y + r - 1}M${x + r - 1} ${y - r + 1}L${x - r + 1} ${y + r - 1}` });
    if (status === "planned") return draw("path", { class: "shape", d: `M${x - r + 1} ${y - r}L${x + r} ${y}L${x - r + 1} ${y + r}Z` });
    if (status === "hypothetical") return draw("path", { class: "shape", d: `M${x} ${y - r - 0.5}L${x + r + 0.5} ${y}L${x} ${y + r + 0.5}L${x - r - 0.5} ${y}Z` });
    if (status === "reported") return draw("rect", { class: "shape", x: x - r + 0.5, y: y - r + 0.5, width: 2 * r - 1, height: 2 * r - 1, rx: 1 });
    return draw("circle", { class: "shape", cx: x, cy: y, r });
  };
  const glyph = (status) => {
    const svg = draw("svg", { class: `glyph ${status}`, viewBox: "0 0 12 12", "aria-hidden": "true" });
    svg.append(shapeOf(status, 6, 6, 4.3));
    return svg;
  };

  // -- the axis: from days to places between 0 and 1, long silences shortened --------------------------------------

  const scaleOf = () => {
    const spans = E.filter((e) => dated(e) && !e.dropped).map((e) => [from(e), till(e)]).sort((p, q) => p[0] - q[0]);
    if (!spans.length) return null;
    const covered = [];
    for (const [a, b] of spans) {
      const last = covered[covered.length - 1];
      if (last && a <= last[1]) last[1] = Math.max(last[1], b);
      else covered.push([a, b]);
    }
    const low = covered[0][0], high = covered[covered.length - 1][1];
    const gaps = covered.slice(1).map(([a], n) => [covered[n][1], a]).sort((p, q) => q[1] - q[0] - (p[1] - p[0]));
    // A silence that takes more than two thirds of the axis is shortened to a twentieth of it.
    const LONG = 0.66, SHORT = 0.05, LEAST = 0.08;
    let left = high - low;
    const cuts = [];
    for (const [a, b] of gaps.slice(0, 8)) {
      if (spans.length < 3 || b - a <= LONG * left) break;
      left -= b - a;
      const margin = Math.min((b - a) * 0.2, Math.max(left * 0.05, 0.5));
      cuts.push([a + margin, b - margin]);
    }
    const pad = Math.max(left * 0.03, 0.5);
    const bounds = [low - pad, ...cuts.sort((p, q) => p[0] - q[0]).flat(), high + pad];
    const lengths = bounds.slice(1).map((bound, n) => bound - bounds[n]);
    const told = lengths.reduce((sum, length, n) => (n % 2 ? sum : sum + length), 0);
    const shares = lengths.map((length, n) => (n % 2 ? SHORT : Math.max(length / told, LEAST)));
    const all = shares.reduce((sum, share) => sum + share, 0);
    let place = 0;
    const points = [[bounds[0], 0], ...shares.map((share, n) => [bounds[n + 1], (place += share / all)])];
    points[points.length - 1][1] = 1;
    const pass = (value, k, to) => {
      let n = 1;
      while (n < points.length - 1 && points[n][k] < value) n += 1;
      const [p, q] = [points[n - 1], points[n]];
      return p[to] + ((value - p[k]) / (q[k] - p[k])) * (q[to] - p[to]);
    };
    return { points, days: told, at: (day) => pass(day, 0, 1), day: (u) => pass(u, 1, 0), isBreak: (n) => n % 2 === 0 };
  };
  let scale = scaleOf();
  let low = 0, high = 1, used = 0;
  // No closer than about an hour from edge to edge.
  const closest = () => (scale ? Math.min(1, 1 / 24 / scale.days) : 1);

  const STEPS = [[1 / 1440, "minute", 1], [5 / 1440, "minute", 5], [15 / 1440, "minute", 15], [1 / 24, "hour", 1], [1 / 8, "hour", 3],
    [1 / 2, "hour", 12], [1, "day", 1], [2, "day", 2], [5, "day", 5], [10, "day", 10], [30.4, "month", 1], [91.3, "month", 3], [182.6, "month", 6]];
  for (let ten = 1; ten <= 1e12; ten *= 10) for (const by of [1, 2, 5]) STEPS.push([365.24 * ten * by, "year", ten * by]);

  // Days with their labels from one day to another; the first of a stretch, and each new day or year, says it whole.
  function* ticks(begin, end, apart) {
    const [, unit, by] = STEPS.find(([length]) => length >= apart) || STEPS[STEPS.length - 1];
    const [y0, m0] = civil(begin);
    if (unit === "year") {
      // There is no year 0: beyond it, round numbers are those of years BC.
      for (let y = Math.floor(y0 / by) * by; dayOf(y) <= end; y += by) {
        const told = by > 1 && y <= 0 ? y + 1 : y;
        if (dayOf(told) >= begin) yield [dayOf(told), yearText(told)];
      }
    } else if (unit === "month") {
      let whole = true;
      for (let y = y0, m = Math.floor((m0 - 1) / by) * by + 1; dayOf(y, m) <= end; m += by) {
        if (m > 12) { m -= 12; y += 1; }
        if (dayOf(y, m) < begin) continue;
        if (dayOf(y, m) > end) return;
        yield [dayOf(y, m), whole || m === 1 ? `${monthText(m)} ${yearText(y)}` : monthText(m)];
        whole = false;
      }
    } else if (unit === "day") {
      let whole = true;
      for (let day = Math.floor(begin); day <= end; day += 1) {
        const [y, m, d] = civil(day);
        // Days of a month, so that the first is among them.
        if (day < begin || ((d - 1) % by && by > 1) || (by > 1 && d > 28)) continue;
        yield [day, whole || (m === 1 && d === 1) ? `${d} ${monthText(m)} ${yearText(y)}` : `${d} ${monthText(m)}`];
        whole = false;
      }
    } else {
      const step = unit === "hour" ? by / 24 : by / 1440;
      let whole = true;
      for (let n = Math.ceil(begin / step); n * step <= end; n += 1) {
        const day = n * step, midnight = clockOf(day) === "00:00";
        yield [day, midnight ? dayText(Math.round(day)) : whole ? `${dayText(day)}, ${clockOf(day)}` : clockOf(day)];
        whole = false;
      }
    }
  }

  // -- what is shown ---------------------------------------------------------------------------------------------

  // The events in order of time; corrections may change it.
  let order = E;
  const off = new Set();
  let differing = false, sought = "", person = "", source = "", grouping = "", chosen = -1, shown = [];
  let keys = null;
  // Titles, people, places and quotes: what people look for, and nothing else.
  const keyOf = (e) => [e.title, e.place, ...e.who.map(([actor]) => nameOf(actor)), ...e.says.map(([actor]) => nameOf(actor)), ...e.quotes.map(quoteText)].join("\n").toLowerCase();
  const has = {
    who: (e, name) => e.who.some(([actor]) => nameOf(actor) === name) || e.says.some(([actor]) => nameOf(actor) === name),
    source: (e, number) => e.quotes.some((q) => String(q[0]) === number),
  };
  const fits = (e, but) => {
    if (differing && !conflictsOf.has(e.n)) return false;
    if (but !== "status" && off.has(e.status)) return false;
    if (person && !has.who(e, person)) return false;
    if (source && !has.source(e, source)) return false;
    return !sought || keys[e.n].includes(sought);
  };
  const filtered = () => sought || person || source || off.size || differing;
  const say = (text) => { $("status").textContent = text; };

  const filter = () => {
    if (sought && !keys) keys = E.map(keyOf);
    shown = [];
    const counts = Object.fromEntries(STATUSES.map((status) => [status, 0]));
    for (const e of order) {
      if (e.dropped || !fits(e, "status")) continue;
      counts[e.status] += 1;
      if (!off.has(e.status)) shown.push(e.n);
    }
    for (const chip of $("chips").children) chip.lastElementChild.textContent = counts[chip.dataset.status].toLocaleString("en");
    $("differ").setAttribute("aria-pressed", differing);
    $("reset").hidden = !filtered();
    say(filtered() ? `${shown.length} of ${plural(E.length, "event")} shown` : `All ${plural(E.length, "event")} shown`);
    lines = null;
    // What was sought may lie outside the part in view: then all of it is shown.
    if (scale && shown.length && !shown.some((n) => dated(E[n]) && inView(E[n])) && shown.some((n) => dated(E[n]))) fit();
    picture();
    rows(true);
    remember();
  };

  // -- the picture -----------------------------------------------------------------------------------------------

  const pane = $("pane");
  const LANE = 22, TOP = 66, FADE = 56, LABEL = 250;
  const ruler = document.createElement("canvas").getContext("2d");
  const widths = [];
  const labels = [];
  const fontOf = () => getComputedStyle(pane).getPropertyValue("--sans");
  const measure = (e) => {
    if (widths[e.n] === undefined) {
      let label = e.title.length > 90 ? `${e.title.slice(0, 90).trimEnd()}…` : e.title;
      let width = ruler.measureText(label).width;
      while (width > LABEL && label.length > 8) {
        label = `${label.slice(0, Math.max(7, Math.floor(label.length * LABEL / width) - 1)).trimEnd()}…`;
        width = ruler.measureText(label).width;
      }
      widths[e.n] = width;
      labels[e.n] = label;
    }
    return widths[e.n];
  };
  const inView = (e) => scale.at(till(e)) >= low && scale.at(from(e)) <= high;
  const clamp = (a, b) => {
    const span = Math.min(1, Math.max(closest(), b - a)), middle = (a + b) / 2;
    low = Math.max(0, Math.min(1 - span, middle - span / 2));
    high = low + span;
  };
  const fit = () => {
    let a = Infinity, b = -Infinity;
    for (const n of shown) if (dated(E[n])) { a = Math.min(a, scale.at(from(E[n]))); b = Math.max(b, scale.at(till(E[n]))); }
    if (a > b) return;
    const pad = Math.max((b - a) * 0.05, closest());
    clamp(a - pad, b + pad);
  };
  const zoom = (by, at = 0.5) => {
    const middle = low + (high - low) * at, span = Math.min(1, Math.max(closest(), (high - low) * by));
    low = Math.max(0, Math.min(1 - span, middle - span * at));
    high = low + span;
  };
  const move = (by) => {
    const span = high - low;
    low = Math.max(0, Math.min(1 - span, low + by * span));
    high = low + span;
  };

  // The bands of the picture: which events each has, by the name that stands at its side.
  const bandsOf = (lanes) => {
    if (!grouping) return [{ name: "", lanes, events: shown }];
    const of = new Map();
    for (const n of shown) {
      const e = E[n];
      if (!dated(e)) continue;
      let names = [e.status];
      if (grouping === "who") names = [...new Set([...e.who, ...e.says].map(([actor]) => nameOf(actor)))];
      if (grouping === "source") names = [...new Set(e.quotes.map((q) => String(q[0])))];
      for (const name of names.length ? names : [""]) of.set(name, [...(of.get(name) || []), n]);
    }
    const order = grouping === "status" ? (p, q) => STATUSES.indexOf(p[0]) - STATUSES.indexOf(q[0]) : (p, q) => (p[0] === "") - (q[0] === "") || q[1].length - p[1].length;
    const all = [...of].sort(order);
    const room = Math.max(1, Math.min(all.length, Math.floor(lanes / (all.length > 4 ? 1 : 2))));
    return all.slice(0, room).map(([name, events], n) => ({
      name, events, lanes: Math.floor(lanes / room) + (n < lanes % room ? 1 : 0), rest: n === room - 1 ? all.length - room : 0,
    }));
  };
  const bandName = (name) => (name === "" ? "nobody named" : grouping === "source" ? D.sources[name].t : grouping === "status" ? TOLD[name] : name);
  const cut = (text, room) => {
    if (ruler.measureText(text).width <= room) return text;
    let n = Math.floor(text.length * room / ruler.measureText(text).width);
    while (n > 1 && ruler.measureText(`${text.slice(0, n)}…`).width > room) n -= 1;
    return `${text.slice(0, n).trimEnd()}…`;
  };

  const gradients = () => {
    const defs = draw("defs", {});
    for (const status of STATUSES) for (const side of ["left", "right", "both"]) {
      const gradient = draw("linearGradient", { id: `${side}-${status}`, class: status });
      const stops = { left: [[0, 0], [1, 1]], right: [[0, 1], [1, 0]], both: [[0, 0], [0.3, 1], [0.7, 1], [1, 0]] }[side];
      for (const [offset, opacity] of stops) gradient.append(draw("stop", { offset, "stop-color": "currentColor", "stop-opacity": opacity }));
      defs.append(gradient);
    }
    const hatch = draw("pattern", { id: "hatch", class: "planned", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    hatch.append(draw("rect", { width: 2.6, height: 5, fill: "currentColor" }));
    defs.append(hatch);
    return defs;
  };

  // The shape of an event between two places; an end that is open fades away.
  const shape = (e, x0, x1, y, point) => {
    const part = draw("g", { class: [e.status, e.marks & (UNIT | WITHIN) ? "hollow" : "", e.marks & UNSURE ? "unsure" : ""].join(" ").trim() });
    if (point) {
      part.append(shapeOf(e.status, (x0 + x1) / 2, y, 4.6));
      return part;
    }
    const width = Math.max(1, x1 - x0), bar = { x: x0, y: y - 4.5, width, height: 9, rx: 4.5 };
    if (e.a === null || e.b === null) part.append(draw("rect", { ...bar, class: "fade", fill: `url(#${e.a === null ? "left" : "right"}-${e.status})` }));
    else if (e.marks & ABOUT) part.append(draw("rect", { ...bar, class: "fade", fill: `url(#both-${e.status})` }));
    else {
      part.append(draw("rect", { ...bar, class: "shape" }));
      if (e.status === "planned" && !(e.marks & (UNIT | WITHIN))) part.lastChild.setAttribute("fill", "url(#hatch)");
    }
    if (e.status === "negated") part.append(shapeOf("negated", x0 + 5, y, 4.6));
    return part;
  };

  const picture = () => {
    if (!scale) return;
    const width = pane.clientWidth, height = pane.clientHeight;
    if (!width) return;
    ruler.font = `12px ${fontOf() || "sans-serif"}`;
    const gutter = grouping ? Math.min(150, Math.floor(width * 0.24)) : 0, room = width - gutter;
    const x = (day) => gutter + ((scale.at(day) - low) / (high - low)) * room;
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    svg.append(gradients());

    // How many events lie where, over all of the time; the window is the part in view.
    const bins = new Array(Math.max(1, Math.floor(width / 4))).fill(0);
    for (const n of shown) if (dated(E[n])) bins[Math.min(bins.length - 1, Math.floor(scale.at((from(E[n]) + till(E[n])) / 2) * bins.length))] += 1;
    const most = Math.max(1, ...bins);
    const path = bins.map((count, n) => (count ? `M${n * 4 + 1.5} 26v${-(2 + 20 * Math.sqrt(count / most)).toFixed(1)}` : "")).join("");
    svg.append(draw("path", { class: "density", d: path, stroke: "currentColor", "stroke-width": 3 }));
    if (high - low < 0.999) svg.append(draw("rect", { class: "window", x: low * width, y: 1, width: Math.max(5, (high - low) * width), height: 27, rx: 3 }));
    svg.append(draw("line", { class: "rule", x1: 0, x2: width, y1: 29.5, y2: 29.5 }));

    // Each stretch between two breaks has an axis of its own.
    for (let n = 1; n < scale.points.length; n += 1) {
      const [[d0, u0], [d1, u1]] = [scale.points[n - 1], scale.points[n]];
      const a = Math.max(low, u0), b = Math.min(high, u1);
      if (a >= b) continue;
      if (scale.isBreak(n)) {
        const middle = x((d0 + d1) / 2);
        svg.append(draw("path", { class: "gap", d: `M${middle - 5} 54l4 -14M${middle + 1} 54l4 -14` }));
        continue;
      }
      const span = ((b - a) / (high - low)) * room, days = ((b - a) / (u1 - u0)) * (d1 - d0);
      // A label keeps off the strokes of the break behind its stretch.
      const limit = b === u1 && n < scale.points.length - 1 ? x((d1 + scale.points[n + 1][0]) / 2) - 8 : width - 2;
      let free = -Infinity;
      for (const [day, label] of ticks(scale.day(a), scale.day(b), days / Math.max(1, span / 92))) {
        const place = x(day);
        if (place < gutter - 1 || place > width) continue;
        svg.append(draw("line", { class: "tick", x1: place, x2: place, y1: 32, y2: height }));
        const wide = ruler.measureText(label).width;
        if (place < free || place + wide + 4 > limit) continue;
        svg.append(draw("text", { class: "axis", x: place + 4, y: 46 }, label));
        free = place + wide + 12;
      }
    }

    const lanes = Math.max(1, Math.floor((height - TOP) / LANE) - 1);
    let top = TOP;
    const bands = bandsOf(lanes), crowded = new Set(), put = new Set();
    used = 0;
    for (const band of bands) {
      if (grouping) {
        const label = draw("text", { class: "lane", x: 10, y: top + 13, "data-name": band.name }, cut(bandName(band.name), gutter - 18));
        label.append(draw("title", {}, `${bandName(band.name)}: ${plural(band.events.length, "event")}`));
        svg.append(label, draw("line", { class: "rule", x1: 0, x2: width, y1: top - 2.5, y2: top - 2.5 }));
      }
      place(svg, band, top, { width, gutter, x, crowded, put });
      top += band.lanes * LANE;
    }
    // What found no room in any band is a tick under the axis; the chosen one then stands in the free line at the bottom.
    const rest = [...crowded].filter((n) => !put.has(n)), more = rest.length, ticked = new Set(), crowd = {};
    for (const n of rest) {
      const e = E[n], tick = Math.round((x(from(e)) + x(till(e))) / 6) * 3;
      if (tick < gutter || ticked.has(tick)) continue;
      ticked.add(tick);
      (crowd[e.status] ||= []).push(`M${tick} 52v8`);
    }
    if (rest.includes(chosen)) place(svg, { lanes: 1, events: [chosen] }, height - 22, { width, gutter, x, crowded: new Set(), put });
    for (const status in crowd) svg.append(draw("path", { class: `rug ${status}`, d: crowd[status].join(""), stroke: "currentColor", "stroke-width": 2, opacity: 0.55 }));
    const notes = [];
    if (more) notes.push(`${more.toLocaleString("en")} more: zoom in or filter`);
    const hidden = bands.length ? bands[bands.length - 1].rest : 0;
    if (hidden) notes.push(`${hidden.toLocaleString("en")} more lanes`);
    pane.replaceChildren(svg);
    const [a, b] = [scale.day(low), scale.day(high)];
    const near = b - a < 3;
    const extent = b - a > 1200 ? `${yearText(civil(a)[0])} – ${yearText(civil(b)[0])}` : `${dayText(a)}${near ? `, ${clockOf(a)}` : ""} – ${dayText(b)}${near ? `, ${clockOf(b)}` : ""}`;
    $("range").textContent = [extent, ...notes].join(" · ");
  };

  // Puts the events of a band into its lanes, and notes which have found a place and which have not.
  const place = (svg, band, top, { width, gutter, x, crowded, put }) => {
    const ends = new Array(band.lanes).fill(-Infinity);
    const add = (e, y, [x0, x1], point, { label, wide, left }) => {
      const group = draw("g", { class: `mark ${e.status}${e.n === chosen ? " on" : ""}`, "data-n": e.n });
      group.append(draw("title", {}, `${e.when}: ${e.title}`));
      if (e.n === chosen) {
        const a = left ? x0 - wide - 11 : x0 - 5, b = left ? x1 + 5 : x1 + wide + 11;
        group.append(draw("rect", { class: "halo", x: a, y: y - 10, width: b - a, height: 20, rx: 5 }));
        for (const [, p, q] of e.others) if (p != null && q != null) group.append(draw("rect", { class: "other", x: x(p), y: y - 6.5, width: Math.max(9, x(q) - x(p)), height: 13, rx: 3 }));
      }
      group.append(shape(e, x0, x1, y, point), draw("text", { x: left ? x0 - 6 : x1 + 6, y: y + 4, "text-anchor": left ? "end" : "start" }, label));
      svg.append(group);
    };
    // A label stands behind its mark, or before it; where neither has room, it is cut to the wider of the two.
    const labelOf = (e, [x0, x1]) => {
      const wide = measure(e), behind = width - x1 - 10, before = x0 - gutter - 10;
      if (wide <= behind || wide <= before) return { label: labels[e.n], wide, left: wide > behind };
      const left = before > behind, label = cut(e.title, Math.max(before, behind));
      return { label, wide: ruler.measureText(label).width, left };
    };
    const visible = band.events.filter((n) => dated(E[n]) && inView(E[n]));
    visible.sort((m, n) => from(E[m]) - from(E[n]) || m - n);
    for (const n of visible) {
      const e = E[n];
      let x0 = e.a === null ? x(e.b) - FADE : x(e.a), x1 = e.b === null ? x(e.a) + FADE : x(e.b);
      const point = x1 - x0 <= 10;
      if (point) [x0, x1] = [(x0 + x1) / 2 - 5, (x0 + x1) / 2 + 5];
      x0 = Math.max(gutter - 14, x0);
      x1 = Math.min(width + 14, x1);
      let lane = -1, told = null;
      // Measuring is slow: where no lane is free at all, nothing is measured.
      if (ends.some((end) => end < x0 - 6)) {
        told = labelOf(e, [x0, x1]);
        lane = ends.findIndex((end) => end < (told.left ? x0 - told.wide - 10 : x0) - 6);
        if (lane >= 0) ends[lane] = told.left ? x1 : x1 + told.wide + 10;
      }
      if (lane < 0) { crowded.add(n); continue; }
      put.add(n);
      used = Math.max(used, lane + 1);
      add(e, top + lane * LANE + 9, [x0, x1], point, told);
    }
  };

  const key = () => {
    const items = [];
    const sample = (text, marks, a, b) => {
      const svg = draw("svg", { viewBox: "0 0 34 12", "aria-hidden": "true" });
      svg.append(shape({ status: "asserted", marks, a, b }, 2, 32, 6, false));
      items.push(make("li", {}, svg, text));
    };
    const some = (test) => E.some((e) => dated(e) && test(e));
    if (some((e) => e.a !== null && e.b !== null && e.b - e.a > 1 && !(e.marks & (UNIT | WITHIN | ABOUT)))) sample("all through", 0, 1, 1);
    if (some((e) => e.marks & (UNIT | WITHIN))) sample("some time in", UNIT, 1, 1);
    if (some((e) => e.marks & ABOUT)) sample("about", ABOUT, 1, 1);
    if (some((e) => e.marks & UNSURE)) sample("uncertain, or other readings", UNSURE, 1, 1);
    if (some((e) => e.a === null)) sample("start open or not known", 0, null, 1);
    if (some((e) => e.b === null)) sample("end open or not known", 0, 1, null);
    $("key").replaceChildren(...items);
    $("key").hidden = !items.length;
  };

  // -- the list --------------------------------------------------------------------------------------------------

  const list = $("list"), ROW = 70;
  let lines = null;
  // Numbers of events, and -1 for the rule above those without a date.
  const linesOf = () => {
    if (lines) return lines;
    const first = shown.findIndex((n) => !dated(E[n]));
    lines = first < 0 ? shown : [...shown.slice(0, first), -1, ...shown.slice(first)];
    return lines;
  };
  const metaOf = (e) => {
    const meta = make("div", { class: "meta" }, glyph(e.status), " ");
    const parts = [];
    if (e.mine) parts.push([make("b", { class: "mine" }, "corrected")]);
    if (e.status !== "asserted") parts.push([make("b", {}, TOLD[e.status])]);
    if (e.who.length) parts.push(listed([...new Set(e.who.map(([actor]) => nameOf(actor)))]));
    if (conflictsOf.has(e.n)) parts.push([make("b", { class: "differs" }, differences(e))]);
    if (e.says.length) parts.push(["says ", ...listed([nameOf(e.says[0][0])])]);
    if (e.others.length) parts.push(["or ", ...listed(e.others.map(([told]) => told))]);
    if (D.sources.length > 1 && e.quotes.length) parts.push(listed([...new Set(e.quotes.map((q) => D.sources[q[0]].t))]));
    parts.forEach((part, n) => meta.append(...(n ? [" · "] : []), ...part));
    return meta;
  };
  const row = (n, k) => {
    if (n < 0) return make("div", { class: "row rule", role: "presentation" }, make("div", { class: "meta" }, `Without a date: ${plural(shown.length - (k || 0), "event")}`));
    const e = E[n];
    const item = make("div", { class: `row ${e.status}${n === chosen ? " on" : ""}`, role: "option", id: `e${n + 1}`, "data-n": n + 1, "aria-selected": n === chosen, "aria-setsize": shown.length, "aria-posinset": shown.indexOf(n) + 1 },
      make("div", { class: "when", title: e.edtf || null }, e.when), make("div", {}, make("div", { class: "title" }, e.title), metaOf(e)));
    return item;
  };
  let pending = 0;
  const rows = (reset) => {
    const all = linesOf();
    if (reset) list.scrollTop = 0;
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 4), last = Math.min(all.length, first + Math.ceil(list.clientHeight / ROW) + 9);
    const spacer = make("div", { role: "presentation" });
    spacer.style.height = `${all.length * ROW}px`;
    const made = [];
    for (let k = first; k < last; k += 1) {
      const item = row(all[k], k);
      item.style.top = `${k * ROW}px`;
      made.push(item);
    }
    list.replaceChildren(spacer, ...made);
    if (!all.length) list.replaceChildren(make("p", { class: "empty" }, E.length ? "No event fits. “Show all” brings all of them back." : "Nothing was found."));
    if (chosen >= 0 && made.some((item) => item.id === `e${chosen + 1}`)) list.setAttribute("aria-activedescendant", `e${chosen + 1}`);
    else list.removeAttribute("aria-activedescendant");
  };
  list.addEventListener("scroll", () => {
    if (!pending) pending = requestAnimationFrame(() => { pending = 0; rows(); });
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-n]");
    if (item) choose(item.dataset.n - 1, "list");
  });

  // -- the words -------------------------------------------------------------------------------------------------

  // A longer text is shown around the quote, and the rest of it when asked for.
  const MUCH = 60000, AROUND = 12000;
  const factsOf = (s) => [s.p, s.a, s.d].filter(Boolean);
  const citation = (e, q) => {
    const s = D.sources[q[0]], page = pageOf(q);
    const parts = [s.t, ...factsOf(s), page ? `p. ${page}` : "", s.u].filter(Boolean);
    return `“${quoteText(q).replace(/\s+/g, " ").trim()}” — ${parts.join(", ")}.`;
  };
  const reading = (number, quotes, dates) => {
    const s = D.sources[number], head = make("h3", {}, bdi(s.t));
    const facts = make("p", { class: "facts" }, ...listed(factsOf(s)));
    if (s.u) {
      if (facts.childNodes.length) facts.append(" · ");
      facts.append(/^https?:\/\//i.test(s.u) ? make("a", { href: s.u, rel: "noopener noreferrer", target: "_blank" }, bdi(s.u)) : bdi(s.u));
    }
    const pages = [...new Set(quotes.map(pageOf).filter(Boolean))];
    if (pages.length) facts.append(`${facts.childNodes.length ? " · " : ""}p. ${pages.join(", ")}`);
    // The only source has named the page already.
    const parts = [...(D.sources.length > 1 ? [head] : []), ...(facts.childNodes.length ? [facts] : [])];
    const article = make("article", { class: "source", "aria-label": s.t }, ...parts);
    const inside = quotes.filter((q) => typeof q[1] !== "string").sort((p, q) => p[1] - q[1]);
    if (s.x !== undefined) {
      const all = s.x.length <= MUCH, middle = inside.length ? inside[0][1] : 0;
      article.append(...passage(s, inside, dates, all ? 0 : Math.max(0, middle - AROUND), all ? s.x.length : Math.min(s.x.length, middle + AROUND)));
    }
    for (const q of quotes) if (typeof q[1] === "string") article.append(make("blockquote", { dir: "auto" }, make("mark", {}, q[1])));
    return article;
  };
  const passage = (s, quotes, dates, a, b) => {
    const body = make("div", { class: "text", dir: "auto" });
    let at = a;
    for (const [, begin, end] of quotes) {
      if (begin < at || end > b) continue;
      const lit = make("mark", {});
      let inner = begin;
      for (const [first, last] of dates.filter(([first, last]) => first >= begin && last <= end).sort((p, q) => p[0] - q[0])) {
        if (first < inner) continue;
        lit.append(s.x.slice(inner, first), make("u", {}, s.x.slice(first, last)));
        inner = last;
      }
      lit.append(s.x.slice(inner, end));
      body.append(s.x.slice(at, begin), lit);
      at = end;
    }
    body.append(s.x.slice(at, b));
    const parts = [body];
    const again = (text, from, to) => {
      const button = make("button", { type: "button", class: "part" }, text);
      button.addEventListener("click", () => {
        const article = button.closest("article");
        for (const old of article.querySelectorAll(".text, .part")) old.remove();
        article.append(...passage(s, quotes, dates, from, to));
      });
      return button;
    };
    if (a > 0) parts.unshift(again("Show the text before", 0, b));
    if (b < s.x.length) parts.push(again("Show the text after", a, s.x.length));
    return parts;
  };
  const words = () => {
    const e = E[chosen];
    document.querySelector("main").classList.toggle("reading", Boolean(e));
    if (!e) {
      $("event").replaceChildren();
      const first = source ? Number(source) : D.sources.findIndex((s) => s.x);
      $("texts").replaceChildren(...(first >= 0 && D.sources[first] ? [reading(first, [], [])] : []));
      return;
    }
    const facts = make("dl", {});
    const put = (name, ...values) => facts.append(make("dt", {}, bdi(name)), make("dd", {}, ...values));
    const names = (actors) => actors.flatMap((actor, n) => {
      const button = make("button", { type: "button", title: "Show only what this one takes part in or says" }, bdi(nameOf(actor)));
      button.addEventListener("click", () => { set("who", nameOf(actor)); });
      return n ? [", ", button] : [button];
    });
    const roles = new Map();
    for (const [actor, role] of e.who) roles.set(role, [...(roles.get(role) || []), actor]);
    for (const [role, actors] of roles) put(D.roles[role], ...names(actors));
    if (e.place) put("place", bdi(e.place));
    e.says.forEach(([actor, cue], n) => put(n ? "cited by" : "says so", ...names([actor]), ...(cue ? [" (", bdi(`“${cue}”`), ")"] : [])));
    if (e.others.length) put("or", ...listed(e.others.map(([told]) => told)));
    for (const note of e.notes) put("note", bdi(note));
    const leadTo = (n, text) => {
      const button = make("button", { type: "button", title: `${E[n].when}: ${E[n].title}` }, bdi(text));
      button.addEventListener("click", () => { if (!shown.includes(n)) clear(); choose(n, ""); });
      return button;
    };
    for (const conflict of conflictsOf.get(e.n) || []) {
      const said = claimsOf(conflict).map((told) => {
        const other = told.claims.find((claim) => claim.n !== e.n), mine = told.claims.some((claim) => claim.n === e.n);
        const words = bdi(`“${quoteText(told.claims[0].quote).replace(/\s+/g, " ").trim()}”`);
        return make("div", { class: "claim" }, other && !mine ? leadTo(other.n, saidBy(told)) : bdi(saidBy(told)), " ", make("q", {}, words));
      });
      put(conflict.sure ? `${conflict.field} differs` : `${conflict.field} may differ`, ...said, make("div", { class: "facts" }, conflict.why));
    }
    for (const { pair, why } of RETOLD) {
      if (pair.includes(e.n)) put("maybe the same", leadTo(pair[0] === e.n ? pair[1] : pair[0], E[pair[0] === e.n ? pair[1] : pair[0]].title), make("div", { class: "facts" }, `May be the same happening: ${why}.`));
    }
    const acts = make("div", { class: "acts" });
    const act = (text, done) => {
      const button = make("button", { type: "button" }, text);
      button.addEventListener("click", () => done(button));
      if (text === "Correct…") button.dataset.correct = "";
      acts.append(button);
    };
    if (e.quotes.length) act("Copy citation", (button) => copy(e.quotes.map((q) => citation(e, q)).join("\n"), button));
    act("Copy link", (button) => copy(`${location.href.split("#")[0]}#e${e.n + 1}`, button));
    act("Correct…", (button) => correct(e, button));
    act("Close", () => choose(-1, ""));
    const at = make("p", { class: "when" }, e.when);
    if (e.edtf && e.edtf !== e.when) at.title = e.edtf;
    if (e.status !== "asserted") at.append(" ", glyph(e.status), ` ${TOLD[e.status]}`);
    if (e.mine) at.append(" ", make("span", { class: "mine" }, e.by ? `corrected by ${e.by}` : "corrected"));
    $("event").replaceChildren(at, make("h2", { class: `title ${e.status === "negated" ? "negated" : ""}` }, e.title), facts, make("p", { class: "why" }, e.why), acts);
    $("event").scrollTop = 0;
    const used = [...new Set(e.quotes.map((q) => q[0]))];
    const articles = used.map((number) => reading(number, e.quotes.filter((q) => q[0] === number), e.dates.filter((d) => d[0] === number).map(([, a, b]) => [a, b])));
    $("texts").replaceChildren(...articles);
    for (const article of articles) {
      const lit = article.querySelector("mark");
      if (lit && article.scrollHeight > article.clientHeight) article.scrollTop = Math.max(0, lit.offsetTop - article.offsetTop - article.clientHeight * 0.3);
    }
  };
  const copy = async (text, button) => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Where the page may not write to the clipboard itself, as in a frame or from an old browser.
      const area = make("textarea", {});
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    const was = button.textContent;
    button.textContent = done ? "Copied" : "Could not copy";
    say(button.textContent);
    setTimeout(() => { button.textContent = was; }, 1600);
  };

  // `by` is where it was chosen: what was clicked there is not moved.
  const choose = (n, by) => {
    chosen = n >= 0 && n < E.length ? n : -1;
    const e = E[chosen];
    if (e && scale && dated(e) && by !== "picture" && !inView(e)) {
      const middle = scale.at((from(e) + till(e)) / 2), span = high - low;
      clamp(middle - span / 2, middle + span / 2);
    }
    words();
    // In a narrow window the words take room from the list, so that also a row that was clicked may have left it.
    const k = e ? linesOf().indexOf(chosen) : -1, top = k * ROW - list.scrollTop;
    if (k >= 0 && (top + ROW / 2 < 0 || top + ROW / 2 > list.clientHeight)) list.scrollTop = Math.max(0, k * ROW - list.clientHeight * 0.3);
    rows();
    picture();
    remember();
    say(e ? `${e.when}: ${e.title}` : "Nothing is chosen");
  };
  const step = (by) => {
    const at = shown.indexOf(chosen);
    if (shown.length) choose(shown[Math.max(0, Math.min(shown.length - 1, at < 0 ? 0 : at + by))], "keys");
  };

  // -- the address: what is chosen and shown, so that a link leads to the same ---------------------------------------

  let known = location.hash, remembered = 0;
  const address = () => {
    const parts = chosen >= 0 ? [`e${chosen + 1}`] : [];
    const put = (name, value) => { if (value) parts.push(`${name}=${encodeURIComponent(value)}`); };
    put("q", $("words").value.trim());
    put("hide", [...off].join(","));
    put("differ", differing ? "1" : "");
    put("who", person);
    put("source", source && String(Number(source) + 1));
    put("lanes", grouping);
    if (scale && high - low < 0.999) put("t", `${scale.day(low).toFixed(2)},${scale.day(high).toFixed(2)}`);
    return parts.length ? `#${parts.join("&")}` : "";
  };
  const remember = () => {
    clearTimeout(remembered);
    // Browsers refuse addresses that change all the time.
    remembered = setTimeout(() => {
      known = address();
      try { history.replaceState(null, "", known || location.pathname + location.search); } catch { /* a frame without an address */ }
    }, 150);
  };
  const recall = () => {
    known = location.hash;
    const parts = location.hash.slice(1).split("&");
    const read = (name) => {
      const part = parts.find((one) => one.startsWith(`${name}=`));
      try { return part ? decodeURIComponent(part.slice(name.length + 1)) : ""; } catch { return ""; }
    };
    $("words").value = read("q");
    sought = read("q").toLowerCase();
    off.clear();
    for (const status of read("hide").split(",")) if (STATUSES.includes(status)) off.add(status);
    differing = read("differ") === "1" && CONFLICTS.length > 0;
    person = [...$("who").options].some((option) => option.value === read("who")) ? read("who") : "";
    const number = Number(read("source")) - 1;
    source = D.sources[number] ? String(number) : "";
    grouping = ["who", "source", "status"].includes(read("lanes")) ? read("lanes") : "";
    $("who").value = person;
    $("source").value = source;
    $("lanes").value = grouping;
    for (const chip of $("chips").children) chip.setAttribute("aria-pressed", !off.has(chip.dataset.status));
    low = 0;
    high = 1;
    const time = read("t").split(",").map(Number);
    if (scale && time.length === 2 && time[0] < time[1]) clamp(scale.at(time[0]), scale.at(time[1]));
    const event = parts.map((part) => /^e(\d+)$/.exec(part)).find(Boolean);
    filter();
    choose(event ? Number(event[1]) - 1 : -1, "");
  };
  addEventListener("hashchange", () => { if (location.hash !== known) recall(); });

  // -- filters ---------------------------------------------------------------------------------------------------

  const set = (name, value) => {
    if (name === "who") { person = value; $("who").value = value; }
    if (name === "source") { source = value; $("source").value = value; }
    filter();
    if (chosen < 0) words();
  };
  const people = () => {
    const counts = new Map();
    for (const e of E) for (const name of new Set([...e.who, ...e.says].map(([actor]) => nameOf(actor)))) counts.set(name, (counts.get(name) || 0) + 1);
    const names = [...counts].sort((p, q) => q[1] - p[1] || (p[0] < q[0] ? -1 : 1));
    $("who").replaceChildren(make("option", { value: "" }, "Anybody"), ...names.map(([name, count]) => make("option", { value: name }, `${name} (${count})`)));
    $("who").hidden = !names.length;
    if (person && !counts.has(person)) person = "";
    $("who").value = person;
    return names;
  };
  const clear = () => {
    $("words").value = $("who").value = $("source").value = "";
    sought = person = source = "";
    differing = false;
    off.clear();
    for (const chip of $("chips").children) chip.setAttribute("aria-pressed", "true");
    filter();
  };
  const controls = () => {
    const counts = new Map();
    for (const e of E) counts.set(e.status, (counts.get(e.status) || 0) + 1);
    $("chips").append(...STATUSES.filter((status) => counts.has(status)).map((status) => {
      const chip = make("button", { type: "button", "data-status": status, "aria-pressed": "true" }, glyph(status), TOLD[status], make("span", { class: "count" }));
      chip.addEventListener("click", () => {
        if (off.has(status)) off.delete(status); else off.add(status);
        chip.setAttribute("aria-pressed", !off.has(status));
        filter();
      });
      return chip;
    }));
    const names = people();
    $("source").append(make("option", { value: "" }, "All sources"), ...D.sources.map((s, n) => make("option", { value: n }, s.t)));
    $("source").hidden = D.sources.length < 2;
    if (D.sources.length < 2) $("lanes").querySelector("[value=source]").remove();
    if (!names.length) $("lanes").querySelector("[value=who]").remove();
    if (counts.size < 2) $("lanes").querySelector("[value=status]").remove();
    $("by").hidden = $("lanes").options.length < 2;
    $("differ").hidden = !CONFLICTS.length;
    $("differ").append(make("span", { class: "count" }, conflictsOf.size.toLocaleString("en")));
    $("differ").addEventListener("click", () => { differing = !differing; filter(); });
    $("words").addEventListener("input", () => { sought = $("words").value.trim().toLowerCase(); filter(); });
    $("who").addEventListener("change", () => set("who", $("who").value));
    $("source").addEventListener("change", () => set("source", $("source").value));
    $("lanes").addEventListener("change", () => { grouping = $("lanes").value; settle(); remember(); });
    $("filters").addEventListener("submit", (event) => event.preventDefault());
    $("filters").addEventListener("reset", () => setTimeout(() => {
      clear();
    }));
  };

  // -- hands: wheel, fingers, keys -------------------------------------------------------------------------------

  // By button and key around the chosen event, if it is in view, else around the middle.
  const focus = () => {
    const e = E[chosen];
    if (!e || !dated(e) || !inView(e)) return 0.5;
    return Math.min(1, Math.max(0, (scale.at((from(e) + till(e)) / 2) - low) / (high - low)));
  };
  const acts = {
    in: () => zoom(1 / 1.5, focus()), out: () => zoom(1.5, focus()), fit, all: () => { low = 0; high = 1; }, earlier: () => move(-0.15), later: () => move(0.15),
  };
  const act = (name) => { if (scale) { acts[name](); picture(); remember(); } };
  for (const button of document.querySelectorAll("[data-act]")) button.addEventListener("click", () => act(button.dataset.act));
  const share = (event) => (event.clientX - pane.getBoundingClientRect().left) / pane.clientWidth;
  let asked = 0;
  const soon = () => { if (!asked) asked = requestAnimationFrame(() => { asked = 0; picture(); remember(); }); };
  pane.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) move(event.deltaX / pane.clientWidth);
    else zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004), share(event));
    soon();
  }, { passive: false });
  const fingers = new Map();
  let moved = false, start = null;
  const grasp = () => {
    const places = [...fingers.values()];
    start = { low, high, places, strip: places.length === 1 && places[0][1] - pane.getBoundingClientRect().top < 30 };
  };
  const centre = (event) => {
    const span = high - low, at = Math.min(1, Math.max(0, share(event)));
    clamp(at - span / 2, at + span / 2);
  };
  pane.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    moved = fingers.size > 1;
    grasp();
    if (start.strip && high - low < 0.999) { centre(event); soon(); }
  });
  addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId) || !start) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    const now = [...fingers.values()], width = pane.clientWidth;
    if (now.length === 1) {
      const by = event.clientX - start.places[0][0];
      if (!moved && Math.abs(by) < 4) return;
      moved = true;
      pane.setPointerCapture?.(event.pointerId);
      if (start.strip) centre(event);
      else { low = start.low; high = start.high; move(-by / width); }
    } else if (start.places.length > 1) {
      const apart = (places) => Math.max(20, Math.abs(places[0][0] - places[1][0]));
      const middle = ((now[0][0] + now[1][0]) / 2 - pane.getBoundingClientRect().left) / width;
      low = start.low;
      high = start.high;
      zoom(apart(start.places) / apart(now), middle);
      move(-((now[0][0] + now[1][0]) / 2 - (start.places[0][0] + start.places[1][0]) / 2) / width);
    }
    soon();
  });
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (event) => {
    if (fingers.delete(event.pointerId) && fingers.size) grasp();
  });
  pane.addEventListener("click", (event) => {
    if (moved) return;
    const mark = event.target.closest("g.mark"), lane = event.target.closest("text.lane");
    if (mark) choose(Number(mark.dataset.n), "picture");
    else if (lane && lane.dataset.name !== "") {
      if (grouping === "who") set("who", person === lane.dataset.name ? "" : lane.dataset.name);
      if (grouping === "source") set("source", source === lane.dataset.name ? "" : lane.dataset.name);
    }
  });
  pane.addEventListener("dblclick", (event) => { if (!event.target.closest("g.mark")) { zoom(0.5, share(event)); soon(); } });

  const bare = (event) => event.altKey || event.ctrlKey || event.metaKey;
  pane.addEventListener("keydown", (event) => {
    const name = { ArrowLeft: "earlier", ArrowRight: "later" }[event.key];
    if (!name || bare(event)) return;
    event.preventDefault();
    act(name);
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -E.length, End: E.length }[event.key];
    if (!by || bare(event)) return;
    event.preventDefault();
    step(by);
  });
  document.addEventListener("keydown", (event) => {
    if (bare(event) || event.target.matches("input, select, textarea") || event.target.closest("form.correct, #mine")) {
      if (event.key === "Escape" && event.target.id === "words" && !$("words").value) event.target.blur();
      return;
    }
    const name = { "+": "in", "=": "in", "-": "out", 0: "all", f: "fit" }[event.key];
    if (name) act(name);
    else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (event.key === "/") $("words").focus();
    else if (event.key === "Escape" && chosen >= 0) choose(-1, "");
    else return;
    event.preventDefault();
  });

  // -- what can be taken away ------------------------------------------------------------------------------------

  const cell = (text) => {
    // A spreadsheet takes a cell that begins so for a formula.
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const csv = () => {
    const head = ["when", "edtf", "title", "status", "who", "place", "says_so", "quote", "source", "page", "published", "url", "why"];
    const body = shown.map((n) => {
      const e = E[n], q = e.quotes[0], s = q ? D.sources[q[0]] : {};
      return [e.when, e.edtf, e.title, e.status, e.who.map(([actor]) => nameOf(actor)).join("; "), e.place, e.says.map(([actor]) => nameOf(actor)).join("; "),
        q ? quoteText(q) : "", s.t || "", q && pageOf(q) ? String(pageOf(q)) : "", s.d || "", s.u || "", e.why];
    });
    // The mark at the beginning tells Excel that this is UTF-8.
    return `\ufeff${[head, ...body].map((line) => line.map((text) => cell(text || "")).join(",")).join("\r\n")}\r\n`;
  };
  // iCalendar (RFC 5545): lines of at most 75 octets, ended by CR LF; the end of an entry is exclusive.
  const fold = (line) => {
    const parts = [];
    let part = "", size = 0;
    for (const char of line) {
      const length = new TextEncoder().encode(char).length;
      if (size + length > 74) { parts.push(part); part = ""; size = 0; }
      part += char;
      size += length;
    }
    return [...parts, part].join("\r\n ");
  };
  const plain = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
  const stamp = (day, time, zoned) => {
    const minutes = Math.round(day * 1440), [y, m, d] = civil(minutes / 1440);
    const date = `${String(y).padStart(4, "0")}${two(m)}${two(d)}`, rest = ((minutes % 1440) + 1440) % 1440;
    return time ? `${date}T${two(Math.floor(rest / 60))}${two(rest % 60)}00${zoned ? "Z" : ""}` : date;
  };
  const ics = () => {
    const out = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//dateline//page//EN", `X-WR-CALNAME:${plain(D.title)}`];
    for (const n of shown) {
      const e = E[n];
      if (!dated(e) || civil(from(e))[0] < 1 || civil(till(e))[0] > 9998) continue;
      const time = e.marks & CLOCK && e.a !== null, loose = e.a === null || e.b === null || e.marks & (UNIT | WITHIN);
      const put = (name, day) => out.push(`${name}${time ? "" : ";VALUE=DATE"}:${stamp(time ? day : Math.floor(day), time, e.marks & ZONED)}`);
      out.push("BEGIN:VEVENT", `UID:e-${e.id}`, `DTSTAMP:${D.stamp}`);
      // A month or a year is one entry on its first day, named by it: nobody wants a bar through a year.
      put("DTSTART", e.a === null ? e.b - 1 : e.a);
      if (!loose && (time || e.b - e.a >= 1)) put("DTEND", time ? e.b : Math.ceil(e.b));
      out.push(`SUMMARY:${plain(loose ? `${e.title} (${e.when})` : e.title)}`);
      out.push(`DESCRIPTION:${plain([...e.quotes.map((q) => citation(e, q)), e.why].join("\n"))}`);
      if (e.place) out.push(`LOCATION:${plain(e.place)}`);
      out.push(`STATUS:${e.status === "negated" ? "CANCELLED" : e.status === "planned" || e.status === "hypothetical" ? "TENTATIVE" : "CONFIRMED"}`, "END:VEVENT");
    }
    return `${[...out, "END:VCALENDAR"].map(fold).join("\r\n")}\r\n`;
  };
  const save = (name, type, text) => {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const fileName = (D.title.normalize("NFKD").replace(/[^\w -]+/g, "").trim().replace(/\s+/g, "-").toLowerCase() || "timeline").slice(0, 60);
  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => {
    if (button.dataset.save === "csv") save(`${fileName}.csv`, "text/csv", csv());
    else if (button.dataset.save === "ics") save(`${fileName}.ics`, "text/calendar", ics());
    else print();
  });

  // On paper there is the picture, and a table of what is shown with the words, source and page of each.
  const paper = () => {
    const head = make("thead", {}, make("tr", {}, ...["When", "What", "Who", "Words and source"].map((name) => make("th", {}, name))));
    const body = make("tbody", {});
    for (const n of shown) {
      const e = E[n], what = make("td", {}, bdi(e.title));
      if (e.status !== "asserted") what.append(` (${TOLD[e.status]})`);
      for (const conflict of conflictsOf.get(n) || []) what.append(make("div", { class: "facts" }, `${conflict.field} ${conflict.sure ? "differs" : "may differ"}: `, bdi(claimsOf(conflict).map(saidBy).join("; "))));
      const who = [...new Set(e.who.map(([actor]) => nameOf(actor)))], says = e.says.map(([actor]) => nameOf(actor));
      const cited = make("td", {});
      e.quotes.forEach((q, k) => cited.append(...(k ? [make("br", {})] : []), bdi(citation(e, q))));
      body.append(make("tr", {}, make("td", {}, e.when), what, make("td", {}, ...listed(who), ...(says.length ? [who.length ? "; " : "", "says ", ...listed(says)] : [])), cited));
    }
    $("paper").replaceChildren(head, body);
  };
  addEventListener("beforeprint", () => { paper(); picture(); });
  addEventListener("afterprint", () => { $("paper").replaceChildren(); picture(); });

  // -- corrections: what a reader puts right, shown at once and saved as `deciding/files.py` reads it ----------------

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const base = new Map(), names = [...D.actors];
  // One decision an event or actor, in the order in which they were made; `target` is what of this page it is about.
  let decisions = [], decider = "", opener = null;
  const flat = (text) => text.replace(/\s+/g, " ").trim();
  const same = (p, q) => flat(p).toLowerCase() === flat(q).toLowerCase();

  const SEASONS = ["spring", "summer", "autumn", "winter"];
  const isoYear = (y) => `${y < 0 ? "-" : ""}${String(Math.abs(y)).padStart(4, "0")}`;
  const ordinal = (n) => `${n}${(n % 100 > 10 && n % 100 < 14 ? "" : ["", "st", "nd", "rd"][n % 10]) || "th"}`;
  // A time that ends no range here: a season, a century, a time of day.
  const aloneOf = (text) => {
    let found;
    if ((found = /^(spring|summer|autumn|fall|winter)(?: of)? (\d{4})(?:[–/-](?:\d\d)?(\d\d))?$/i.exec(text) || /^(\d{4})-2([1-4])$/.exec(text))) {
      const typed = found.length > 3, y = Number(typed ? found[2] : found[1]);
      const n = typed ? SEASONS.indexOf(found[1].toLowerCase().replace("fall", "autumn")) : found[2] - 1;
      if (typed && found[3] && (n < 3 || Number(found[3]) !== (y + 1) % 100)) return null;
      const told = n < 3 ? y : `${y}–${(y + 1) % 100 ? two((y + 1) % 100) : y + 1}`;
      return { edtf: `${isoYear(y)}-2${n + 1}`, told: `${SEASONS[n]} ${told}`, a: dayOf(y, 3 * n + 3), b: n < 3 ? dayOf(y, 3 * n + 6) : dayOf(y + 1, 3), unit: UNIT };
    }
    if ((found = /^(\d{1,2})(?:st|nd|rd|th) century$/i.exec(text) || /^(\d\d)XX$/i.exec(text))) {
      const n = Number(found[1]) + (/XX$/i.test(text) ? 1 : 0);
      return n < 1 ? null : { edtf: `${two(n - 1)}XX`, told: `${ordinal(n)} century`, a: dayOf((n - 1) * 100), b: dayOf(n * 100), unit: UNIT };
    }
    if ((found = /^(.+?)(?:T|,? +(?:at +)?)(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?(Z|UTC)?([+−-])?(\d\d?)?(?::(\d\d))?)$/i.exec(text))) {
      const day = unitOf(found[1]), [h, min, s] = found.slice(2, 5).map((part) => Number(part || 0)), [zone, sign, ahead, more] = found.slice(5);
      if (!day || day.unit || h > 23 || min > 59 || s > 59 || Boolean(sign) !== Boolean(ahead) || (more && !ahead) || ahead > 14 || more > 59) return null;
      const west = sign && sign !== "+", off = Number(ahead || 0) * 60 + Number(more || 0), clock = `${two(h)}:${two(min)}${found[4] ? `:${two(s)}` : ""}`;
      const at = (seconds) => Math.round((day.a + (h * 3600 + min * 60 + s + seconds - (west ? -off : off) * 60) / 86400) * 1e5) / 1e5;
      const utc = sign && off ? ` UTC${west ? "−" : "+"}${Number(ahead)}${Number(more) ? `:${more}` : ""}` : zone || sign ? " UTC" : "";
      return {
        edtf: `${day.edtf}T${clock}${utc && (off ? `${west ? "-" : "+"}${two(ahead)}:${more || "00"}` : "Z")}`, told: `${day.told}, ${clock}${utc}`,
        a: at(0), b: at(found[4] ? 1 : 60), unit: CLOCK | (utc ? ZONED : 0),
      };
    }
    return null;
  };
  // A year, month or day: its EDTF, its words, and its first day and the day after; null for what is none.
  const unitOf = (text) => {
    let y, m = "", d = "", found;
    if ((found = /^(.*?)(\d{1,3}(?:,\d{3})*|\d+) BCE?$/i.exec(text))) text = found[1] + isoYear(1 - Number(found[2].replaceAll(",", "")));
    const month = (name) => MONTHS.findIndex((known) => name.length > 2 && known.toLowerCase().startsWith(name.toLowerCase().replace(/\.$/, ""))) + 1;
    if ((found = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text))) [, y, m, d] = found;
    else if ((found = /^(?:(\d{1,2})(?:st|nd|rd|th)? +)?([a-z]+\.?),? +(-?\d{4})$/i.exec(text))) { [, d, m, y] = found; m = month(m) || 99; }
    else if ((found = /^([a-z]+\.?) +(\d{1,2})(?:st|nd|rd|th)?, *(-?\d{4})$/i.exec(text))) { [, m, d, y] = found; m = month(m) || 99; }
    else return null;
    [y, m, d] = [Number(y), Number(m || 0), Number(d || 0)];
    if (m > 12 || (found[2] && !m) || (found[3] && !y && y !== 0)) return null;
    const iso = isoYear(y);
    if (!m) return d ? null : { edtf: iso, told: yearText(y), a: dayOf(y), b: dayOf(y + 1), unit: UNIT };
    if (!d) return { edtf: `${iso}-${two(m)}`, told: `${MONTHS[m - 1]} ${yearText(y)}`, a: dayOf(y, m), b: m < 12 ? dayOf(y, m + 1) : dayOf(y + 1), unit: UNIT };
    const a = dayOf(y, m, d);
    if (civil(a)[1] !== m) return null;
    return { edtf: `${iso}-${two(m)}-${two(d)}`, told: `${d} ${MONTHS[m - 1]} ${yearText(y)}`, a, b: a + 1, unit: 0 };
  };
  // "3–8 May 1912", "3 May – 8 June 1912", "May–June 1912": what both ends share is told once.
  const rangeOf = (first, last) => {
    const rest = [...first];
    for (let shared = 1; rest.length > 1 && first.length === last.length && first.slice(-shared).join() === last.slice(-shared).join(); shared += 1) rest.pop();
    return `${rest.join(" ")}${rest.length > 1 || last.length > first.length ? " – " : "–"}${last.join(" ")}`;
  };
  // The unit before or after one, of the same length.
  const beside = (one, back) => {
    const parts = one.edtf.replace(/^-/, "").split("-").length, [, y, m, d] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(isoOf(back ? one.a - 1 : one.b));
    return unitOf([y, m, d].slice(0, parts).join("-"));
  };
  // The ends of a range; the first may leave out what the second one tells: "3–5 May 1912".
  const endsOf = ([first, last]) => {
    const words = last.split(" ");
    const whole = [first, ...words.slice(1).map((_, n) => `${first} ${words.slice(n + 1).join(" ")}`)].find(unitOf) || first;
    return [whole, last].map((side) => (side === ".." ? ".." : unitOf(side)));
  };
  // What somebody typed for a date, as an event has it; null for what cannot be checked here.  A date that the page
  // shows is taken, whatever its form, if it is one.
  const dateOf = (typed) => {
    const date = readDate(typed), text = flat(typed);
    if (date) return date;
    const shown = E.map(baseOf).filter((e) => e.edtf && (e.when === text || e.edtf === text));
    if (!shown.length || shown.some((e) => e.edtf !== shown[0].edtf)) return null;
    const { edtf, when, a, b, marks, others } = shown[0];
    return { edtf, when, a, b, marks: others && others.length && !/[?%]/.test(edtf) ? marks & ~UNSURE : marks };
  };
  const readDate = (typed) => {
    let text = flat(typed), marks = 0, found;
    if (!text || /^(undated|none|no date)$/i.test(text)) return { edtf: "", when: "undated", a: null, b: null, marks: 0 };
    if ((found = /^(?:c\.?|ca\.?|circa|about|around) +(.+)$/i.exec(text))) text = `${found[1]}~`;
    if ((found = /^(.+)([~?])$/.exec(text)) && !text.includes("/")) { text = found[1]; marks = found[2] === "~" ? ABOUT : UNSURE; }
    const sign = marks === ABOUT ? "~" : marks === UNSURE ? "?" : "", told = (words) => (marks === ABOUT ? `c. ${words}` : words) + (marks === UNSURE ? "?" : "");
    if ((found = /^(\d{3})(?:X|0s)$/i.exec(text))) return { edtf: `${found[1]}X${sign}`, when: told(`${found[1]}0s`), a: dayOf(found[1] * 10), b: dayOf(found[1] * 10 + 10), marks: marks | UNIT };
    const one = unitOf(text);
    if (one) return { edtf: one.edtf + sign, when: told(one.told), a: one.a, b: one.b, marks: marks | one.unit };
    const alone = aloneOf(text);
    if (alone && !(sign && alone.unit & CLOCK)) return { edtf: alone.edtf + sign, when: told(alone.told), a: alone.a, b: alone.b, marks: marks | alone.unit };
    if (sign) return null;
    if ((found = /^(before|after|until|till|since) +(.+)$/i.exec(text))) {
      const near = found[1].toLowerCase(), named = unitOf(found[2]);
      const one = named && (near === "before" || near === "after" ? beside(named, near === "before") : named);
      return one && readDate(near === "after" || near === "since" ? `${one.edtf}/..` : `../${one.edtf}`);
    }
    const sides = (/^(.*?) *\/ *(.*)$/.exec(text) || /^(?:from +)?(.+?)(?: +(?:to|until) +| *– *| +- +)(.+)$/i.exec(text) || /^(\d{4})-(\d{4})()$/.exec(text) || /^(\d{1,2}|[a-z]+)-((?:\d{1,2}|[a-z]+) .+)$/i.exec(text) || []).slice(1, 3);
    if (sides.length < 2) return null;
    const [first, last] = endsOf(sides);
    if (!first || !last || (first === ".." && last === "..")) return null;
    if (first === "..") return { edtf: `../${last.edtf}`, when: `until ${last.told}`, a: null, b: last.b, marks: 0 };
    if (last === "..") return { edtf: `${first.edtf}/..`, when: `since ${first.told}`, a: first.a, b: null, marks: 0 };
    if (last.b <= first.b) return null;
    return { edtf: `${first.edtf}/${last.edtf}`, when: rangeOf(first.told.split(" "), last.told.split(" ")), a: first.a, b: last.b, marks: 0 };
  };

  // By these a decision is known again in a new reading: the id, the words, what is stated of the document, and of the
  // same words the quotes before and after them.
  const baseOf = (e) => base.get(e.n) || e;
  const BESIDE = 60;
  const quoteKey = (q) => {
    const key = { words: flat(quoteText(q)), document: D.sources[q[0]].k };
    if (typeof q[1] === "string") return key;
    let before = null, after = null;
    for (const e of E) for (const p of e.quotes) {
      if (p[0] !== q[0]) continue;
      if (p[2] <= q[1] && (!before || p[1] > before[1] || (p[1] === before[1] && p[2] > before[2]))) before = p;
      if (p[1] >= q[2] && (!after || p[1] < after[1] || (p[1] === after[1] && p[2] < after[2]))) after = p;
    }
    const chars = (text) => [...flat(text)];
    if (before) key.before = chars(quoteText(before)).slice(-BESIDE).join("").trim();
    if (after) key.after = chars(quoteText(after)).slice(0, BESIDE).join("").trim();
    return key;
  };
  const eventKey = (e) => {
    const key = { id: `e-${e.id}`, title: baseOf(e).title };
    if (e.quotes.length) key.quote = quoteKey(e.quotes[0]);
    return key;
  };
  const actorKey = (actor, e) => {
    const key = { ...(D.kinds[actor] || {}), name: names[actor] };
    if (e.quotes.length) key.quote = quoteKey(e.quotes[0]);
    return key;
  };
  // What of this page a kept decision is about; the page may have been made anew since.
  const find = (decision) => {
    if (decision.actors) {
      const [{ id, name }] = decision.actors, called = names.flatMap((known, n) => (same(known, name) && (!id || !D.kinds[n] || D.kinds[n].id === id) ? [n] : []));
      return called.length === 1 ? { actor: called[0] } : null;
    }
    const [key] = decision.events, words = key.quote && flat(key.quote.words);
    let found = E.filter((e) => `e-${e.id}` === key.id);
    if (!found.length) found = E.filter((e) => same(baseOf(e).title, key.title) && (!words || e.quotes.some((q) => flat(quoteText(q)) === words)));
    return found.length === 1 ? { event: found[0].n } : null;
  };

  const apply = () => {
    for (const [n, was] of base) Object.assign(E[n], was);
    names.forEach((name, n) => { D.actors[n] = name; });
    const moved = new Set();
    for (const { target, decision } of decisions) {
      if (!target) continue;
      const { to = {}, by, note } = decision;
      if (target.actor !== undefined) { D.actors[target.actor] = to.name; continue; }
      const e = E[target.event];
      if (!base.has(e.n)) base.set(e.n, { when: e.when, title: e.title, edtf: e.edtf, a: e.a, b: e.b, marks: e.marks, why: e.why, others: e.others, notes: e.notes, dropped: false, mine: false, by: "" });
      const was = base.get(e.n), who = by || "a reader", told = note ? ` (${note})` : "", read = (text) => (text ? `the text was read as ${text}` : "the text gives none");
      e.mine = true;
      e.by = by || "";
      e.dropped = decision.kind === "drop";
      const why = [];
      if ("date" in to) {
        const date = dateOf(to.date || "");
        if (date) Object.assign(e, date, { others: [] });
        moved.add(e.n);
        why.push(`The date was ${to.date ? "given" : "taken away"} by ${who}${told}; ${read(was.edtf && was.when)}.`);
      }
      if ("title" in to) {
        e.title = to.title;
        why.push(`The title was given by ${who}${told}; ${read(`“${was.title}”`)}.`);
      }
      if (!why.length && note) why.push(`${by || "A reader"} notes: “${note}”.`);
      e.why = [...why, ...("date" in to ? [] : [was.why])].join(" ");
    }
    widths.length = labels.length = 0;
    keys = null;
    // Those that moved are put among the others, which stay as they are.
    order = E.filter((e) => !moved.has(e.n));
    for (const n of moved) {
      const e = E[n], at = order.findIndex((other) => !dated(other) || (dated(e) && (from(other) > from(e))));
      order.splice(!dated(e) || at < 0 ? order.length : at, 0, e);
    }
  };
  const refresh = () => {
    apply();
    const was = scale, left = scale && scale.day(low), right = scale && scale.day(high), all = high - low > 0.999;
    scale = scaleOf();
    $("picture").hidden = !scale;
    if (scale && was && !all) clamp(scale.at(left), scale.at(right));
    else { low = 0; high = 1; }
    people();
    summary();
    if (scale) key();
    if (chosen >= 0 && E[chosen].dropped) chosen = -1;
    filter();
    settle();
    words();
    panel();
  };

  // Kept in the browser under what the page and its documents are called, so that a page made anew finds them, and one
  // of other documents does not (FNV-1a).
  const STORE = `dateline decisions ${[...JSON.stringify([D.title, D.sources.map((s) => ({ ...s.k, id: "" }))])].reduce((hash, char) => Math.imul(hash ^ char.codePointAt(0), 16777619) >>> 0, 2166136261)}`;
  const texts = (object) => !object || Object.values(object).every((value) => value === null || typeof value === "string");
  // What another script, or another version, may have left there is not trusted.
  const sound = (decision) => {
    const { kind, events, actors, to, was, by, note } = decision || {};
    if (!["correct", "drop"].includes(kind) || !texts(to) || !texts(was) || !texts({ by: by ?? null, note: note ?? null })) return false;
    return typeof (actors ? actors[0]?.name : events?.[0]?.title) === "string" && (!actors || typeof to?.name === "string") && (!events?.[0].quote || typeof events[0].quote.words === "string");
  };
  let kept = true;
  const keep = () => {
    try {
      if (decisions.length) localStorage.setItem(STORE, JSON.stringify(decisions.map((one) => one.decision)));
      else localStorage.removeItem(STORE);
      kept = true;
    } catch { kept = false; }
  };
  const restore = () => {
    try {
      const read = JSON.parse(localStorage.getItem(STORE) || "[]");
      decisions = (Array.isArray(read) ? read : []).filter(sound).map((decision) => ({ decision, target: find(decision) }));
    } catch { kept = false; decisions = []; }
    if (!decisions.length) return false;
    apply();
    scale = scaleOf();
    $("picture").hidden = !scale;
    people();
    summary();
    panel();
    if (scale) key();
    return true;
  };

  const sentence = ({ decision, target }) => {
    const { kind, to = {}, was = {}, by, note } = decision, who = [by && `by ${by}`, note].filter(Boolean).join(": ");
    const parts = [];
    if ("date" in to) parts.push(`${(was.date && dateOf(was.date)?.when) || was.date || ""} → ${to.date === null ? "undated" : dateOf(to.date)?.when || to.date}`.trim());
    if ("title" in to) parts.push(`“${was.title || ""}” → “${to.title}”`);
    if ("name" in to) parts.push(`“${was.name || ""}” → “${to.name}”`);
    const title = decision.events && !("title" in to) ? `“${decision.events[0].title}”` : "";
    const what = kind === "drop" ? `dropped: ${title}` : parts.length ? [parts.join("; "), title].filter(Boolean).join(": ") : `a note on ${title}`;
    return `${what}${who ? ` (${who})` : ""}${target ? "" : " – not on this page any more"}`;
  };
  const panel = () => {
    const button = $("corrections");
    button.hidden = !decisions.length;
    button.textContent = plural(decisions.length, "correction");
    if (!decisions.length) open(false);
    $("kept").textContent = kept ? "They are kept in this browser. Download them for whoever makes the timeline: dateline … --decisions decisions.json" : "This browser keeps nothing for this page: they are lost when it is closed. Download them.";
    $("mine").querySelector("ul").replaceChildren(...decisions.map((one, n) => {
      const item = make("li", {}, make("span", {}, bdi(sentence(one)))), undo = make("button", { type: "button", "aria-label": `Undo: ${sentence(one)}` }, "Undo");
      undo.addEventListener("click", () => {
        decisions.splice(n, 1);
        keep();
        refresh();
        say("Undone");
        const next = $("mine").querySelectorAll("li button");
        (next[Math.min(n, next.length - 1)] || list).focus();
      });
      item.append(undo);
      return item;
    }));
  };
  const open = (shown) => {
    $("mine").hidden = !shown;
    $("corrections").setAttribute("aria-expanded", shown);
  };
  $("corrections").addEventListener("click", () => { open($("mine").hidden); if (!$("mine").hidden) $("mine").focus(); });
  $("mine").addEventListener("keydown", (event) => { if (event.key === "Escape") { open(false); $("corrections").focus(); } });
  $("mine").addEventListener("click", (event) => {
    const what = event.target.dataset.mine;
    if (what === "close") { open(false); $("corrections").focus(); }
    if (what !== "download") return;
    // What is said of an actor changes the ids of its events: it comes after what is said of these.
    const sorted = [...decisions.filter((one) => one.decision.events), ...decisions.filter((one) => !one.decision.events)];
    save("decisions.json", "application/json", `${JSON.stringify({ decisions_version: 1, decisions: sorted.map((one) => one.decision) }, null, 2)}\n`);
  });

  const put = (target, decision) => {
    const at = decisions.findIndex((one) => one.target && one.target.event === target.event && one.target.actor === target.actor);
    if (at >= 0) decisions.splice(at, 1);
    if (decision) decisions.push({ target, decision });
  };
  const correct = (e, button) => {
    if ($("event").querySelector("form")) { $("event").querySelector("input").focus(); return; }
    opener = button;
    const was = baseOf(e), mine = decisions.find((one) => one.target && one.target.event === e.n)?.decision || {};
    const form = make("form", { class: "correct", "aria-label": "Correct this event", novalidate: "" }), fields = {};
    const field = (name, label, value, more) => {
      fields[name] = make("input", { id: `c-${name}`, value, autocomplete: "off", ...more });
      form.append(make("label", { for: `c-${name}` }, label), fields[name]);
    };
    field("date", "Date", e.edtf, { placeholder: "1912, 4 May 1912, 1910/1912; empty for none", "aria-describedby": "c-wrong" });
    field("title", "Title", e.title);
    const actors = [...new Set([...e.who, ...e.says].map(([actor]) => actor))];
    actors.forEach((actor) => field(`name${actor}`, "Name", nameOf(actor), { "aria-label": `Name of ${nameOf(actor)}` }));
    field("note", "Why", mine.note || "", { placeholder: "what you know it by" });
    field("by", "Your name", mine.by || decider, { autocomplete: "name" });
    const drop = make("input", { type: "checkbox", id: "c-drop" }), wrong = make("p", { class: "wrong", role: "alert", id: "c-wrong" });
    form.append(make("label", { for: "c-drop", class: "drop" }, drop, " This is no event: leave it out"), wrong,
      make("div", { class: "acts" }, make("button", { type: "submit" }, "Save"), make("button", { type: "button", class: "cancel" }, "Cancel")));
    const close = () => { form.remove(); opener?.focus(); };
    form.querySelector(".cancel").addEventListener("click", close);
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = fields.date.value, date = flat(typed) === e.edtf ? { edtf: e.edtf } : dateOf(typed);
      wrong.textContent = "";
      if (!date) {
        fields.note.value = [fields.note.value.trim(), `date: ${flat(typed)}`].filter(Boolean).join("; ");
        fields.date.value = e.edtf;
        wrong.textContent = `“${flat(typed)}” is no date that this page can check, so it was put into the note. Write a date as 1912, 1912-05, 4 May 1912, about 1912, 1910s or 1910/1912, or save the note.`;
        fields.date.focus();
        return;
      }
      const title = flat(fields.title.value), by = flat(fields.by.value), note = fields.note.value.trim();
      if (!title) { wrong.textContent = "The title must not be empty."; fields.title.focus(); return; }
      for (const actor of actors) {
        const name = flat(fields[`name${actor}`].value);
        const other = D.actors.some((known, n) => n !== actor && same(known, name));
        if (!name || (other && name !== nameOf(actor))) {
          wrong.textContent = name ? `Another is called ${name} already; two names become one with merge_actors.` : "A name must not be empty.";
          fields[`name${actor}`].focus();
          return;
        }
      }
      decider = by;
      const signed = { ...(note && { note }), ...(by && { by }) };
      const to = {}, before = {};
      if (date.edtf !== was.edtf) { to.date = date.edtf || null; if (was.edtf) before.date = was.edtf; }
      if (title !== flat(was.title)) { to.title = title; before.title = was.title; }
      if (drop.checked) put({ event: e.n }, { kind: "drop", events: [eventKey(e)], ...signed });
      else if (Object.keys(to).length) put({ event: e.n }, { kind: "correct", events: [eventKey(e)], to, ...(Object.keys(before).length && { was: before }), ...signed });
      else if (note && actors.every((actor) => flat(fields[`name${actor}`].value) === nameOf(actor))) put({ event: e.n }, { kind: "correct", events: [eventKey(e)], ...signed });
      else if (!mine.note || !note) put({ event: e.n }, null);
      for (const actor of actors) {
        const name = flat(fields[`name${actor}`].value);
        if (name === nameOf(actor)) continue;
        put({ actor }, name === names[actor] ? null : { kind: "correct", actors: [actorKey(actor, e)], to: { name }, was: { name: names[actor] }, ...signed });
      }
      keep();
      refresh();
      say(kept ? "Saved in this browser" : "Saved until the page is closed");
      ($("event").querySelector("[data-correct]") || list).focus();
    });
    $("event").append(form);
    form.scrollIntoView({ block: "nearest" });
    fields.date.focus();
  };

  // -- at work ---------------------------------------------------------------------------------------------------

  const summary = () => {
    const told = E.filter((e) => !e.dropped), all = told.filter(dated), rest = told.length - all.length;
    const bounds = all.flatMap((e) => [from(e), e.b === null ? from(e) : e.b - 0.001]);
    // Years say enough; the last moment of a time lies just before its end.
    const first = bounds.reduce((p, q) => Math.min(p, q), Infinity), last = bounds.reduce((p, q) => Math.max(p, q), -Infinity);
    const years = all.length ? [...new Set([first, last].map((day) => yearText(civil(day)[0])))] : [];
    const extent = years.length ? `, ${years.join(" to ")}` : "";
    $("summary").textContent = [`${plural(all.length, "dated event")}${extent}`, rest ? `${rest.toLocaleString("en")} without a date` : "", D.sources.length ? plural(D.sources.length, "source") : "", CONFLICTS.length ? plural(CONFLICTS.length, "conflict") + " between sources" : ""].filter(Boolean).join(" · ");
  };
  $("filters").hidden = !E.length;
  $("save").hidden = !E.length;
  $("picture").hidden = !scale;
  document.querySelector("main").hidden = false;
  summary();
  controls();
  if (scale) key();
  // A picture of few events is low: as high as all of them need, in a window of this width.
  const settle = () => {
    pane.style.maxHeight = "";
    if (!scale || grouping) { picture(); return; }
    const [a, b, all] = [low, high, shown];
    [low, high, shown] = [0, 1, E.map((e) => e.n)];
    picture();
    [low, high, shown] = [a, b, all];
    pane.style.maxHeight = `${TOP + (Math.max(3, used) + 1) * LANE}px`;
    picture();
  };
  let wide = 0;
  recall();
  // Asking the store takes a browser a tenth of a second; most pages have nothing there.
  setTimeout(() => { if (restore()) { recall(); settle(); } });
  new ResizeObserver(() => {
    if (pane.clientWidth !== wide) { wide = pane.clientWidth; settle(); } else picture();
    rows();
  }).observe(pane);
})();
