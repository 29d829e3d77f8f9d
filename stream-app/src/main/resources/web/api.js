// The JSON API. Every call gives the parsed answer, null for "not there", or throws.

const TIMEOUT_MILLIS = 8_000;
const WRITE_MILLIS = 60_000;

async function get(path) {
  const response = await fetch(path, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Changes something; throws with the server's sentence if it refuses. */
async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "Tidegate-Write": "1" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(WRITE_MILLIS),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const decide = (path, reason) => post(path, { reason });

const path = (key) => `/api/series/${encodeURIComponent(key)}`;

export const status = () => get("/api/status");
export const models = () => get("/api/models");
export const promote = (version, reason) => decide(`/api/models/${version}/promote`, reason);
export const pin = (version, reason) => decide(`/api/models/${version}/pin`, reason);
export const rollback = (reason) => decide("/api/models/rollback", reason);
export const unpin = (reason) => decide("/api/models/unpin", reason);
/** Alerts by {state, series, q, kind, severity, limit}; what is empty is not asked for. */
export const alerts = (filter) =>
  get(`/api/alerts?${new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""))}`);
export const alert = (id) => get(`/api/alerts/${encodeURIComponent(id)}`);
export const answer = (id, feedback) => post(`/api/alerts/${encodeURIComponent(id)}/feedback`, feedback);
export const answerSeries = (key, feedback) => post(`${path(key)}/feedback`, feedback);
export const events = (after) => get(`/api/events?after=${after}`);
export const forecast = (key) => get(`${path(key)}/forecast`);
export const history = (key, after) =>
  get(path(key) + (after === null ? "" : `?after=${after}`));
export const list = (query, sort, limit) =>
  get(`/api/series?limit=${limit}&sort=${sort}&q=${encodeURIComponent(query)}`);
/** Small pictures by {q, sort, offset, limit}. */
export const overview = (part) => get(`/api/overview?${new URLSearchParams(part)}`);
