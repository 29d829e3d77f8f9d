// One chart: what was observed, what was expected one step before, behind it the fan of the newest
// forecast, and alerts.

import uPlot from "/vendor/uplot/dist/uPlot.esm.js";
import { day, minute, number, second } from "./format.js";
import { alpha, drawMarks } from "./marks.js";

// Rows of the data that uPlot gets.
const X = 0, ACTUAL = 1, EXPECTED = 2, MEDIAN = 3, FAN = 4;
const LOW = 10, HIGH = 11;
const PAIRS = [[0.05, 0.95], [0.1, 0.9], [0.25, 0.75]];
const ALPHAS = [0.13, 0.17, 0.24];
const DAY = 86_400_000, MINUTE = 60_000;
/** Pixels. */
const LEAST_DRAG = 6;

export class Chart {
  /** Calls back with what stands under the cursor, and with a span that was chosen if onZoom is given. */
  constructor(element, onCursor, onZoom = null) {
    this.element = element;
    this.onCursor = onCursor;
    this.onZoom = onZoom;
    this.view = null;
    this.data = null;
    this.plot = null;
    new ResizeObserver(() => this.resize()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.rebuild());
    element.addEventListener("keydown", (event) => this.step(event));
    element.addEventListener("keydown", (event) => this.zoomBy(event));
    element.addEventListener("dblclick", () => this.onZoom?.(null));
    element.addEventListener("blur", () => this.plot?.setCursor({ left: -10, top: -10 }));
  }

  /**
   * Draws a view: { times, values, expected, low, high, versions, forecast, zoom, showExpected, marks }.
   * The forecast may be null, or without times while the series' step is unknown; zoom is a span
   * { from, to } or null for all; marks are those of marks.js.
   */
  draw(view) {
    this.view = view;
    this.data = align(view);
    if (this.plot === null) {
      this.build();
    } else {
      this.plot.setData(this.data, false);
    }
    const [min, max] = this.span();
    this.plot.setScale("x", { min, max });
    for (const row of [EXPECTED, LOW, HIGH]) {
      if (this.plot.series[row].show !== view.showExpected) {
        this.plot.setSeries(row, { show: view.showExpected });
      }
    }
  }

  build() {
    const css = getComputedStyle(document.documentElement);
    this.colours = Object.fromEntries(
      ["ink", "muted", "line", "wash", "card", "actual", "forecast", "mark", "accent", "warn", "bad"].map((name) => [
        name, css.getPropertyValue(`--${name}`).trim(),
      ]));
    this.plot = new uPlot(this.options(), this.data, this.element);
  }

  /** The ends of the time axis. */
  span() {
    const times = this.data[X];
    const { zoom } = this.view;
    if (zoom !== null) return [zoom.from, zoom.to];
    return times.length > 1 ? [times[0], times.at(-1)] : [(times[0] ?? 0) - MINUTE, (times[0] ?? 0) + MINUTE];
  }

