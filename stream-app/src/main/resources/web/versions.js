// The versions as a tree, the newest on top: one line runs from the champion down to its first
// ancestor, what led elsewhere stands to its right.

import * as api from "./api.js";
import * as decide from "./decide.js";
import { byId, make } from "./dom.js";
import { count, less, number, sentence } from "./format.js";
import { ends, partitions, when } from "./models.js";

const PAGE = 30;
const DEEPEST = 5;

/** Word, mark and kind of every state; the mark and the word tell them apart without colour. */
const STATES = {
  IN_USE: ["still in use", "◉", "used"],
  PROPOSED: ["champion, not yet in use", "●", "champion"],
  CHALLENGER: ["challenger", "◐", "challenger"],
  ROLLED_BACK: ["rolled back", "↩", "back"],
  USED: ["used before", "○", "used"],
  PASSED_OVER: ["passed over", "○", "used"],
  CANDIDATE: ["candidate", "○", "candidate"],
  REFUSED: ["refused", "×", "out"],
  REJECTED: ["rejected", "×", "out"],
  FAILED: ["training failed", "×", "out"],
  GONE: ["snapshot gone", "–", "out"],
};

const DECISIONS = {
  PROMOTED: "Promoted", REJECTED: "Rejected", FAILED: "Failed", CHALLENGING: "Put on trial", KEPT: "Kept",
  ROLLED_BACK: "Rolled back to", PINNED: "Pinned", UNPINNED: "Unpinned",
};

const USABLE = new Set(["IN_USE", "CHALLENGER", "ROLLED_BACK", "USED", "PASSED_OVER", "CANDIDATE", "REJECTED"]);

const open = new Set();
let limit = PAGE;

export const decisionWord = (decision) => DECISIONS[decision.decision] ?? "Decided about";

/** Calls back when the user wants to see more: first to forget what was drawn, then to draw. */
export function start(forget, refresh) {
  byId("versions-more").addEventListener("click", () => {
    limit += PAGE;
    forget();
    refresh();
  });
}

export function draw(answer) {
  const rows = inOrder(answer.versions, answer.plan.champion);
  byId("versions").replaceChildren(...rows.slice(0, limit).map((row) => item(row, answer)));
  byId("versions-more").hidden = rows.length <= limit;
  byId("versions-more").textContent = `Show more of ${count(rows.length)}`;
}

/** Rows of {version, depth}, each below its children; a lineage that goes in a circle ends. */
function inOrder(versions, champion) {
  const known = new Map(versions.map((one) => [one.version, one]));
  const children = new Map(versions.map((one) => [one.version, []]));
  for (const one of versions) children.get(parent(one))?.push(one);
  const main = new Set();
  for (let v = champion; known.has(v) && !main.has(v); v = parent(known.get(v))) main.add(v);

  const rows = [];
  const seen = new Set();
  // Kept as a list of work: a chain of thousands of parents must not exhaust the stack.
  const walk = (root) => {
    const work = [{ version: root, depth: 0 }];
    while (work.length > 0) {
      const row = work.pop();
      if (seen.has(row.version.version)) continue;
      seen.add(row.version.version);
      rows.push(row);
      const next = children.get(row.version.version);
      const heir = next.find((one) => main.has(one.version))
        ?? (main.has(row.version.version) ? undefined : next.at(-1));
      if (heir) work.push({ version: heir, depth: row.depth });
      for (const one of next.toReversed()) {
        if (one !== heir) work.push({ version: one, depth: row.depth + 1 });
      }
    }
  };
  versions.filter((one) => !known.has(parent(one))).forEach(walk);
  versions.forEach(walk);
  return rows.reverse();
}

/** One that was never published has no lineage; training started from the champion of its time. */
function parent({ version, parent, decisions }) {
  if (parent !== null) return parent;
  const champion = decisions.at(-1)?.champion ?? null;
  return champion === version ? null : champion;
}

