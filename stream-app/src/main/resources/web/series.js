// One series: its history, kept and continued, and what stands around its chart.

import * as api from "./api.js";
import { Chart } from "./chart.js";
import { byId, chosen, make, Parts, text } from "./dom.js";
import * as alerts from "./alerts.js";
import * as answer from "./answer.js";
import { count, duration, moment, number, percent } from "./format.js";
import { History, part } from "./history.js";
import { hashOf } from "./list.js";
import { markOf } from "./marks.js";

const STATES = {
  COLD: "cold: little history",
  WARM: "warm",
  REWARMED: "rewarmed after a swap",
};
const AHEAD = [1, 6, 24, 48];
const HELD = [1, 24, 48];
const PROMISED = 0.9;
const MOST_MARKS = 50;
const MOST_LINKS = 6;

const parts = new Parts();

let chart = null;
let shown = null;

export function start() {
  chart = new Chart(byId("chart"), readout, zoomed);
  byId("span").addEventListener("change", () => zoomed(null));
  byId("unzoom").addEventListener("click", () => {
    zoomed(null);
    byId("chart").focus();
  });
  byId("expected").addEventListener("change", draw);
}

/** Forgets what is shown; the next refresh loads {@code key} from its beginning. */
export function show(key, span = null) {
  shown = { key, history: new History(key), forecast: null, alerts: [], writable: false, zoom: span };
  byId("series-answered").textContent = "";
}

/** Shows a span of time, { from, to } in milliseconds; all that was chosen if it is null. */
export function zoom(span) {
  if (shown === null || JSON.stringify(span) === JSON.stringify(shown.zoom)) return;
  shown.zoom = span;
  draw();
}

/** The user chose a span: it is part of the link. */
function zoomed(span) {
  if (shown === null) return;
  shown.zoom = span;
  const asked = span === null ? "" : `?from=${Math.floor(span.from)}&to=${Math.ceil(span.to)}`;
  history.replaceState(null, "", hashOf(shown.key) + asked);
  draw();
}

/** Loads what is new of the series that is shown; false if the server does not know it. */
export async function refresh() {
  const mine = shown;
  if (mine === null) return true;
  const [news, alerted] = await Promise.all([mine.history.refresh(), alertsOf(mine.key)]);
  if (mine !== shown) return true;
  if (news === "gone") return false;
  held(mine.history.held.coverage);
  const marked = JSON.stringify(alerted.alerts) !== JSON.stringify(mine.alerts) || alerted.writable !== mine.writable;
  Object.assign(mine, alerted);
  if (news === "new") mine.forecast = await api.forecast(mine.key);
  if (mine === shown && (news === "new" || marked)) draw();
  return true;
}

/** A key may have what is more than itself in a glob. */
async function alertsOf(key) {
  const found = await api.alerts({ state: "all", series: key, limit: MOST_MARKS });
  return { alerts: found.alerts.filter((alert) => alert.series === key), writable: found.writable };
}

export const scores = () => shown?.history.held?.summary.scores ?? [];

/** The forecast may be a record behind the history or ahead of it; the fan needs the same origin. */
function fitting({ history, forecast }) {
  return forecast && forecast.origin === history.held.times.at(-1) ? forecast : null;
}

function draw() {
  const history = shown?.history.held;
  if (!history) return;
  const forecast = fitting(shown);
  const points = Number(chosen(byId("span")));
  byId("detail").hidden = false;
  head(history.summary);
  const first = history.times.length - points;
  const { zoom } = shown;
  const seen = part(history, zoom === null ? (time, i) => i >= first : () => true);
  byId("unzoom").hidden = zoom === null;
  byId("span").hidden = zoom !== null;
  chart.draw({
    ...seen,
    versions: history.versions,
    forecast,
    zoom,
    showExpected: byId("expected").checked,
    marks: shown.alerts.map((alert) => markOf(alert, [])),
  });
  drawAlerts(shown);
  if (forecast) ahead(forecast);
  describe(history.summary, forecast);
}

function drawAlerts({ key, alerts: all, writable }) {
  parts.draw("buttons", [key, writable], () => byId("series-buttons").replaceChildren(
    ...(writable ? [answer.announce(key, () => shown.history.held.times.at(-1), byId("series-answered"))] : [])));
  byId("series-alerts").hidden = byId("alert-key").hidden = all.length === 0;
  const more = all.length - MOST_LINKS;
  byId("series-alerts").replaceChildren(
    ...all.slice(0, MOST_LINKS).map((alert) => make("li", {}, alerts.link(alert))),
    ...(more > 0 ? [make("li", {}, `and ${more} before`)] : []));
}