  /** A span that was drawn with the mouse; one too short to be meant is none. */
  select(plot) {
    const { left, width } = plot.select;
    if (width < LEAST_DRAG) return;
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.onZoom({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
  }

  /** Plus halves the span around the cursor, minus doubles it, 0 shows all. */
  zoomBy(event) {
    const factor = { "+": 0.5, "=": 0.5, "-": 2, 0: Infinity }[event.key];
    if (factor === undefined || !this.plot || !this.onZoom || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [from, to] = this.span();
    const times = this.data[X];
    const width = factor * (to - from);
    if (width >= times.at(-1) - times[0]) return this.onZoom(null);
    if (width < 2 * (times[1] - times[0])) return;
    const cursor = this.plot.cursor.idx;
    const middle = cursor === null || cursor === undefined ? to : times[cursor];
    const start = Math.min(times.at(-1) - width, Math.max(times[0], middle - width / 2));
    this.onZoom({ from: start, to: start + width });
  }

  rebuild() {
    this.plot?.destroy();
    this.plot = null;
    if (this.view) this.draw(this.view);
  }

  resize() {
    const { width, height } = this.size();
    if (this.plot && width > 0) this.plot.setSize({ width, height });
  }

  size() {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  options() {
    const { actual, forecast, muted, line } = this.colours;
    const font = "12px system-ui, sans-serif";
    const axis = { stroke: muted, font, ticks: { show: false }, gap: 6 };
    const points = { show: false };
    const edge = { stroke: "transparent", width: 0, points };
    return {
      ...this.size(),
      ms: 1,
      padding: [18, 26, 0, 4],
      cursor: { y: false, drag: { x: this.onZoom !== null, y: false, setScale: false }, points: { size: 7 } },
      legend: { show: false },
      scales: { x: { time: true, auto: false }, y: { range: () => this.yRange() } },
      axes: [
        { ...axis, grid: { show: false }, size: 30, space: 76, values: xLabels },
        { ...axis, grid: { stroke: line, width: 1 }, size: yWidth, space: 44,
          values: (plot, ticks) => ticks.map(number) },
      ],
      series: [
        {},
        { stroke: actual, width: 1.75, points: { show: (plot) => plot.data[X].length < 20, size: 5, fill: actual } },
        { stroke: forecast, width: 1.25, dash: [1.5, 3], points, show: this.view.showExpected },
        { stroke: forecast, width: 2, points },
        ...PAIRS.flatMap(() => [edge, edge]),
        { ...edge, show: this.view.showExpected },
        { ...edge, show: this.view.showExpected },
      ],
      bands: [
        ...PAIRS.map((pair, i) => ({
          series: [FAN + 2 * i + 1, FAN + 2 * i],
          fill: alpha(forecast, ALPHAS[i]),
        })),
        { series: [HIGH, LOW], fill: alpha(forecast, ALPHAS[0]) },
      ],
      hooks: {
        drawClear: [(plot) => this.shadeFuture(plot)],
        draw: [
          (plot) => this.markVersions(plot),
          (plot) => drawMarks(plot, this.view.marks, this.view.times.at(-1), this.colours),
        ],
        setSelect: [(plot) => this.select(plot)],
        setCursor: [(plot) => this.onCursor(this.at(plot.cursor.idx))],
      },
    };
  }

  /** From what is seen of the observed values and the 80 % interval; the rest may be cut off. */
  yRange() {
    const past = this.view.showExpected ? [LOW, HIGH] : [];
    const [from, to] = this.span();
    const times = this.data[X];
    const rows = [ACTUAL, FAN + 2, FAN + 3, ...past].map((row) => this.data[row]);
    const seen = rows.flatMap((row) => row.filter((value, i) => value !== null && times[i] >= from && times[i] <= to));
    if (seen.length === 0) return [0, 1];
    const low = Math.min(...seen);
    const high = Math.max(...seen);
    const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
    return [low - room, high + room];
  }

  /** What stands under the cursor; null for nothing. Left is in pixels from the element's edge. */
  at(index) {
    if (index === null || index === undefined || !this.plot) return null;
    const cell = (row) => this.data[row][index];
    const ahead = Math.max(0, index - this.view.times.length + 1);
    const left = this.plot.bbox.left / devicePixelRatio + this.plot.cursor.left;
    return {
      left, ahead, time: cell(X), observed: cell(ACTUAL), expected: cell(EXPECTED),
      median: cell(MEDIAN), low: cell(FAN + 2), high: cell(FAN + 3),
      expectedLow: cell(LOW), expectedHigh: cell(HIGH),
    };
  }

  /** Left and right move the cursor by a point, Home and End to the ends. */
  step(event) {
    const last = this.plot ? this.plot.data[X].length - 1 : -1;
    const now = this.plot?.cursor.idx ?? this.view?.times.length - 1;
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: last }[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    const time = this.plot.data[X][Math.max(0, Math.min(last, next))];
    this.plot.setCursor({ left: this.plot.valToPos(time, "x"), top: 0 });
  }

  shadeFuture(plot) {
    const { times, forecast } = this.view;
    if (!forecast?.times || times.length === 0) return;
    const { left, top, width, height } = plot.bbox;
    const newest = plot.valToPos(times[times.length - 1], "x", true);
    const from = Math.min(left + width, Math.max(left, newest));
    plot.ctx.save();
    plot.ctx.fillStyle = alpha(this.colours.forecast, 0.045);
    plot.ctx.fillRect(from, top, left + width - from, height);
    plot.ctx.restore();
  }

  /** A dashed line where a model version began, its number on top. */
  markVersions(plot) {
    const { times, versions } = this.view;
    const { left, top, height } = plot.bbox;
    const ratio = devicePixelRatio;
    const ctx = plot.ctx;
    ctx.save();
    ctx.font = `600 ${11 * ratio}px system-ui, sans-serif`;
    ctx.textBaseline = "bottom";
    ctx.textAlign = "left";
    ctx.strokeStyle = ctx.fillStyle = this.colours.mark;
    ctx.lineWidth = ratio;
    ctx.setLineDash([3 * ratio, 3 * ratio]);
    const [from, to] = this.span();
    const first = Math.max(from, times[0]);
    const held = versions.filter((mark) => mark.time <= first).at(-1);
    const begun = versions.filter((mark) => mark.time > first && mark.time <= to);
    let free = -Infinity;
    for (const mark of held ? [held, ...begun] : begun) {
      const x = mark === held ? left : plot.valToPos(mark.time, "x", true);
      if (mark !== held) {
        ctx.beginPath();
        ctx.moveTo(x, top);
        ctx.lineTo(x, top + height);
        ctx.stroke();
      }
      const label = `v${mark.version}`;
      const width = ctx.measureText(label).width;
      const start = mark === held ? x : x - width / 2;
      if (start >= free) {
        ctx.fillText(label, start, top - 3 * ratio);
        free = start + width + 8 * ratio;
      }
    }
    ctx.restore();
  }
}

/** Puts history and forecast on one time axis; the fan opens at the last observed value. */
function align({ times, values, expected, low, high, forecast }) {
  const ahead = forecast?.times ?? [];
  const past = times.length;
  const nothing = () => new Array(past + ahead.length).fill(null);
  const longer = (row) => [...row, ...new Array(ahead.length).fill(null)];
  const rows = [[...times, ...ahead], longer(values), longer(expected)];
  const level = (wanted) =>
    forecast.levels.findIndex((found) => Math.abs(found - wanted) < 1e-4);
  for (const wanted of [0.5, ...PAIRS.flat()]) {
    const row = nothing();
    const i = ahead.length > 0 ? level(wanted) : -1;
    if (i >= 0) {
      if (past > 0) row[past - 1] = values[past - 1];
      forecast.quantiles.forEach((step, h) => { row[past + h] = step[i]; });
    }
    rows.push(row);
  }
  rows.push(longer(low), longer(high));
  return rows;
}

function xLabels(plot, ticks, axis, space, increment) {
  let before = null;
  return ticks.map((tick) => {
    const date = new Date(tick);
    const today = day(date);
    const time = increment < MINUTE ? second(date) : minute(date);
    const label = increment >= DAY || (before !== null && today !== before) ? today : time;
    before = today;
    return label;
  });
}

function yWidth(plot, labels) {
  if (!labels) return 40;
  plot.ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  const widest = Math.max(...labels.map((label) => plot.ctx.measureText(label).width));
  return Math.ceil(widest / devicePixelRatio) + 16;
}
