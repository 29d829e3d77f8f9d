// Starts the page and keeps it going: every second what is new is asked for.

import * as api from "./api.js";
import { byId, text } from "./dom.js";
import * as feed from "./feed.js";
import * as list from "./list.js";
import * as models from "./models.js";
import * as scoreboard from "./scoreboard.js";
import * as series from "./series.js";
import * as status from "./status.js";

const PERIOD_MILLIS = 1_000;
const PREFIX = "#/series/";
const MODELS = "#/models";

let current = null;
let showsModels = false;
let run = null;
let overall = [];
let timer = null;
let busy = false;
let again = false;

function keyInHash() {
  if (!location.hash.startsWith(PREFIX)) return null;
  try {
    return decodeURIComponent(location.hash.slice(PREFIX.length)) || null;
  } catch {
    return null;
  }
}

function select(key) {
  if (key === null || key === current) return;
  current = key;
  series.show(key);
  list.mark(key);
  title();
}

function title() {
  document.title = [showsModels ? "Models" : current, "Tidegate"].filter((part) => part !== null).join(" · ");
}

/** Follows the hash; one that is no view of ours, such as that of the skip link, changes nothing. */
function route() {
  if (location.hash !== "" && !location.hash.startsWith("#/")) return;
  showsModels = location.hash === MODELS;
  byId("models").hidden = !showsModels;
  byId("columns").hidden = showsModels;
  for (const [id, here] of [["to-series", !showsModels], ["to-models", showsModels]]) {
    if (here) byId(id).setAttribute("aria-current", "page");
    else byId(id).removeAttribute("aria-current");
  }
  text(byId("skip"), showsModels ? "Skip to the versions" : "Skip to the chart");
  byId("skip").setAttribute("href", showsModels ? "#models" : "#main");
  select(keyInHash());
  title();
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
    series.show(current);
  }
  run = now.run;
  overall = now.scores;
  status.draw(now);
  if (showsModels) await models.refresh();
  else await refreshSeries(now);
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
models.start();
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
