// A small curve without axes.

const SVG = "http://www.w3.org/2000/svg";

/** An element, and what draws values in it. */
export function sparkline() {
  const line = document.createElementNS(SVG, "polyline");
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("viewBox", "0 0 100 100");
  element.setAttribute("preserveAspectRatio", "none");
  element.setAttribute("aria-hidden", "true");
  element.append(line);
  return { element, draw: (values) => line.setAttribute("points", curve(values)) };
}

/** Values as points in a square of 100, a flat line in its middle. */
function curve(values) {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  return values
    .map((v, i) => {
      const x = (100 * i) / Math.max(1, values.length - 1);
      const y = range > 0 ? 96 - (92 * (v - low)) / range : 50;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}
