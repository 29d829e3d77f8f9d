// What happened to the models: retrainings and swaps, newest first.

import * as api from "./api.js";
import { byId, make, text } from "./dom.js";
import { ago, number } from "./format.js";

const TITLES = {
  PROMOTED: (v) => `Version ${v} trained and published`,
  REJECTED: (v) => `Version ${v} trained, not published`,
  FAILED: (v) => `Training of version ${v} failed`,
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
  return make("li", { "data-kind": event.kind, "data-version": event.version },
    make("b", {}, TITLES[event.kind](event.version)),
    make("time", { "data-time": event.time, datetime: new Date(event.time).toISOString(), title: exact }, ago(event.time)),
    make("p", {}, detail(event)));
}

function detail(event) {
  if (event.kind === "IN_USE") {
    const n = event.partitions.length;
    return `On ${n} ${n === 1 ? "partition" : "partitions"}.`;
  }
  if (event.kind === "PROMOTED" && event.lossBefore !== null && event.lossAfter !== null) {
    return `Held-back loss ${number(event.lossBefore)} → ${number(event.lossAfter)}.`;
  }
  const reason = event.reason.trim();
  return reason.charAt(0).toUpperCase() + reason.slice(1) + (/[.!?]$/.test(reason) ? "" : ".");
}