function head(summary) {
  text(byId("title"), summary.key);
  text(byId("now-value"), number(summary.value));
  text(byId("now-time"), moment(summary.time, summary.stepMillis));
  const step = summary.stepMillis;
  const tags = [
    step > 0 ? `step ${duration(step)}` : "step not known yet",
    step > 0 ? `horizon ${summary.horizon} steps, ${duration(summary.horizon * step)}` : "",
    STATES[summary.state] ?? summary.state,
  ].filter((tag) => tag !== "");
  byId("tags").replaceChildren(
    make("li", { class: "version", id: "version" }, `model v${summary.modelVersion}`),
    ...tags.map((tag) => make("li", {}, tag)));
}

/** The forecast at a few steps, in numbers. */
function ahead(forecast) {
  const at = (h, wanted) => {
    const i = forecast.levels.findIndex((level) => Math.abs(level - wanted) < 1e-4);
    return forecast.quantiles[h - 1][i] ?? null;
  };
  byId("ahead").replaceChildren(
    ...AHEAD.filter((h) => h <= forecast.quantiles.length).map((h) =>
      make("div", {},
        make("dt", {}, forecast.stepMillis > 0 ? `in ${duration(h * forecast.stepMillis)}` : `${h} steps ahead`),
        make("dd", {}, number(at(h, 0.5)),
          make("small", {}, `${number(at(h, 0.1))} to ${number(at(h, 0.9))}`)))));
}

/** What the widest interval promised and what it held: over all steps, and at a few. */
function held(coverage) {
  const scored = coverage.flatMap((at) => {
    const interval = at.intervals.find(({ promised }) => Math.abs(promised - PROMISED) < 1e-4);
    return interval ? [{ step: at.step, forecasts: at.forecasts, held: interval.held }] : [];
  });
  byId("held").hidden = scored.length === 0;
  if (scored.length === 0) return;
  const forecasts = scored.reduce((sum, at) => sum + at.forecasts, 0);
  const hits = scored.reduce((sum, at) => sum + at.forecasts * at.held, 0);
  const some = scored.filter((at) => HELD.includes(at.step));
  byId("held").replaceChildren(
    kept("all steps", forecasts, hits / forecasts),
    ...some.map((at) => kept(`${at.step} ${at.step === 1 ? "step" : "steps"} ahead`, at.forecasts, at.held)));
}

function kept(what, forecasts, share) {
  return make("div", {},
    make("dt", {}, `${what}, promised ${percent(PROMISED, 0)}`),
    make("dd", {}, `held ${percent(share, 1)}`,
      make("small", {}, `${count(forecasts)} ${forecasts === 1 ? "forecast" : "forecasts"}`)));
}

function describe(summary, forecast) {
  let sentence = `${summary.key}: ${number(summary.value)} at ${moment(summary.time, summary.stepMillis)}.`;
  if (forecast) {
    const median = forecast.levels.indexOf(0.5);
    sentence += ` Forecast for the last of ${forecast.quantiles.length} steps: ${number(forecast.quantiles.at(-1)[median])}.`;
  }
  sentence += " Arrow keys read single points, plus and minus zoom.";
  byId("chart").setAttribute("aria-label", sentence);
}

/** Shows what stands under the cursor, on the side of it that has room. */
function readout(at) {
  const tip = byId("tip");
  tip.hidden = at === null || !shown?.history.held;
  if (tip.hidden) return;
  const time = moment(at.time, shown.history.held.summary.stepMillis);
  if (at.ahead === 0) {
    tip.replaceChildren(time, make("b", {}, number(at.observed)), before(at));
  } else {
    const steps = `${at.ahead} ${at.ahead === 1 ? "step" : "steps"} ahead`;
    tip.replaceChildren(`${time}, ${steps}`, make("b", {}, number(at.median)),
      `80 %: ${number(at.low)} to ${number(at.high)}`);
  }
  place(tip, at.left);
}

/** What was said of a point one step before. */
export function before(at) {
  if (at.expected === null) return "";
  const interval = at.expectedLow === null ? "" : ` (${number(at.expectedLow)} to ${number(at.expectedHigh)})`;
  return `one step before: ${number(at.expected)}${interval}`;
}

/** Puts a readout beside the cursor. */
export function place(tip, cursor) {
  const room = tip.parentElement.clientWidth;
  const left = cursor + 12 + tip.offsetWidth > room ? cursor - 12 - tip.offsetWidth : cursor + 12;
  tip.style.left = `${Math.max(0, left)}px`;
}
