// The JSON API. Every call gives the parsed answer, null for "not there", or throws.

const TIMEOUT_MILLIS = 8_000;
const DECISION_MILLIS = 60_000;

async function get(path) {
  const response = await fetch(path, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** Decides; throws with the server's sentence if it refuses. */
async function decide(path, reason) {
  const response = await fetch(path, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json", "Tidegate-Write": "1" },
    body: JSON.stringify({ reason }),
    signal: AbortSignal.timeout(DECISION_MILLIS),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const path = (key) => `/api/series/${encodeURIComponent(key)}`;

export const status = () => get("/api/status");
export const models = () => get("/api/models");
export const promote = (version, reason) => decide(`/api/models/${version}/promote`, reason);
export const pin = (version, reason) => decide(`/api/models/${version}/pin`, reason);
export const rollback = (reason) => decide("/api/models/rollback", reason);
export const unpin = (reason) => decide("/api/models/unpin", reason);
export const events = (after) => get(`/api/events?after=${after}`);
export const forecast = (key) => get(`${path(key)}/forecast`);
export const history = (key, after) =>
  get(path(key) + (after === null ? "" : `?after=${after}`));
export const list = (query, limit) =>
  get(`/api/series?limit=${limit}&q=${encodeURIComponent(query)}`);
