"use strict";
// Draws the page from `result`, the object that a run left behind.

const COLORS = {
  "culebra auto": "#1b7837", "culebra vector": "#4393c3", "culebra onednn": "#d6604d", onnxruntime: "#888888",
};
const PEER = "onnxruntime";

function element(tag, parent, text, cssClass) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (cssClass) made.className = cssClass;
  parent.append(made);
  return made;
}

const sections = document.getElementById("sections");
let charts = sections;

/** Begins a section; its charts stand below one another, or in pairs. */
function section(title, note, inPairs = false) {
  element("h2", sections, title);
  element("p", sections, note, "note");
  charts = inPairs ? element("div", sections, undefined, "pairs") : sections;
}

function chart(height, option) {
  const box = element("div", charts, undefined, "chart");
  box.style.height = height + "px";
  const drawn = echarts.init(box, null, { renderer: "svg" });
  drawn.setOption({ animation: false, textStyle: { fontSize: 13 }, ...option });
  window.addEventListener("resize", () => drawn.resize());
}

const distinct = values => [...new Set(values)];
const digits = (value, n = 3) => Number.isFinite(value) ? String(Number(value.toPrecision(n))) : "";
const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};
const axisName = (name, gap = 32) => ({ name, nameLocation: "middle", nameGap: gap });

/** The level of memory that holds so many bytes. */
const levelOf = bytes => result.roof.bandwidths.find(b => bytes <= 2 * b.bytes) ?? result.roof.bandwidths.at(-1);
const f32Peak = threads =>
  Math.max(...result.roof.peaks.filter(p => p.kind.startsWith("f32")).map(p => p.gigaflops[threads] ?? 0));

/** What binds so much work, and the share of that limit that is reached in so many ns, in words. */
function roofShare(flops, bytes, threads, nanos) {
  if (!result.roof || !f32Peak(threads)) return "";
  const level = levelOf(bytes);
  const arithmetic = flops / f32Peak(threads);
  const memory = bytes / (level.read_gbs * threads);
  const share = (100 * Math.max(arithmetic, memory) / nanos).toFixed(0);
  return `${share} % of ${arithmetic > memory ? "f32" : level.level}`;
}

const right = result.measurements.filter(m => m.times);
const label = m => `${m.model}, ${m.threads} ${m.threads === 1 ? "thread" : "threads"}`;
const contenders = distinct(result.measurements.map(m => m.contender));
const peerOf = m => right.find(p => p.contender === PEER && label(p) === label(m));

function head() {
  const box = document.getElementById("head");
  const { machine } = result;
  element("p", box, `${machine.cpu}, ${machine.cores} cores (${machine.isa.join(" ")}). ${machine.os}. ${machine.jdk}.`);
  const versions = Object.entries(result.versions).map(([name, version]) => `${name} ${version}`).join(", ");
  element("p", box, `${versions}. ${result.date}, made by ${result.command}`);
  for (const warning of result.warnings) element("div", box, warning, "warning");
}

function modelTable() {
  section("Whole models", "Times in ms. The interval holds the medians of all rounds. vs ORT: ONNX Runtime's median "
    + "over this one, more than 1 is faster. Roof: the least time that the machine's f32 peak or its memory allows, as a "
    + "share of the median, and which of them it is.");
  const table = element("table", element("div", sections, undefined, "scroll"));
  const headings = ["model", "engine", "median", "interval", "vs ORT", "roof", "p10", "p90", "load", "first",
    "steady after", "RSS, MB", "heap/run, KB", "error"];
  const row = element("tr", table);
  headings.forEach(heading => element("th", row, heading));
  for (const m of result.measurements) {
    const cells = element("tr", table);
    const cell = (text, cssClass) => element("td", cells, text, cssClass);
    cell(label(m));
    cell(m.contender);
    if (!m.times) {
      cell(m.verdict, "wrong").colSpan = headings.length - 2;
      continue;
    }
    const t = m.times;
    const peer = peerOf(m);
    cell(digits(t.latency.median_ms));
    cell(`${digits(t.latency.low_ms)} to ${digits(t.latency.high_ms)}`);
    cell(peer && peer !== m ? (peer.times.latency.median_ms / t.latency.median_ms).toFixed(2) : "");
    cell(roofShare(m.flops, m.bytes, m.threads, 1e6 * t.latency.median_ms));
    cell(digits(t.latency.p10_ms));
    cell(digits(t.latency.p90_ms));
    cell(t.load_ms.toFixed(0));
    cell(digits(t.first_ms));
    cell(`${t.steady_after_runs} runs`);
    cell(t.memory.peak_bytes < 0 ? "" : (t.memory.peak_bytes / 2 ** 20).toFixed(0));
    cell(digits(t.memory.allocated_per_run / 1024));
    cell(m.accuracy.error.toExponential(1));
  }
}

