// The list of series: search, one row each with a small curve, links to a page of their own.

import * as api from "./api.js";
import { byId, make, text } from "./dom.js";
import { count, number } from "./format.js";
import { sparkline } from "./sparkline.js";

const PAGE = 50;

const rows = new Map();
let limit = PAGE;

export const hashOf = (key) => `#/series/${encodeURIComponent(key)}`;

/** Calls back when the user wants another list; it is loaded by the next {@link refresh}. */
export function start(changed) {
  const search = byId("search");
  search.addEventListener("input", () => {
    limit = PAGE;
    changed();
  });
  byId("sort").addEventListener("change", () => {
    limit = PAGE;
    changed();
  });
  byId("more").addEventListener("click", () => {
    limit += PAGE;
    changed();
  });
  byId("toggle").addEventListener("click", () => open(byId("toggle").ariaExpanded !== "true"));
  byId("list").addEventListener("click", () => open(false));
  byId("list").addEventListener("keydown", moveFocus);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(true);
      search.focus();
    }
  });
}

function open(wanted) {
  byId("toggle").ariaExpanded = String(wanted);
}

function moveFocus(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const links = [...byId("list").querySelectorAll("a")];
  links[links.indexOf(document.activeElement) + step]?.focus();
}

/** Loads and draws; returns the keys shown. */
export async function refresh() {
  const answer = await api.list(byId("search").value, byId("sort").value, limit);
  draw(answer);
  return answer.series.map((one) => one.key);
}

function draw({ total, series }) {
  const kept = new Set(series.map((one) => one.key));
  for (const [key, row] of rows) {
    if (!kept.has(key)) {
      row.item.remove();
      rows.delete(key);
    }
  }
  const list = byId("list");
  series.forEach((one, i) => {
    const row = rows.get(one.key) ?? add(one.key);
    if (list.children[i] !== row.item) list.insertBefore(row.item, list.children[i] ?? null);
    text(row.value, number(one.value));
    row.curve.draw(one.recent);
  });
  const searching = byId("search").value.trim() !== "";
  text(byId("toggle-text"), searching ? `${count(total)} series found` : `${count(total)} series`);
  byId("more").hidden = series.length >= total;
  text(byId("more"), `Show more of ${count(total)}`);
  byId("list-hint").hidden = total > 0;
  text(byId("list-hint"), searching ? "No series of that name." : "No series yet.");
}

function add(key) {
  const curve = sparkline();
  const value = make("span", { class: "value" });
  const label = make("span", { class: "label", title: key }, key);
  const link = make("a", { href: hashOf(key) }, label, curve.element, value);
  const row = { item: make("li", {}, link), link, value, curve };
  rows.set(key, row);
  return row;
}

/** Marks the row of the series that is shown. */
export function mark(key) {
  for (const [other, row] of rows) {
    if (other === key) row.link.setAttribute("aria-current", "page");
    else row.link.removeAttribute("aria-current");
  }
}
