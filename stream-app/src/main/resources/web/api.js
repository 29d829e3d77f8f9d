// The JSON API. Every call gives the parsed answer, null for "not there", or throws.

const TIMEOUT_MILLIS = 8_000;

async function get(path) {
  const response = await fetch(path, {
    headers: { Accept: "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

const path = (key) => `/api/series/${encodeURIComponent(key)}`;

export const status = () => get("/api/status");
export const events = (after) => get(`/api/events?after=${after}`);
export const forecast = (key) => get(`${path(key)}/forecast`);
export const history = (key, after) =>
  get(path(key) + (after === null ? "" : `?after=${after}`));
export const list = (query, limit) =>
  get(`/api/series?limit=${limit}&q=${encodeURIComponent(query)}`);
