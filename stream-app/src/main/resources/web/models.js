// The view of the models: what is in use, the versions as a tree, the trial, the swaps.

import * as api from "./api.js";
import * as decide from "./decide.js";
import { byId, make, Parts } from "./dom.js";
import { ago, count, less, moment, percent, sentence } from "./format.js";
import * as versions from "./versions.js";

const MOST_SWAPS = 40;

const parts = new Parts();

export function start() {
  decide.start(refresh);
  versions.start(() => parts.forget("versions"), refresh);
}

/** Loads and draws what is new. */
export async function refresh() {
  const answer = await api.models();
  const { plan, writable, formerChampion } = answer;
  parts.draw("plan", [plan, writable, formerChampion, answer.inUse], () => drawPlan(answer));
  parts.draw("versions", [answer.versions, plan, writable], () => versions.draw(answer));
  parts.draw("trial", [answer.trial, plan], () => drawTrial(answer));
  parts.draw("swaps", [answer.swaps], () => drawSwaps(answer.swaps));
  parts.draw("refused", [answer.refused, answer.refusedDecisions], () => drawRefused(answer));
  for (const time of byId("models").querySelectorAll("time")) {
    time.textContent = ago(Number(time.dataset.time));
  }
}

export const when = (millis) =>
  make("time", {
    "data-time": millis,
    datetime: new Date(millis).toISOString(),
    title: new Date(millis).toLocaleString(),
  }, ago(millis));

function drawPlan(answer) {
  const { plan, writable } = answer;
  byId("plan-title").textContent = `Version ${plan.champion} is the champion`;
  byId("plan-text").replaceChildren(...inWords(answer));
  byId("plan-buttons").replaceChildren(...(writable ? buttons(answer) : []));
  byId("plan-hint").hidden = writable;
}

function inWords({ plan, inUse }) {
  const words = [];
  const say = (...parts) => words.push(make("p", {}, ...parts));
  if (plan.since === null) say("Nothing was decided yet: the version that ships with Tidegate is in use.");
  else say("Put to work ", when(plan.since), ".");
  if (plan.pinned) say(make("b", {}, "Pinned: "), "it stays until it is unpinned, whatever is trained meanwhile.");
  if (plan.challenger !== null) {
    say(plan.watching
      ? `Version ${plan.challenger}, the former champion, is watched beside it`
      : `Version ${plan.challenger} is on trial beside it`,
    ` on ${percent(plan.share, 0)} of the series, without output.`);
  }
  const behind = inUse.filter((use) => use.version !== plan.champion);
  if (behind.length > 0) {
    say("Not taken yet by ", partitions(behind.map((use) => use.partition)),
      ": each takes it at its next record.");
  }
  return words;
}

export const partitions = (numbers) =>
  `${numbers.length === 1 ? "partition" : "partitions"} ${numbers.join(", ")}`;

function buttons({ plan, formerChampion }) {
  if (plan.pinned) {
    return [decide.button("unpin", "Unpin", {
      title: `Unpin version ${plan.champion}?`,
      text: `Version ${plan.champion} stays the champion, and may be replaced again.`,
      send: (reason) => api.unpin(reason),
    })];
  }
  const all = [decide.button("pin", "Pin", {
    title: `Pin version ${plan.champion}?`,
    text: `It stays the champion until it is unpinned, whatever is trained meanwhile.${ends(plan)}`,
    send: (reason) => api.pin(plan.champion, reason),
  })];
  if (formerChampion !== null) {
    all.unshift(decide.button("rollback", `Roll back to version ${formerChampion}`, {
      title: `Roll back to version ${formerChampion}?`,
      text: `It takes over from version ${plan.champion}, at each partition's next record.${ends(plan)}`,
      send: (reason) => api.rollback(reason),
    }));
  }
  return all;
}

/** What a decision by hand does to the version beside the champion. */
export const ends = (plan) =>
  plan.challenger === null ? ""
    : plan.watching ? ` The watch by version ${plan.challenger} ends.`
      : ` The trial of version ${plan.challenger} ends.`;

function steps(group, next) {
  if (group.fromStep === 1) return "next step";
  return next ? `steps ${group.fromStep} to ${next.fromStep - 1}` : `step ${group.fromStep} and beyond`;
}

function drawTrial({ trial, plan }) {
  byId("trial-card").hidden = trial === null && plan.challenger === null;
  if (trial === null) {
    byId("trial-title").textContent = "Trial";
    byId("trial").replaceChildren(make("p", { class: "note" },
      "No series has reported errors of both versions yet."));
    return;
  }
  const { errors } = trial;
  const rows = errors.groups.map((group, i) => make("tr", {},
    make("th", { scope: "row" }, steps(group, errors.groups[i + 1])),
    make("td", {}, count(group.forecasts)),
    make("td", {}, ratio(group.ratio))));
  byId("trial-title").textContent = trial.underWay
    ? `Version ${trial.challenger} beside the champion`
    : `The last trial: version ${trial.challenger}`;
  byId("trial").replaceChildren(
    make("p", { class: "lead" }, `${less(errors.ratio, "error")} than the champion; better on `
      + `${count(errors.better)} of ${count(errors.series)} series.`),
    make("table", { class: "scores" },
      make("thead", {}, make("tr", {},
        make("td"),
        make("th", { scope: "col" }, "forecasts"),
        make("th", { scope: "col" }, "challenger / champion"))),
      make("tbody", {}, ...rows)),
    make("p", { class: "note" },
      "Mean absolute errors over the same forecasts on the same series: less than 1 is better than the champion."));
}

const ratio = (value) => (value === null ? "–" : value.toFixed(3));

function drawSwaps(swaps) {
  byId("swaps-card").hidden = swaps.length === 0;
  const rows = swaps.slice(0, MOST_SWAPS).map((swap) => make("tr", {},
    make("th", { scope: "row" }, swap.previous === null ? `v${swap.version}` : `v${swap.previous} → v${swap.version}`),
    make("td", {}, String(swap.partition)),
    make("td", {}, count(swap.offset)),
    make("td", { title: new Date(swap.time).toLocaleString() }, moment(swap.time)),
    errorCell(swap)));
  byId("swaps").replaceChildren(...rows);
  const note = swaps.length > MOST_SWAPS ? `The newest ${MOST_SWAPS} of ${count(swaps.length)}. ` : "";
  byId("swaps-note").textContent = `${note}Mean absolute error of each series over its first reports after the swap, `
    + "relative to its last before: less than 1 is better. The data change too; a trial compares on the same.";
}

function errorCell({ previous, errors }) {
  if (previous === null) return make("td", { class: "none" }, "first");
  if (errors === null) return make("td", { class: "none", title: "no series has reports of both versions" }, "–");
  const series = `${count(errors.series)} series`;
  return make("td", {}, ratio(errors.ratio), " ", make("small", {}, series));
}

function drawRefused({ refused, refusedDecisions }) {
  byId("refused-card").hidden = refused.length + refusedDecisions.length === 0;
  byId("refused").replaceChildren(
    ...refusedDecisions.toReversed().map((decision) => make("li", {},
      make("b", {}, `${versions.decisionWord(decision)} version ${decision.version}`), when(decision.time),
      make("p", {}, sentence(decision.refusal)))),
    ...refused.map((one) => make("li", {},
      make("b", {}, `A record that cannot be read: ${one.key}`), make("p", {}, sentence(one.reason)))));
}