function item({ version, depth }, answer) {
  const [word, mark, kind] = told(version);
  const details = make("details", {}, make("summary", { "data-key": `version-${version.version}` },
    make("span", { class: "mark", "aria-hidden": "true" }, mark),
    make("b", {}, `Version ${version.version}`),
    make("span", { class: "word" }, word),
    make("span", { class: "figure" }, figure(version))));
  details.append(more(version));
  details.open = open.has(version.version);
  details.addEventListener("toggle", () => {
    if (details.open) open.add(version.version);
    else open.delete(version.version);
  });
  return make("li", { "data-version": version.version, "data-kind": kind, "data-depth": Math.min(depth, DEEPEST) },
    details, ...buttons(version, answer));
}

function told(version) {
  const state = STATES[version.state] ?? [version.state, "–", "out"];
  const roles = new Set(version.roles);
  if (roles.has("CHAMPION")) {
    const word = version.state === "IN_USE" ? "champion" : state[0];
    return [roles.has("PINNED") ? `${word}, pinned` : word, "●", "champion"];
  }
  if (roles.has("FORMER_CHAMPION")) return ["former champion, watched", "◐", "challenger"];
  if (roles.has("CHALLENGER")) return STATES.CHALLENGER;
  return version.rolledBack && version.state === "IN_USE" ? ["rolled back, still in use", "↩", "back"] : state;
}

function figure(version) {
  const judged = version.lineage ?? version.decisions.findLast((one) => one.lossAfter !== null);
  if (!judged || judged.lossBefore === null || judged.lossAfter === null) return "";
  return `held-back loss ${number(judged.lossBefore)} → ${number(judged.lossAfter)}`;
}

function buttons(version, { plan, writable }) {
  if (!writable || plan.pinned || version.version === plan.champion || !USABLE.has(version.state)) return [];
  if (version.sha256 === null) return [];
  const v = version.version;
  const takes = `It takes over from version ${plan.champion}, at each partition's next record.${ends(plan)}`;
  return [make("span", { class: "buttons" },
    decide.button(`promote-${v}`, "Promote", {
      title: `Promote version ${v}?`,
      text: `${warning(version)}${takes}`,
      send: (reason) => api.promote(v, reason),
    }, `Promote version ${v}`),
    decide.button(`pin-${v}`, "Pin", {
      title: `Promote version ${v} and pin it?`,
      text: `${warning(version)}${takes} It stays until it is unpinned.`,
      send: (reason) => api.pin(v, reason),
    }, `Promote version ${v} and pin it`))];
}

function warning(version) {
  if (version.state === "REJECTED") return "It was rejected: it was not shown to be better. ";
  return version.state === "ROLLED_BACK" ? "It was rolled back before. " : "";
}

function more(version) {
  const list = make("dl", {});
  const say = (name, ...what) => list.append(make("div", {}, make("dt", {}, name), make("dd", {}, ...what)));
  for (const decision of version.decisions.toReversed()) say(decisionWord(decision), ...decided(decision));
  if (version.decisions.length === 0 && version.reason !== "") say("What it is", sentence(version.reason));
  for (const use of version.uses.toReversed()) {
    say("Used", `${partitions([use.partition])}, from offset ${count(use.from)} `
      + (use.to === null ? "on" : `to ${count(use.to)}`));
  }
  const lineage = version.lineage;
  if (lineage !== null) {
    say("Trained from", `version ${lineage.parentVersion}`);
    say("Trained on", `${count(lineage.observations)} observations of ${count(lineage.series)} series, `
      + `${new Date(lineage.spanStart).toLocaleString()} to ${new Date(lineage.spanEnd).toLocaleString()}`);
    if (lineage.lossBefore !== null && lineage.lossAfter !== null && lineage.lossBefore > 0) {
      say("Held back", `${less(lineage.lossAfter / lineage.lossBefore, "loss")} than its parent`);
    }
  }
  if (version.sha256 !== null) say("SHA-256", make("code", {}, version.sha256));
  return list;
}

function decided(decision) {
  const parts = [when(decision.time), decision.by === "operator" ? " by hand: " : ": ", sentence(decision.reason)];
  if (decision.refusal !== null) parts.push(make("b", {}, " Not in force: "), sentence(decision.refusal));
  const figures = Object.entries(decision.figures);
  if (figures.length > 0) {
    parts.push(make("span", { class: "figures" },
      figures.map(([name, value]) => `${name} ${number(value)}`).join(" · ")));
  }
  return parts;
}
