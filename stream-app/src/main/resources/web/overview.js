// Many series at once: a small picture of each, in the order that was chosen. Only those that are on
// the screen are asked for and drawn, so that a hundred thousand cost what a hundred do.

import * as api from "./api.js";
import { byId, chosen, make, text } from "./dom.js";
import { count, duration, number, percent } from "./format.js";
import { hashOf as seriesHash } from "./list.js";
import { sparkline } from "./sparkline.js";

const PREFIX = "#/overview";
const ORDERS = ["name", "error", "coverage", "alerts", "lag"];
const ROW_PIXELS = 104;
const LEAST_WIDTH = 176;
const GAP = 8;
/** Rows drawn above and below what is seen. */
const MARGIN = 2;
const MOST = 500;
/** Browsers lay out no more than some ten million pixels. */
const MOST_ROWS = 90_000;

const tiles = new Map();

export const isIn = (hash) => hash === PREFIX || hash.startsWith(`${PREFIX}?`);

/** Calls back when another part is wanted; it is loaded by the next {@link refresh}. */
export function start(changed) {
  for (const id of ["overview-search", "overview-sort"]) {
    byId(id).addEventListener("input", () => {
      history.replaceState(null, "", hashNow());
      scrollTo(0, 0);
      changed();
    });
  }
  let asked = false;
  const moved = () => {
    if (asked || byId("overview").hidden) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      changed();
    });
  };
  addEventListener("scroll", moved, { passive: true });
  addEventListener("resize", moved);
  byId("tiles").addEventListener("keydown", moveFocus);
}

function hashNow() {
  const chosenNow = { sort: chosen(byId("overview-sort")), q: byId("overview-search").value.trim() };
  const said = Object.entries(chosenNow).filter(([name, value]) => value !== "" && !(name === "sort" && value === "name"));
  return said.length === 0 ? PREFIX : `${PREFIX}?${new URLSearchParams(said)}`;
}

/** Takes order and search from a link. */
export function follow(hash) {
  const asked = new URLSearchParams(hash.slice(PREFIX.length + 1));
  const sort = ORDERS.includes(asked.get("sort")) ? asked.get("sort") : "name";
  byId("overview-sort").querySelector(`[value="${sort}"]`).checked = true;
  if (byId("overview-search").value.trim() !== (asked.get("q") ?? "")) byId("overview-search").value = asked.get("q") ?? "";
}

/** Loads and draws what is on the screen. */
export async function refresh() {
  const place = seen();
  const answer = await api.overview({
    q: byId("overview-search").value.trim(),
    sort: chosen(byId("overview-sort")),
    offset: place.first,
    limit: place.many,
  });
  draw(answer, place.columns);
}

/** Which tiles are on the screen: index of the first, how many, and how many beside each other. */
function seen() {
  const area = byId("tiles");
  const columns = Math.max(1, Math.floor((area.clientWidth + GAP) / (LEAST_WIDTH + GAP)));
  const above = -area.getBoundingClientRect().top;
  const rows = Math.ceil(innerHeight / ROW_PIXELS) + 2 * MARGIN;
  const top = Math.max(0, Math.floor(above / ROW_PIXELS) - MARGIN);
  return { first: top * columns, many: Math.min(MOST, rows * columns), columns };
}

function draw({ total, offset, series }, columns) {
  const area = byId("tiles");
  area.style.setProperty("--columns", columns);
  area.style.height = `${Math.min(MOST_ROWS, Math.ceil(total / columns)) * ROW_PIXELS}px`;
  area.style.paddingTop = `${(offset / columns) * ROW_PIXELS}px`;
  const kept = new Set(series.map((one) => one.key));
  for (const [key, tile] of tiles) {
    if (kept.has(key)) continue;
    tile.item.remove();
    tiles.delete(key);
  }
  const sort = chosen(byId("overview-sort"));
  series.forEach((one, i) => {
    const tile = tiles.get(one.key) ?? add(one.key);
    if (area.children[i] !== tile.item) area.insertBefore(tile.item, area.children[i] ?? null);
    tile.item.setAttribute("aria-posinset", offset + i + 1);
    tile.item.setAttribute("aria-setsize", total);
    fill(tile, one, sort);
  });
  const searching = byId("overview-search").value.trim() !== "";
  text(byId("overview-title"), searching ? `${count(total)} series found` : `${count(total)} series`);
  text(byId("overview-hint"), total > 0 ? "" : searching ? "No series of that name." : "No series yet.");
}

function add(key) {
  const svg = sparkline();
  const value = make("span", { class: "value" });
  const about = make("span", { class: "standing" });
  const link = make("a", { href: seriesHash(key) }, make("span", { class: "label", title: key }, key), value, svg.element, about);
  const tile = { item: make("li", {}, link), link, value, about, svg };
  tiles.set(key, tile);
  return tile;
}

function fill(tile, { value, recent, standing, stepMillis }, sort) {
  text(tile.value, number(value));
  text(tile.about, words(standing, sort));
  tile.svg.draw(recent);
  const alerting = standing.openAlerts > 0;
  if (alerting) tile.link.dataset.state = "alerting";
  else if (stepMillis > 0 && standing.lagMillis > 10 * stepMillis) tile.link.dataset.state = "behind";
  else delete tile.link.dataset.state;
}

/** One line: the alerts that are open, and what it is sorted by; the error if by nothing else. */
function words({ error, coverage, openAlerts, lagMillis }, sort) {
  const said = [];
  if (openAlerts > 0) said.push(openAlerts === 1 ? "1 alert" : `${openAlerts} alerts`);
  if (sort === "coverage") said.push(coverage === null ? "not scored yet" : `held ${percent(coverage, 0)}`);
  else if (sort === "lag") said.push(lagMillis === 0 ? "newest" : `${duration(lagMillis)} behind`);
  else said.push(error === null ? "no error yet" : `error × ${error.toFixed(2)}`);
  return said.join(" · ");
}

function moveFocus(event) {
  const links = [...byId("tiles").querySelectorAll("a")];
  const columns = Number(byId("tiles").style.getPropertyValue("--columns"));
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  const next = links[links.indexOf(document.activeElement) + step];
  if (!step || !next) return;
  event.preventDefault();
  next.focus();
}
