// The newest points of one series, loaded once and then continued.

import * as api from "./api.js";

const MOST_POINTS = 500;
const ROWS = ["times", "values", "expected", "low", "high"];

export class History {
  /** Of the series key, from later than after on (milliseconds; null: from the first in view). */
  constructor(key, after = null) {
    this.key = key;
    this.after = after;
    this.held = null;
  }

  /** Loads what is new; says "gone" if the server does not know the series, "same", or "new". */
  async refresh() {
    const known = this.held;
    const answer = await api.history(this.key, known?.times.at(-1) ?? this.after);
    if (answer === null) return "gone";
    if (known && known.rewinds !== answer.rewinds) {
      this.held = null;
      return this.refresh();
    }
    this.held = known ? joined(known, answer) : answer;
    return known === null || answer.times.length > 0 ? "new" : "same";
  }
}

function joined(old, add) {
  const tails = ROWS.map((row) => [row, [...old[row], ...add[row]].slice(-MOST_POINTS)]);
  return { ...add, ...Object.fromEntries(tails) };
}

/** The part of what is held that passes; keep gets a time and its place. */
export function part(held, keep) {
  const places = held.times.flatMap((time, i) => (keep(time, i) ? [i] : []));
  return Object.fromEntries(ROWS.map((row) => [row, places.map((i) => held[row][i])]));
}
