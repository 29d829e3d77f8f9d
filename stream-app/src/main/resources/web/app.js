// Starts the page and keeps it going: every second what is new is asked for.

import * as alert from "./alert.js";
import * as alerts from "./alerts.js";
import * as api from "./api.js";
import { byId, text } from "./dom.js";
import * as feed from "./feed.js";
import * as list from "./list.js";
import * as models from "./models.js";
import * as overview from "./overview.js";
import * as scoreboard from "./scoreboard.js";
import * as series from "./series.js";
import * as status from "./status.js";

const PERIOD_MILLIS = 1_000;
const PREFIX = "#/series/";
const ALERT = "#/alerts/";

/** By name: the element, its link in the navigation, and what the skip link says. */
const VIEWS = {
  series: ["columns", "to-series", "Skip to the chart", "#main"],
  overview: ["overview", "to-overview", "Skip to the series", "#overview"],
  models: ["models", "to-models", "Skip to the versions", "#models"],
  alerts: ["alerts", "to-alerts", "Skip to the alerts", "#alerts"],
  alert: ["alert", "to-alerts", "Skip to the alert", "#alert"],
};

let current = null;
let alertShown = null;
let view = "series";
let run = null;
let overall = [];
let timer = null;
let busy = false;
let again = false;

/** What follows a prefix in the hash, up to a question mark; null if it does not begin with it. */
function inHash(prefix) {
  if (!location.hash.startsWith(prefix)) return null;
  try {
    return decodeURIComponent(location.hash.slice(prefix.length).split("?")[0]) || null;
  } catch {
    return null;
  }
}

/** The span of time that a link asks for, { from, to } in milliseconds; null if it asks for none. */
function zoomInHash() {
  const asked = new URLSearchParams(location.hash.split("?")[1] ?? "");
  const [from, to] = ["from", "to"].map((name) => Number.parseInt(asked.get(name), 10));
  return from < to ? { from, to } : null;
}

function viewInHash() {
  if (location.hash === "#/models") return "models";
  if (overview.isIn(location.hash)) return "overview";
  if (inHash(ALERT) !== null) return "alert";
  return location.hash.startsWith("#/alerts") ? "alerts" : "series";
}

function select(key) {
  if (key === null) return;
  const zoom = zoomInHash();
  if (key === current) return series.zoom(zoom);
  current = key;
  series.show(key, zoom);
  list.mark(key);
  title();
}

function title() {
  const names = { series: current, overview: "Overview", models: "Models", alerts: "Alerts", alert: alert.title() };
  document.title = [names[view], "Tidegate"].filter((part) => part !== null).join(" · ");
}

/** Follows the hash; one that is no view of ours, such as that of the skip link, changes nothing. */
function route() {
  if (location.hash !== "" && !location.hash.startsWith("#/")) return;
  view = viewInHash();
  for (const [name, [id]] of Object.entries(VIEWS)) byId(id).hidden = name !== view;
  const [, here, words, target] = VIEWS[view];
  for (const id of new Set(Object.values(VIEWS).map(([, link]) => link))) {
    if (id === here) byId(id).setAttribute("aria-current", "page");
    else byId(id).removeAttribute("aria-current");
  }
  text(byId("skip"), words);
  byId("skip").setAttribute("href", target);
  if (view === "overview") overview.follow(location.hash);
  select(inHash(PREFIX));
  showAlert(inHash(ALERT));
  title();
}

function showAlert(id) {
  if (id === null || id === alertShown) return;
  alertShown = id;
  alert.show(id);
  scrollTo(0, 0);
}

async function tick() {
  clearTimeout(timer);
  again = busy;
  if (busy) return;
  busy = true;
  try {
    await refresh();
  } catch (error) {
    console.debug(error);
    status.lost();
  }
  busy = false;
  if (again) tick();
  else if (!document.hidden) timer = setTimeout(tick, PERIOD_MILLIS);
}

async function refresh() {
  const now = await api.status();
  if (run !== null && run !== now.run) {
    feed.reset();
    series.show(current, zoomInHash());
    if (alertShown !== null) alert.show(alertShown);
  }
  run = now.run;
  overall = now.scores;
  status.draw(now);
  await {
    overview: overview.refresh, models: models.refresh, alerts: alerts.refresh, alert: refreshAlert,
    series: () => refreshSeries(now),
  }[view]();
}

async function refreshAlert() {
  await alert.refresh();
  title();
}

async function refreshSeries(now) {
  const [keys] = await Promise.all([list.refresh(), feed.refresh()]);
  if (current === null && keys.length > 0) select(keys[0]);
  list.mark(current);
  const known = await series.refresh();
  // While the server refills, what was drawn before it restarted stays.
  const gone = !known && now.view.refilled;
  if (gone) byId("detail").hidden = true;
  byId("empty").hidden = !byId("detail").hidden;
  text(byId("empty-text"), gone ? `No series ${current} is in view.` : "Waiting for the first forecast.");
  scoreboard.draw(overall, series.scores());
}

list.start(tick);
series.start();
overview.start(tick);
models.start();
alerts.start(tick);
alert.start();
byId("score-scope").addEventListener("change", () => scoreboard.draw(overall, series.scores()));
addEventListener("hashchange", () => {
  route();
  tick();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) tick();
});
route();
tick();
