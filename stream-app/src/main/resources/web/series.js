// One series: its history, kept and continued, and what stands around its chart.

import * as api from "./api.js";
import { Chart } from "./chart.js";
import { byId, chosen, make, text } from "./dom.js";
import { count, duration, moment, number, percent } from "./format.js";

const STATES = {
  COLD: "cold: little history",
  WARM: "warm",
  REWARMED: "rewarmed after a swap",
};
const MOST_POINTS = 500;
const AHEAD = [1, 6, 24, 48];
const HELD = [1, 24, 48];
const PROMISED = 0.9;

let chart = null;
let shown = null;

export function start() {
  chart = new Chart(byId("chart"), readout);
  byId("span").addEventListener("change", draw);
  byId("expected").addEventListener("change", draw);
}

/** Forgets what is shown; the next refresh loads {@code key} from its beginning. */
export function show(key) {
  shown = { key, history: null, forecast: null };
}

/** Loads what is new of the series that is shown; false if the server does not know it. */
export async function refresh() {
  const mine = shown;
  if (mine === null) return true;
  const known = mine.history;
  const answer = await api.history(mine.key, known ? known.times.at(-1) : null);
  if (mine !== shown) return true;
  if (answer === null) return false;
  if (known && known.rewinds !== answer.rewinds) {
    mine.history = null;
    return refresh();
  }
  const news = known === null || answer.times.length > 0;
  mine.history = known ? joined(known, answer) : answer;
  held(answer.coverage);
  if (news) {
    mine.forecast = await api.forecast(mine.key);
    if (mine === shown) draw();
  }
  return true;
}

function joined(old, add) {
  const tail = (name) => [...old[name], ...add[name]].slice(-MOST_POINTS);
  return { ...add, times: tail("times"), values: tail("values"), expected: tail("expected") };
}

export const scores = () => shown?.history?.summary.scores ?? [];

/** The forecast may be a record behind the history or ahead of it; the fan needs the same origin. */
function fitting({ history, forecast }) {
  return forecast && forecast.origin === history.times.at(-1) ? forecast : null;
}

function draw() {
  if (!shown?.history) return;
  const { history } = shown;
  const forecast = fitting(shown);
  const points = Number(chosen(byId("span")));
  byId("detail").hidden = false;
  head(history.summary);
  chart.draw({
    times: history.times.slice(-points),
    values: history.values.slice(-points),
    expected: history.expected.slice(-points),
    versions: history.versions,
    forecast,
    showExpected: byId("expected").checked,
  });
  if (forecast) ahead(forecast);
  describe(history.summary, forecast);
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
  sentence += " Arrow keys read single points.";
  byId("chart").setAttribute("aria-label", sentence);
}

/** Shows what stands under the cursor, on the side of it that has room. */
function readout(at) {
  const tip = byId("tip");
  tip.hidden = at === null || !shown?.history;
  if (tip.hidden) return;
  const time = moment(at.time, shown.history.summary.stepMillis);
  if (at.ahead === 0) {
    const before = at.expected === null ? "" : `one step before: ${number(at.expected)}`;
    tip.replaceChildren(time, make("b", {}, number(at.observed)), before);
  } else {
    const steps = `${at.ahead} ${at.ahead === 1 ? "step" : "steps"} ahead`;
    tip.replaceChildren(`${time}, ${steps}`, make("b", {}, number(at.median)),
      `80 %: ${number(at.low)} to ${number(at.high)}`);
  }
  const room = tip.parentElement.clientWidth;
  const left = at.left + 12 + tip.offsetWidth > room ? at.left - 12 - tip.offsetWidth : at.left + 12;
  tip.style.left = `${Math.max(0, left)}px`;
}
