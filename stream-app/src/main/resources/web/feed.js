// What happened to the models: decisions and swaps, newest first.

import * as api from "./api.js";
import { byId, make, text } from "./dom.js";
import { ago, number, sentence } from "./format.js";

const TITLES = {
  PROMOTED: (v) => `Version ${v} promoted`,
  REJECTED: (v) => `Version ${v} rejected`,
  FAILED: (v) => `Training of version ${v} failed`,
  CHALLENGING: (v) => `Version ${v} on trial beside the champion`,
  KEPT: (v) => `Version ${v} kept after its watch`,
  ROLLED_BACK: (v) => `Back to version ${v}`,
  PINNED: (v) => `Version ${v} pinned`,
  UNPINNED: (v) => `Version ${v} unpinned`,
  DECIDED: (v) => `Decision about version ${v}`,
  IN_USE: (v) => `Version ${v} in use`,
};

const known = new Map();
let sequence = 0;

/** The server began anew; so do we. */
export function reset() {
  known.clear();
  sequence = 0;
}

export async function refresh() {
  const answer = await api.events(sequence);
  sequence = answer.sequence;
  for (const event of answer.events) known.set(event.id, event);
  if (answer.events.length > 0 || known.size === 0) draw();
  for (const time of byId("feed").querySelectorAll("time")) text(time, ago(Number(time.dataset.time)));
}

function draw() {
  const events = [...known.values()].sort((a, b) => b.time - a.time || b.sequence - a.sequence);
  byId("feed").replaceChildren(...(events.length > 0 ? events.map(item) : [nothing()]));
}

function nothing() {
  return make("li", { class: "nothing" }, "Nothing yet: the model that ships with Tidegate is in use until a retraining is better.");
}

function item(event) {
  const exact = new Date(event.time).toLocaleString();
  const title = TITLES[event.kind](event.version) + (event.refusal === null ? "" : ": not in force");
  return make("li", { "data-kind": event.kind, "data-version": event.version },
    make("b", {}, title),
    make("time", { "data-time": event.time, datetime: new Date(event.time).toISOString(), title: exact }, ago(event.time)),
    make("p", {}, detail(event)));
}

function detail(event) {
  if (event.kind === "IN_USE") {
    const n = event.partitions.length;
    return `On ${n} ${n === 1 ? "partition" : "partitions"}.`;
  }
  if (event.refusal !== null) return sentence(event.refusal);
  const by = event.by === "operator" ? "By hand: " : "";
  const loss = event.kind === "PROMOTED" && event.lossBefore !== null && event.lossAfter !== null
    ? ` Held-back loss ${number(event.lossBefore)} → ${number(event.lossAfter)}.` : "";
  return by + sentence(event.reason) + loss;
}
