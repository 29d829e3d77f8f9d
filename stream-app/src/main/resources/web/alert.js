// One alert: the chart around it, why, what happened, what else alerted then, and answers to it.

import * as alerts from "./alerts.js";
import * as answer from "./answer.js";
import * as api from "./api.js";
import { Chart } from "./chart.js";
import { byId, make, Parts, text } from "./dom.js";
import { count, duration, moment, number, plain, sentence } from "./format.js";
import { History, part } from "./history.js";
import { hashOf as seriesHash } from "./list.js";
import { markOf } from "./marks.js";
import { before, place } from "./series.js";

const CHANGES = { OPENED: "Noticed", ESCALATED: "More severe", RESOLVED: "Over" };
const DIRECTIONS = { ABOVE: "above what was expected", BELOW: "below what was expected" };

let chart = null;
let shown = null;

export function start() {
  chart = new Chart(byId("alert-chart"), readout);
  answer.start();
}

/** Forgets what is shown; the next refresh loads alert id. */
export function show(id) {
  shown = { id, alert: null, history: null, parts: new Parts() };
  byId("alert-shown").hidden = byId("alert-gone").hidden = true;
  byId("answered").textContent = "";
}

export const title = () => (shown?.alert ? `${alerts.kindOf(shown.alert)} · ${shown.alert.series}` : "Alert");

/** Loads and draws what is new of the alert that is shown. */
export async function refresh() {
  const mine = shown;
  const found = await api.alert(mine.id);
  if (mine !== shown) return;
  byId("alert-gone").hidden = found !== null;
  byId("alert-shown").hidden = found === null;
  if (found === null) {
    text(byId("alert-gone-text"), `No alert ${mine.id} is in view.`);
    return;
  }
  mine.alert = found.alert;
  const news = await points(mine, found);
  if (mine !== shown) return;
  drawHead(mine, found);
  mine.parts.draw("chart", [found.alert, found.from, found.to, news], () => drawChart(mine, found));
  mine.parts.draw("figures", found.alert, () => drawFigures(found.alert));
  mine.parts.draw("events", found.events, () => byId("alert-events").replaceChildren(...found.events.map(event)));
  mine.parts.draw("detectors", found.alert.newest.detectors, () => drawDetectors(found.alert.newest.detectors));
  mine.parts.draw("also", found.also, () => drawAlso(found));
}

/** Loads the series' points around the alert; the time of the last one that is held. */
async function points(mine, { alert, from, to }) {
  if (from === null) return null;
  mine.history ??= new History(alert.series, from - 1);
  const last = () => mine.history.held?.times.at(-1) ?? null;
  const complete = alert.state !== "OPEN" && last() !== null && last() >= to;
  if (!complete) await mine.history.refresh();
  return last();
}

function drawHead(mine, { alert, writable }) {
  text(byId("alert-title"), `${alerts.kindOf(alert)} · ${alert.series}`);
  mine.parts.draw("tags", alert, () => {
    const { direction, modelName, modelVersion, calibrated } = alert.newest;
    const tags = [
      make("li", {}, alerts.severity(alert)),
      make("li", {}, alerts.stateOf(alert)),
      ...(DIRECTIONS[direction] ? [make("li", {}, DIRECTIONS[direction])] : []),
      make("li", { class: "version" }, modelName === "default" ? `model v${modelVersion}` : `${modelName} v${modelVersion}`),
      ...(calibrated ? [] : [make("li", { title: "How rare it is was told from other series: too little of this one was seen yet." }, "uncalibrated")]),
      make("li", {}, make("a", { href: seriesHash(alert.series) }, "series")),
    ];
    byId("alert-tags").replaceChildren(...tags);
    text(byId("alert-explanation"), alert.raised.explanation);
  });
  mine.parts.draw("buttons", [writable, alert.state, alert.newest], () => byId("alert-buttons").replaceChildren(
    ...(writable ? answer.buttons(
      alert, () => Math.max(alert.time, mine.history?.held?.times.at(-1) ?? 0), byId("answered"), refresh) : [])));
  byId("alert-hint").hidden = writable;
}

