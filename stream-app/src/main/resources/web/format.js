// Numbers and times as people read them.

const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SCALES = [[1e12, "T"], [1e9, "G"], [1e6, "M"]];

/** A value in its series' unit: four digits or all before the point; millions with a letter. */
export function number(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  for (const [scale, letter] of SCALES) {
    if (size >= scale && size < 1e15) return short.format(value / scale) + " " + letter;
  }
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(2);
  return size >= 1e3 ? whole.format(value) : short.format(value);
}

export const count = (value) => whole.format(value);

/** A share from 0 to 1 with so many digits after the point. */
export const percent = (share, digits) => `${(100 * share).toFixed(digits)} %`;

/** Events a second. */
export const rate = (value) => (value < 10 ? value.toFixed(1) : whole.format(value));

/** A length of time, in the largest unit that gives a whole number. */
export function duration(millis) {
  const units = [[86_400_000, "d"], [3_600_000, "h"], [60_000, "min"], [1_000, "s"]];
  for (const [size, unit] of units) {
    if (millis >= size && (millis % size === 0 || millis >= 100 * size)) {
      return `${short.format(millis / size)} ${unit}`;
    }
  }
  if (millis >= 1_000) return `${short.format(millis / 1_000)} s`;
  return `${millis} ms`;
}

const two = (value) => String(value).padStart(2, "0");
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const day = (date) => `${date.getDate()} ${MONTHS[date.getMonth()]}`;
export const minute = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
export const second = (date) => `${minute(date)}:${two(date.getSeconds())}`;

/** A point in time, as fine as the step of its series wants it; the day unless it is today. */
export function moment(millis, stepMillis = 1_000) {
  const date = new Date(millis);
  const time = stepMillis >= 60_000 ? minute(date) : second(date);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) return time;
  const year = date.getFullYear() === now.getFullYear() ? "" : ` ${date.getFullYear()}`;
  return stepMillis >= 86_400_000 ? day(date) + year : `${day(date)}${year}, ${time}`;
}

/** How long ago, for what happened at wall-clock time. */
export function ago(millis) {
  const seconds = Math.max(0, Math.round((Date.now() - millis) / 1_000));
  if (seconds < 5) return "now";
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`;
  return moment(millis, 60_000);
}

/** What somebody wrote as a sentence: a capital in front, a point behind. */
export function sentence(text) {
  const bare = text.trim();
  return bare.charAt(0).toUpperCase() + bare.slice(1) + (/[.!?]$/.test(bare) ? "" : ".");
}

/** A word of the API for people: "LEVEL_SHIFT" is "level shift". */
export const plain = (word) => word.toLowerCase().replaceAll("_", " ").replaceAll("-", " ");

/** A ratio in words: "3.1 % less error", "about the same error". */
export function less(ratio, what) {
  if (ratio === null || Math.abs(ratio - 1) < 5e-4) return `About as much ${what}`;
  return `${percent(Math.abs(1 - ratio), 1)} ${ratio < 1 ? "less" : "more"} ${what}`;
}
