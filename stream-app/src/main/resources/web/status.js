// The line on top: does it live, how fast does it go.

import { byId, text } from "./dom.js";
import { count, rate } from "./format.js";

export function lost() {
  set("lost", "reconnecting");
  byId("state").title = "The server does not answer; the page tries again every second.";
}

export function draw(status) {
  const { view, counts } = status;
  if (!status.live) set("lost", "stopped");
  else if (!status.ready) set("waiting", "not ready");
  else if (!view.refilled) set("waiting", "catching up");
  else set("ready", "live");
  byId("state").title = status.detail;
  text(byId("fact-series"), count(view.series));
  text(byId("fact-rate"), rate(view.perSecond));
  text(byId("fact-forecasts"), count(view.forecasts));
  text(byId("fact-dead"), count(counts.deadLetters));
  byId("open-alerts").hidden = view.openAlerts === 0;
  text(byId("open-alerts"), count(view.openAlerts));
  byId("to-alerts").setAttribute("aria-label", view.openAlerts === 0 ? "Alerts" : `Alerts, ${count(view.openAlerts)} open`);
  text(byId("fact-version"), status.versionsInUse.map((v) => `v${v}`).join(", ") || "–");
}

function set(state, word) {
  byId("state").dataset.state = state;
  text(byId("state-text"), word);
}
