// Alerts on a chart: a shade from where one was noticed to its end, and the points that raised it.

const COLOURS = { CRITICAL: "bad", WARNING: "warn", INFO: "accent" };
const SHADE = 0.1;
const RADIUS = 4.5;
const SIZE = 5;

/** The mark of an alert: { from, to (null while it is open), severity, points: [{time, value}] }. */
export function markOf(alert, events) {
  return {
    from: alert.opened,
    to: alert.resolved,
    severity: alert.newest.severity,
    points: events
      .filter((event) => event.value !== null && event.change !== "RESOLVED")
      .map(({ time, value }) => ({ time, value })),
  };
}

/** Draws what of the marks is within the plot; an open one reaches to the newest observation. */
export function drawMarks(plot, marks, newest, colours) {
  const { left, top, width, height } = plot.bbox;
  const ctx = plot.ctx;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  for (const mark of marks) {
    const colour = colours[COLOURS[mark.severity] ?? "muted"];
    const from = plot.valToPos(mark.from, "x", true);
    const to = plot.valToPos(mark.to ?? newest, "x", true);
    ctx.fillStyle = alpha(colour, SHADE);
    ctx.fillRect(from, top, Math.max(to - from, ratio), height);
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = ratio;
    ctx.beginPath();
    ctx.moveTo(from, top);
    ctx.lineTo(from, top + height);
    ctx.stroke();
    triangle(ctx, from, top + height, SIZE * ratio);
    ctx.lineWidth = 2 * ratio;
    for (const { time, value } of mark.points) {
      ctx.beginPath();
      ctx.arc(plot.valToPos(time, "x", true), plot.valToPos(value, "y", true), RADIUS * ratio, 0, 2 * Math.PI);
      ctx.stroke();
    }
  }
  ctx.restore();
}

function triangle(ctx, x, y, size) {
  ctx.beginPath();
  ctx.moveTo(x - size, y);
  ctx.lineTo(x + size, y);
  ctx.lineTo(x, y - 1.6 * size);
  ctx.fill();
}

/** A colour of the style sheet, #rrggbb, let through. */
export function alpha(hex, opacity) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return `rgb(${r} ${g} ${b} / ${opacity})`;
}