function bars() {
  const labels = distinct(right.map(label));
  section("Speed against ONNX Runtime", "ONNX Runtime's median divided by the engine's: more than 1 is faster than it. "
    + "An engine whose answer was wrong has no bar.");
  chart(120 + labels.length * (24 + 14 * contenders.length), {
    legend: { top: 0 },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: v => digits(v) },
    grid: { left: 10, right: 50, top: 40, bottom: 50, containLabel: true },
    xAxis: { type: "value", min: 0, ...axisName("times as fast as ONNX Runtime") },
    yAxis: { type: "category", inverse: true, data: labels },
    series: contenders.filter(c => c !== PEER).map(contender => ({
      name: contender, type: "bar", itemStyle: { color: COLORS[contender] },
      label: { show: true, position: "right", backgroundColor: "#fff", formatter: p => p.value.toFixed(2) },
      markLine: { symbol: "none", silent: true, label: { show: false }, lineStyle: { color: "#888" }, data: [{ xAxis: 1 }] },
      data: labels.map(name => {
        const m = right.find(r => r.contender === contender && label(r) === name);
        const peer = m && peerOf(m);
        return peer ? peer.times.latency.median_ms / m.times.latency.median_ms : null;
      }),
    })),
  });
}

function throughput() {
  section("Throughput", "Runs per second when several callers share one session.", true);
  for (const name of distinct(right.map(label))) {
    const here = right.filter(m => label(m) === name);
    const callers = Object.keys(here[0].times.throughput);
    chart(260, {
      title: { text: name, textStyle: { fontSize: 14 } },
      legend: { top: 26, left: 0, itemWidth: 16 },
      tooltip: { trigger: "axis", valueFormatter: v => `${digits(v)} runs/s` },
      grid: { left: 70, right: 20, top: 70, bottom: 50 },
      xAxis: { type: "category", data: callers, ...axisName("callers") },
      yAxis: { type: "value", min: 0, ...axisName("runs/s", 50) },
      series: here.map(m => ({
        name: m.contender, type: "bar", itemStyle: { color: COLORS[m.contender] },
        data: callers.map(count => m.times.throughput[count]),
      })),
    });
  }
}

function firstRuns() {
  section("The first 200 runs", "From the first run on: how long it takes to become fast.", true);
  for (const name of distinct(right.map(label))) {
    const here = right.filter(m => label(m) === name);
    chart(300, {
      title: { text: name, textStyle: { fontSize: 14 } },
      legend: { top: 26, left: 0, itemWidth: 16 },
      tooltip: { trigger: "axis", valueFormatter: v => `${digits(v)} ms` },
      grid: { left: 70, right: 20, top: 70, bottom: 50 },
      xAxis: { type: "value", min: 1, max: 200, ...axisName("run") },
      yAxis: { type: "log", ...axisName("ms", 50) },
      series: here.map(m => ({
        name: m.contender, type: "line", showSymbol: false, lineStyle: { width: 1.5 },
        itemStyle: { color: COLORS[m.contender] },
        data: m.times.first_nanos.map((nanos, i) => [i + 1, nanos / 1e6]),
      })),
    });
  }
}

const PALETTE = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#ee8866", "#44bb99", "#77aadd",
  "#994455", "#eedd88", "#225555", "#ffaabb", "#999933", "#332288", "#88ccee", "#ddcc77", "#117733", "#882255"];
const REST = "all others";

function operators() {
  section("Time per operator", "Where a run spends its time, by operator with what is fused to it; operators that take "
    + "less than 1 % are put together.");
  const colors = new Map();
  const colorOf = name => {
    if (name === REST) return "#bbbbbb";
    if (!colors.has(name)) colors.set(name, PALETTE[colors.size % PALETTE.length]);
    return colors.get(name);
  };
  for (const name of distinct(result.profiles.map(label))) {
    const here = result.profiles.filter(p => label(p) === name);
    const time = o => median(o.nanos) / 1e6;
    const sum = profile => profile.operators.reduce((all, o) => all + time(o), 0);
    const isLarge = name => here.some(p => p.operators.some(o => o.operator === name && time(o) >= 0.01 * sum(p)));
    const nameOf = o => isLarge(o.operator) ? o.operator : REST;
    const names = distinct(here.flatMap(p => p.operators.map(nameOf)));
    const ms = (profile, name) =>
      profile.operators.filter(o => nameOf(o) === name).reduce((all, o) => all + time(o), 0);
    const total = operator => here.reduce((sum, p) => sum + ms(p, operator), 0);
    names.sort((a, b) => (a === REST) - (b === REST) || total(b) - total(a));
    chart(110 + 40 * here.length + 24 * Math.ceil(names.length / 6), {
      title: { text: name, textStyle: { fontSize: 14 } },
      legend: { bottom: 0, left: 0, right: 0 },
      tooltip: { trigger: "item", valueFormatter: v => `${digits(v)} ms` },
      grid: { left: 10, right: 30, top: 40, bottom: 30 + 24 * Math.ceil(names.length / 6), containLabel: true },
      xAxis: { type: "value", ...axisName("ms") },
      yAxis: { type: "category", inverse: true, data: here.map(p => p.contender) },
      series: names.map(operator => ({
        name: operator, type: "bar", stack: "time", itemStyle: { color: colorOf(operator) }, data: here.map(p => ms(p, operator)),
      })),
    });
  }
}

