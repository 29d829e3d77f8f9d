// Errors of the forecasts beside two forecasts that need no model.

import { byId, chosen, make } from "./dom.js";
import { count, number } from "./format.js";

const COLUMNS = [["forecast", "Tidegate"], ["persistence", "persistence"], ["seasonal", "seasonal naive"]];
const MEASURES = [["mae", "MAE", "mean absolute error"], ["rmse", "RMSE", "root mean square error"]];

let drawn = "";

/** Draws the scores of all series (relative to persistence) or of one (in its unit). */
export function draw(all, one) {
  const overall = chosen(byId("score-scope")) === "all";
  const scores = overall ? all : one;
  const key = JSON.stringify([overall, scores]);
  if (key === drawn) return;
  drawn = key;
  byId("score").replaceChildren(scores.length > 0 ? table(scores, overall) : "", note(scores, overall));
}

function table(scores, overall) {
  const format = overall ? (value) => value.toFixed(3) : number;
  const body = make("tbody");
  for (const score of scores) {
    for (const [measure, label, meaning] of MEASURES) {
      const cells = COLUMNS.map(([column]) => score[column]?.[measure] ?? null);
      const best = Math.min(...cells.filter((cell) => cell !== null));
      body.append(make("tr", {},
        make("th", { scope: "row" }, `${score.step} ${score.step === 1 ? "step" : "steps"} `,
          make("small", {}, make("abbr", { title: meaning }, label))),
        ...cells.map((cell) => cell === null
          ? make("td", { class: "none" }, "n/a")
          : make("td", cell === best ? { class: "best" } : {}, format(cell)))));
    }
  }
  return make("table", { class: "scores" },
    make("thead", {}, make("tr", {}, make("td"),
      ...COLUMNS.map(([, label]) => make("th", { scope: "col" }, label)))),
    body);
}

function note(scores, overall) {
  if (scores.length === 0) return make("p", { class: "note" }, "No forecast has matured yet.");
  const pairs = [...new Set(scores.map((score) => count(score.pairs)))].join(" and ");
  return make("p", { class: "note" }, overall
    ? `Last ${pairs} matured forecasts, in units of the persistence error: less than 1 is better than "as it is now".`
    : `${pairs} matured forecasts in view, in the series' own unit.`);
}
