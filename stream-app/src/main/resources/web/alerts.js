// The view of the alerts: a list with filters, the newest first.

import * as api from "./api.js";
import { byId, chosen, make, Parts, text } from "./dom.js";
import { count, moment, plain, sentence } from "./format.js";

const PAGE = 50;
const MOST = 500;

const parts = new Parts();
let limit = PAGE;

export const hashOf = (id) => `#/alerts/${encodeURIComponent(id)}`;

/** Calls back when the user wants another list; it is loaded by the next {@link refresh}. */
export function start(changed) {
  const anew = () => {
    limit = PAGE;
    changed();
  };
  for (const id of ["alerts-state", "alerts-kind", "alerts-severity"]) byId(id).addEventListener("change", anew);
  byId("alerts-series").addEventListener("input", anew);
  byId("alerts-more").addEventListener("click", () => {
    limit = Math.min(MOST, limit + PAGE);
    changed();
  });
}

/** Loads and draws. */
export async function refresh() {
  const filter = {
    state: chosen(byId("alerts-state")),
    q: byId("alerts-series").value.trim(),
    kind: byId("alerts-kind").value,
    severity: byId("alerts-severity").value,
  };
  const answer = await api.alerts({ ...filter, limit });
  parts.draw("list", answer.alerts, () => byId("alerts-list").replaceChildren(...answer.alerts.map(item)));
  byId("alerts-more").hidden = answer.next === null || limit >= MOST;
  text(byId("alerts-more"), `Show more of ${count(answer.total)}`);
  text(byId("alerts-hint"), hint(answer, filter));
}

function hint({ total, alerts }, { state, q, kind, severity }) {
  if (total > 0) return total > alerts.length && limit >= MOST ? `The newest ${MOST} of ${count(total)}.` : "";
  if (q + kind + severity !== "") return "No such alert.";
  return { open: "No alert is open.", past: "No alert was there yet.", all: "No alert was there yet." }[state];
}

/** Kind and state of an alert in words. */
export const kindOf = (alert) => (alert.newest.kind === "UNKNOWN" ? "Unusual values" : sentence(plain(alert.newest.kind)).slice(0, -1));

export function stateOf(alert) {
  if (alert.state === "OPEN") return alert.newest.acknowledged ? "open, acknowledged" : "open";
  return RESOLUTIONS[alert.newest.resolution] ?? "over";
}

const RESOLUTIONS = {
  NORMAL: "over, normal again", NEW_NORMAL: "over, a new normal", DATA_CAME_BACK: "over, data came back",
  FALSE_POSITIVE: "called a false positive", EXPECTED: "expected", EXPIRED: "series forgotten", SERIES_CHANGED: "series reset or forgotten",
};

/** The same mark for one severity everywhere; the word stands beside it. */
export const severity = (alert) =>
  make("span", { class: "severity", "data-severity": alert.newest.severity }, plain(alert.newest.severity));

export const at = (millis) =>
  make("time", { datetime: new Date(millis).toISOString(), title: new Date(millis).toLocaleString() }, moment(millis, 60_000));

/** One alert in a list of any series. */
export function item(alert) {
  return make("li", { "data-state": alert.state },
    make("a", { href: hashOf(alert.id), "data-key": `alert-${alert.id}`, "data-severity": alert.newest.severity },
      make("span", { class: "what" }, make("b", {}, alert.series), ` ${plain(kindOf(alert))}`),
      at(alert.opened),
      make("span", { class: "how" }, severity(alert), ` ${stateOf(alert)}`),
      make("span", { class: "why" }, alert.raised.explanation)));
}

/** One alert of a series that is shown already. */
export function link(alert) {
  return make("a", { href: hashOf(alert.id), "data-severity": alert.newest.severity },
    severity(alert), ` ${plain(kindOf(alert))}, `, at(alert.opened), `, ${stateOf(alert)}`);
}