function drawChart(mine, { alert, events, from, to }) {
  const held = mine.history?.held ?? null;
  const seen = held && part(held, (time) => time >= from && time <= to);
  const there = seen !== null && seen.times.length > 0 && seen.times[0] <= alert.time;
  byId("alert-frame").hidden = byId("alert-tools").hidden = !there;
  byId("alert-unseen").hidden = there;
  if (!there) {
    text(byId("alert-unseen"), "The points around it are no longer in view: only the newest of a series are kept.");
    return;
  }
  chart.draw({ ...seen, versions: held.versions, forecast: null, zoom: null, showExpected: true, marks: [markOf(alert, events)] });
  byId("alert-chart").setAttribute("aria-label",
    `${alert.series} around ${moment(alert.opened, 60_000)}. Arrow keys read single points.`);
}

function readout(at) {
  const tip = byId("alert-tip");
  tip.hidden = at === null || !shown?.history?.held;
  if (tip.hidden) return;
  tip.replaceChildren(moment(at.time, shown.history.held.summary.stepMillis),
    make("b", {}, number(at.observed)), before(at));
  place(tip, at.left);
}

function drawFigures({ opened, time, state, newest, raised }) {
  const figure = (name, value, more = "") =>
    make("div", {}, make("dt", {}, name), make("dd", {}, value, make("small", {}, more)));
  const all = [];
  if (raised.value !== null) all.push(figure("observed", number(raised.value), `at ${moment(raised.time, 60_000)}`));
  if (raised.expected !== null) {
    all.push(figure("expected", number(raised.expected),
      raised.low === null ? "" : `${number(raised.low)} to ${number(raised.high)}`));
  }
  all.push(figure("as rare as", rarity(newest.falseAlarmsPerWeek), newest.calibrated ? "in this series" : "in series like it"));
  all.push(figure(state === "OPEN" ? "for" : "lasted", time > opened ? duration(time - opened) : "–",
    newest.records > 0 ? `${count(newest.records)} ${newest.records === 1 ? "record" : "records"}` : "no record"));
  byId("alert-figures").replaceChildren(...all);
}

/** How often in words; perWeek without any incident. */
function rarity(perWeek) {
  if (perWeek === null || perWeek <= 0) return "never seen";
  if (perWeek >= 1) return `${number(perWeek)} a week`;
  const weeks = 1 / perWeek;
  if (weeks < 8) return `once in ${number(Math.round(weeks))} weeks`;
  return weeks < 104 ? `once in ${number(Math.round(weeks / 4.35))} months` : `once in ${number(Math.round(weeks / 52.2))} years`;
}

function event(one) {
  const name = one.change === "RESOLVED" && one.resolution !== null
    ? `${CHANGES[one.change]}: ${plain(one.resolution)}` : CHANGES[one.change] ?? plain(one.change);
  return make("li", { "data-change": one.change, "data-severity": one.severity },
    make("b", {}, name), alerts.at(one.time),
    make("p", {}, `${sentence(plain(one.severity))} ${sentence(one.explanation)}`));
}

function drawDetectors(detectors) {
  const scores = Object.entries(detectors).sort(([, a], [, b]) => b - a);
  byId("parts-card").hidden = scores.length === 0;
  const most = Math.max(...scores.map(([, score]) => score));
  byId("alert-parts").replaceChildren(...scores.map(([name, score]) => {
    const bar = make("i", {});
    bar.style.width = `${most > 0 ? Math.max(0, (100 * score) / most) : 0}%`;
    return make("div", {}, make("dt", {}, plain(name)), make("dd", {}, make("span", { class: "track" }, bar), number(score)));
  }));
}

function drawAlso({ also, alsoTotal, within }) {
  byId("alert-also").replaceChildren(...also.map(alerts.item));
  const span = duration(within);
  text(byId("alert-also-note"), alsoTotal === 0
    ? `Nothing else within ${span} of it.`
    : alsoTotal > also.length ? `The nearest ${also.length} of ${count(alsoTotal)} within ${span} of it.` : `Within ${span} of it.`);
}