const timed = result.kernels.filter(k => k.nanos.length);
const backend = kernel => kernel.implementation.split("/")[0];

function kernelBars() {
  for (const operator of distinct(timed.map(k => k.operator))) {
    for (const threads of distinct(timed.map(k => k.threads))) {
      const here = timed.filter(k => k.operator === operator && k.threads === threads);
      const shapes = distinct(here.map(k => k.shape));
      if (!shapes.length) continue;
      const moves = here.every(k => !k.flops);
      const unit = moves ? "GB/s" : "GFLOP/s";
      const rate = k => (moves ? k.bytes : k.flops) / median(k.nanos);
      chart(110 + 44 * shapes.length, {
        title: { text: `${operator}, ${threads} ${threads === 1 ? "thread" : "threads"}`, textStyle: { fontSize: 14 } },
        legend: { top: 0, right: 0 },
        tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: v => `${digits(v)} ${unit}` },
        grid: { left: 10, right: 130, top: 40, bottom: 50, containLabel: true },
        xAxis: { type: "value", ...axisName(unit) },
        yAxis: { type: "category", inverse: true, data: shapes },
        series: distinct(["vector", "onednn", ...here.map(backend)]).filter(b => here.some(k => backend(k) === b)).map(name => ({
          name, type: "bar", itemStyle: { color: COLORS[`culebra ${name}`] ?? "#888888" },
          label: { show: true, position: "right", formatter: p => p.data ? `${digits(p.value)}  (${p.data.roof})` : "" },
          data: shapes.map(shape => {
            const all = here.filter(k => k.shape === shape && backend(k) === name);
            if (!all.length) return null;
            const best = all.reduce((a, b) => rate(b) > rate(a) ? b : a);
            return { value: rate(best), roof: roofShare(best.flops, best.bytes, threads, median(best.nanos)) };
          }),
        })),
      });
    }
  }
}

function roofline() {
  const { roof } = result;
  section("Roofline", "Each point is a kernel on one thread; the lines are the machine's measured limits.");
  const peak = f32Peak(1);
  const intensities = [0.05, 1000];
  const line = (name, gbs) => ({
    name, type: "line", showSymbol: false, lineStyle: { width: 1, type: "dashed" }, silent: true,
    endLabel: { show: false },
    data: [[intensities[0], intensities[0] * gbs], [peak / gbs, peak], [intensities[1], peak]],
  });
  chart(460, {
    legend: { top: 0 },
    tooltip: { trigger: "item", formatter: p => p.data[2] ? `${p.data[2]}<br>${digits(p.data[1])} GFLOP/s` : p.seriesName },
    grid: { left: 70, right: 30, top: 50, bottom: 60 },
    xAxis: { type: "log", min: intensities[0], max: intensities[1], ...axisName("operations per byte") },
    yAxis: { type: "log", min: 0.1, ...axisName("GFLOP/s", 50) },
    series: [
      ...roof.bandwidths.map(b => line(`${b.level} ${digits(b.read_gbs)} GB/s`, b.read_gbs)),
      ...["vector", "onednn"].map(name => ({
        name, type: "scatter", symbolSize: 8, itemStyle: { color: COLORS[`culebra ${name}`] },
        data: timed.filter(k => k.threads === 1 && k.flops && backend(k) === name)
          .map(k => [k.flops / k.bytes, k.flops / median(k.nanos), k.name]),
      })),
    ],
  });
}

head();
if (result.measurements.length) modelTable();
if (right.length) {
  bars();
  throughput();
  firstRuns();
}
if (result.profiles.length) operators();
if (timed.length) {
  section("Kernels", "The fastest implementation of each backend, in brackets the share of the limit that binds it.");
  kernelBars();
  if (result.roof) roofline();
}
